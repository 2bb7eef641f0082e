import Contracts
import Storage
import Vocabulary

/// A receipt as its idempotency row keeps it: `messageId expiration isDigital`, recipients apart by `;`, the
/// expiration in microseconds, `isDigital` as 1 or 0.
extension PublicationReceipt {
  var column: String {
    recipients.map { "\($0.messageID) \($0.expiration.microseconds) \($0.isDigital ? 1 : 0)" }
      .joined(separator: ";")
  }

  init(column: String) throws {
    try self.init(
      recipients: column.split(separator: ";").map { entry in
        let fields = entry.split(separator: " ")
        guard fields.count == 3, let expiration = Int64(fields[1]), fields[2] == "1" || fields[2] == "0"
        else {
          throw UnreadableRow(what: "a receipt")
        }
        return Recipient(
          messageID: try MessageID(parsing: fields[0]), expiration: Instant(microseconds: expiration),
          isDigital: fields[2] == "1")
      })
  }
}
