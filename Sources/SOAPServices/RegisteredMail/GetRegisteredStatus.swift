import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// getStatus: PENDING until the outcome and its proof are there; then SENT, with the proof that the document
/// can be opened in the recipient's eBox, or ERROR.
enum GetRegisteredStatus {
  static func serve(_ exchange: SOAPExchange, _ registry: any RegisteredTickets) async throws -> Response {
    try await exchange.checkNoAttachments()
    let (caller, application) = (exchange.sender(), try exchange.ownApplication())
    let names = registry.registeredTickets(for: caller, application: application)
    let found = try await exchange.ask { () async throws(Failure<Never>) in
      try await names.item(with: try Self.ticket(exchange.payload))
    }
    guard let item = found else { throw SOAPFault.unknownTicket }
    let desk = registry.registeredMail(for: caller)
    let status = try await exchange.ask(SOAPFault.init(proving:)) {
      () async throws(Failure<ProofRejection>) in
      try await desk.status(of: item.message)
    }
    guard let outcome = status.delivery.outcome, status.sealed.contains(outcome.id) else {
      return answer(item, "PENDING")
    }
    guard outcome.event == .contentConsignment else { return answer(item, "ERROR") }
    let proof = try await exchange.ask(SOAPFault.init(proving:)) { () async throws(Failure<ProofRejection>) in
      try await desk.proof(outcome.id, of: item.message)
    }
    let file = SignedFile(proof, name: "ProofOfDispatch.xml", type: "PROOF_OF_DISPATCH")
    return file.response(exchange.requestID) { write(item, "SENT", file, &$0) }
  }

  /// - Throws: as a fault; the schema holds it to be one.
  private static func ticket(_ payload: XMLElement) throws(Failure<Never>) -> RegisteredTicket {
    do { return try RegisteredTicket(parsing: payload.mail("Ticket")?.text ?? "") } catch {
      throw .interrupted(SOAPFault.unknownTicket)
    }
  }

  private static func answer(_ item: RegisteredItem, _ status: String) -> Response {
    SOAPAnswer.response { write(item, status, nil, &$0) }
  }

  private static func write(
    _ item: RegisteredItem, _ status: String, _ file: SignedFile?, _ writer: inout XMLWriter
  ) {
    RegisteredMailContract.write("GetStatusResponse", &writer) { writer in
      writer.element("t:Ticket", text: item.ticket.text)
      writer.element("t:Token", text: item.token.text)
      writer.element("t:Status", text: status)
      file?.write("t:ProofOfDispatch", &writer)
    }
  }
}

extension RegisteredDelivery {
  /// That it can be opened, or why it never will be; nil while neither is certain.
  fileprivate var outcome: RegisteredMailFact? {
    fact(.contentConsignmentFailure) ?? fact(.consignmentRejection) ?? fact(.acceptanceRejectionExpiry)
      ?? fact(.contentConsignment)
  }
}
