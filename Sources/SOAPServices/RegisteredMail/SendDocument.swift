import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// sendDocument: one document to one citizen as registered mail; the receipt is the sealed proof of its
/// submission.
///
/// Under a token once: the same again has the same receipt, whatever became of it since.
enum SendDocument {
  /// The receipt is answered when it is sealed, which takes a moment; after that its sender asks again.
  private static let waits: [Duration] = [
    .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(1), .seconds(2),
  ]

  static func serve(_ exchange: SOAPExchange, _ registry: any RegisteredTickets) async throws -> Response {
    let item = try RegisteredMailItem(exchange.payload)
    let (caller, application) = (exchange.sender(), try exchange.ownApplication())
    let names = registry.registeredTickets(for: caller, application: application)
    try await checkBox(exchange, item, registry.desk(for: caller, application: application), names)
    let type = try await exchange.ask { () async throws(Failure<Never>) in
      try await registry.referenceData.messageType(item.messageType)
    }
    let frames = AttachmentFrames(
      request: try item.request(from: caller.sender, application, type?.language ?? .nl),
      files: Dictionary(item.files.map { ($0.contentID, $0) }) { first, _ in first },
      reader: exchange.message.attachments, seen: Set([exchange.message.contentID].compactMap(\.self)))
    let sender = registry.registry(for: caller)
    try await exchange.ask(SOAPFault.init(sending:)) { () async throws(Failure<PublicationRejection>) in
      do throws(Failure<PublicationRejection>) { _ = try await sender.publish(frames) } catch {
        guard case .rejected(.alreadyPublished) = error else { throw error }
      }
    }
    let sent = try await exchange.ask { () async throws(Failure<Never>) in
      try await names.item(under: item.token)
    }
    guard let sent else { throw ItemMissing() }
    let proof = try await receipt(exchange, sent, names, registry.registeredMail(for: caller))
    return answer(exchange, sent, proof)
  }

  /// - Throws: EPOST_T01 for a box that is not what it must be, unless the document was sent before.
  private static func checkBox(
    _ exchange: SOAPExchange, _ item: RegisteredMailItem, _ desk: any TicketDesk,
    _ names: any RegisteredTicketDesk
  ) async throws {
    guard item.check != .bypass else { return }
    let standing = try await exchange.ask { () async throws(Failure<Never>) in
      try await desk.boxes(of: [item.recipient])
    }.first
    let exists = standing?.exists ?? false
    guard !(exists && (item.check == .activated || standing?.isExclusive == true)) else { return }
    let earlier = try await exchange.ask { () async throws(Failure<Never>) in
      try await names.item(under: item.token)
    }
    guard earlier == nil else { return }
    throw SOAPFault.mail(
      exists
        ? "The recipient has not chosen the eBox as preferred channel."
        : "The recipient's eBox is not activated.")
  }

  private static func receipt(
    _ exchange: SOAPExchange, _ item: RegisteredItem, _ names: any RegisteredTicketDesk,
    _ desk: any RegisteredMailDesk
  ) async throws -> SealedProof {
    let status = try await exchange.ask(SOAPFault.init(proving:)) {
      () async throws(Failure<ProofRejection>) in
      try await desk.status(of: item.message)
    }
    guard let fact = status.delivery.fact(.submissionAcceptance) else { throw ItemMissing() }
    if !status.sealed.contains(fact.id) { try await waitForSeal(exchange, fact.id, of: item, names) }
    return try await exchange.ask(SOAPFault.init(proving:)) { () async throws(Failure<ProofRejection>) in
      try await desk.proof(fact.id, of: item.message)
    }
  }

  /// Until it is there or the time is over: whoever asks for the proof then learns which, and that is on
  /// record.
  private static func waitForSeal(
    _ exchange: SOAPExchange, _ id: EvidenceID, of item: RegisteredItem, _ names: any RegisteredTicketDesk
  ) async throws {
    for wait in waits {
      try await Task.sleep(for: wait)
      let isSealed = try await exchange.ask { () async throws(Failure<Never>) in
        try await names.isSealed(id, of: item)
      }
      if isSealed { return }
    }
  }

  private static func answer(
    _ exchange: SOAPExchange, _ item: RegisteredItem, _ proof: SealedProof
  ) -> Response {
    let file = SignedFile(proof, name: "Receipt.xml", type: "RECEIPT")
    return file.response(exchange.requestID) { writer in
      RegisteredMailContract.write("SendDocumentResponse", &writer) { writer in
        writer.element("t:Receipt") { writer in
          writer.element("t:Ticket", text: item.ticket.text)
          writer.element("t:Token", text: item.token.text)
          file.write("t:Document", &writer)
        }
      }
    }
  }
}

/// What was published can't be found under its token, or has no proof of submission: its contract excludes
/// both.
private struct ItemMissing: Error {}
