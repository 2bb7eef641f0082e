import AuditTrail
import Contracts
import NIOCore
import Storage
import Vocabulary

/// Opens messages of one mailbox, and keeps each consultation.
struct MessageReader: Sendable {
  let access: Access
  let documents: any DocumentStore
  let keyring: MailboxKeyring
  let deliveries: Deliveries

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message {
    let mailbox = access.caller.mailbox
    let permitted = try await access.commit(.describe, id) { transaction, moment -> Verdict<MessageRow> in
      guard let row = try MessageRow.one(id, of: mailbox, at: moment.at, in: transaction) else {
        return .rejected(.messageNotFound)
      }
      return .given(row, details: [:])
    }
    return try await opened { try $0.open(permitted.given) }
  }

  /// Not a consultation: nothing of the content is given.
  func describe(
    _ attachment: AttachmentID, in message: MessageID
  ) async throws(Failure<ReadingRejection>) -> Attachment {
    let mailbox = access.caller.mailbox
    let permitted = try await access.commit(.describe, message) {
      transaction, moment -> Verdict<FoundAttachment> in
      switch try FoundAttachment.find(attachment, in: message, of: mailbox, at: moment.at, transaction) {
      case .failure(let rejection): return .rejected(rejection)
      case .success(let found): return .given(found, details: ["attachment": attachment.text])
      }
    }
    return try await opened { try $0.open(permitted.given.attachment, of: permitted.given.message) }
  }

  /// Commits the consultation, and with the first one of a main content the read confirmation and its event;
  /// the bytes come after.
  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content {
    let mailbox = access.caller.mailbox
    let consultation = Consultation(of: message, range: range, kind, access)
    let permitted = try await access.commit(access.caller.purpose.action(.read), message) {
      transaction, moment -> Verdict<OpenedAttachment> in
      switch try FoundAttachment.find(attachment, in: message, of: mailbox, at: moment.at, transaction) {
      case .failure(let rejection): return .rejected(rejection)
      case .success(let found):
        if let range, range.first >= found.attachment.size { return .rejected(.rangeNotSatisfiable) }
        let opened = OpenedAttachment(found: found, range: try found.attachment.clamped(range))
        let isMain = found.attachment.isMainContent
        try consultation.record(
          of: attachment.text, in: found.message, isMainContent: isMain, moment, transaction)
        return .given(opened, details: found.attachment.details(opened.range))
      }
    }
    let opened = permitted.given
    let (deliveries, time) = (deliveries, access.ledger.time)
    return try await self.opened { seal -> Content in
      let described = try seal.open(opened.found.attachment, of: opened.found.message)
      let document = try seal.document(opened.found.attachment)
      let flow = ContentFlow(documents.read(document, range: opened.range), permitted.stream) {
        if opened.range == nil { deliveries.note(consultation, at: time.now()) }
      }
      let bytes = AsyncThrowingStream<ByteBuffer, any Error>(unfolding: { try await flow.next() })
      return Content(attachment: described, range: opened.range, bytes: bytes)
    }
  }

  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText {
    let mailbox = access.caller.mailbox
    let consultation = Consultation(of: message, range: nil, kind, access)
    let details = kind == .fetchedAhead ? ["content": Consultation.bodyName] : [:]
    let permitted = try await access.commit(access.caller.purpose.action(.body), message) {
      transaction, moment -> Verdict<SealedBody> in
      guard let row = try MessageRow.one(message, of: mailbox, at: moment.at, in: transaction) else {
        return .rejected(.messageNotFound)
      }
      guard row.isOpen else { return .rejected(.notAccepted) }
      guard let body = try MessageRow.body(of: message, in: mailbox, transaction) else {
        return .rejected(.contentNotFound)
      }
      try consultation.record(
        of: Consultation.bodyName, in: row, isMainContent: row.isBodyMainContent, moment, transaction)
      let isMain = ["isMainContent": String(row.isBodyMainContent)]
      return .given(SealedBody(row: row, body: body), details: details.merging(isMain) { $1 })
    }
    return try await opened { try $0.open(body: permitted.given.body, of: permitted.given.row) }
  }

  private var kind: ContentAccess.Kind {
    switch access.caller.purpose {
    case .reading: .opened
    case .prefetch: .fetchedAhead
    }
  }

  /// What can't be unsealed is a fault.
  private func opened<Given>(
    _ body: (MessageSeal) throws -> Given
  ) async throws(Failure<ReadingRejection>) -> Given {
    do {
      return try body(try await keyring.seal(of: access.caller.mailbox))
    } catch {
      throw .outcomeUnknown(error)
    }
  }
}

/// An attachment and its message, found in a mailbox.
private struct FoundAttachment: Sendable {
  let message: MessageRow
  let attachment: AttachmentRow

  /// In the order of ``ReadingRejection``'s cases.
  static func find(
    _ id: AttachmentID, in message: MessageID, of mailbox: MailboxID, at now: Instant,
    _ transaction: Transaction
  ) throws -> Result<FoundAttachment, ReadingRejection> {
    guard let row = try MessageRow.one(message, of: mailbox, at: now, in: transaction) else {
      return .failure(.messageNotFound)
    }
    guard row.isOpen else { return .failure(.notAccepted) }
    guard let attachment = row.attachments.first(where: { $0.id == id }) else {
      return .failure(.contentNotFound)
    }
    return .success(FoundAttachment(message: row, attachment: attachment))
  }
}

private struct OpenedAttachment: Sendable {
  let found: FoundAttachment
  let range: ByteRange?
}

private struct SealedBody: Sendable {
  let row: MessageRow
  let body: [UInt8]
}

extension AttachmentRow {
  /// A last byte past the end means the end (RFC 9110 §14.1.2).
  fileprivate func clamped(_ range: ByteRange?) throws -> ByteRange? {
    try range.map { try ByteRange(parsing: $0.first, through: min($0.last, size - 1)) }
  }

  fileprivate func details(_ range: ByteRange?) -> [String: String] {
    var details = [
      "attachment": id.text, "digest": "sha256:\(digest.base64URL)", "isMainContent": String(isMainContent),
      "size": String(size),
    ]
    if let range { details["range"] = "\(range.first)-\(range.last)" }
    return details
  }
}
