import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Tells a citizen who opened or fetched what of a message.
struct ContentAccesses: Sendable {
  let access: Access

  func all(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] {
    let mailbox = access.caller.mailbox
    return try await access.commit(.accesses, message) {
      transaction, moment -> Verdict<[ContentAccess]> in
      guard try MessageRow.one(message, of: mailbox, at: moment.at, in: transaction) != nil else {
        return .rejected(.messageNotFound)
      }
      let rows = try transaction.rows(
        """
        SELECT content, is_main, channel, at, kind FROM document_provider_consultation
        WHERE mailbox = $1 AND message = $2 ORDER BY id DESC LIMIT $3
        """,
        .text(mailbox.text), .text(message.text), .int(Int64(ContentAccess.countMax)))
      return .given(try rows.map(ContentAccess.init), details: [:])
    }.given
  }
}

extension ContentAccess {
  fileprivate init(_ row: Row) throws {
    let content = try row.text(0)
    guard let kind = Kind(rawValue: try row.text(4)) else {
      throw UnreadableRow(what: "document_provider_consultation.kind")
    }
    self.init(
      channel: try ChannelID(parsing: row.text(2)), at: Instant(microseconds: try row.int(3)),
      content: content == Consultation.bodyName ? .body : .attachment(try AttachmentID(parsing: content)),
      isMainContent: try row.flag(1), kind: kind)
  }
}
