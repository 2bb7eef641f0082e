import AuditTrail
import Contracts
import Mail
import Storage
import Vocabulary

/// What became of a notice, once: a row of its own beside an audit entry, never changed (R-AUD-7).
struct NoticeAct: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    /// The relay took it.
    case accepted
    /// Not taken, and tried again later.
    case postponed
    /// The relay refused the address, or the mail.
    case refused
    /// Given to a relay that never answered.
    case unknown
    /// Everything it told was read, changed or withdrawn before it was sent.
    case cancelled
    /// Not sent within its time.
    case expired
    /// A delivery report says that it was not delivered, or not yet.
    case bounced, delayed
  }

  let kind: Kind
  let reply: RelayReply?
  /// SHA-256 of the mail as it was given.
  let digest: [UInt8]?

  init(_ kind: Kind, reply: RelayReply? = nil, digest: [UInt8]? = nil) {
    self.kind = kind
    self.reply = reply
    self.digest = digest
  }

  /// The notice it is about, as audit entries name it.
  struct Subject: Sendable {
    let mailbox: MailboxID
    let id: NoticeID
    let kind: String
    let addressHash: [UInt8]

    static func find(_ id: NoticeID, in transaction: Transaction) throws -> Subject? {
      try transaction.rows(
        "SELECT mailbox, kind, address_hash FROM provider_notice WHERE id = $1", .text(id.text)
      ).first.map { row in
        Subject(
          mailbox: try MailboxID(parsing: row.text(0)), id: id, kind: try row.text(1),
          addressHash: try row.bytes(2))
      }
    }

    /// What an audit entry has as its request.
    var request: RequestID { RequestID("notice-\(id.text)") }
  }

  /// Writes the row and the entry.
  /// - Parameter addressHash: of the address it went to, where that is another than when it was queued.
  func record(
    of subject: Subject, stamp: Stamp, addressHash: [UInt8]? = nil, trail: AuditTrail,
    in transaction: Transaction
  ) throws {
    let last = try transaction.rows(
      "SELECT CAST(MAX(number) AS BIGINT) FROM provider_notice_act WHERE mailbox = $1 AND notice = $2",
      .text(subject.mailbox.text), .text(subject.id.text)
    ).first?.intOrNil(0)
    try transaction.run(
      """
      INSERT INTO provider_notice_act (mailbox, notice, number, at, act, reply, status, digest)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      .text(subject.mailbox.text), .text(subject.id.text), .int((last ?? 0) + 1),
      .int(stamp.at.microseconds), .text(kind.rawValue), .int(orNull: reply.map { Int64($0.code) }),
      .text(orNull: reply?.status?.description), digest.map(Value.bytes) ?? .null)
    try trail.record(
      entry(of: subject, stamp: stamp, addressHash: addressHash ?? subject.addressHash), in: transaction)
  }

  private func entry(of subject: Subject, stamp: Stamp, addressHash: [UInt8]) -> AuditEntry {
    var details = [
      "notice": subject.id.text, "kind": subject.kind, "act": kind.rawValue,
      "addressHash": hexadecimal(addressHash),
    ]
    if let reply, reply.code != 0 { details["reply"] = "\(reply.code)" }
    if let status = reply?.status { details["status"] = "\(status)" }
    if let digest { details["digest"] = hexadecimal(digest) }
    let isDone = [.accepted, .cancelled, .delayed].contains(kind)
    return AuditEntry(
      id: stamp.id, at: stamp.at, action: .noticePosted, outcome: isDone ? .done : .rejected,
      code: isDone ? nil : kind.rawValue, requestID: subject.request, mailbox: subject.mailbox,
      details: details)
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
