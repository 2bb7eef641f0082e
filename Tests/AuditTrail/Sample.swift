import AuditTrail
import Contracts
import Logging
import Storage
import Vocabulary

/// Entries and events of no one.
enum Sample {
  static let party = "document-provider"
  static let trail = AuditTrail(party: party)
  static let outbox = Outbox(party: party)
  static let migrations = AuditTrail.migrations + Outbox.migrations
  static let instant = Instant(microseconds: 1_767_225_600_123_456)
  static let mailbox = MailboxID(at: instant, random: SystemRandom())

  /// An entry with every field; `number` tells entries apart.
  static func entry(
    _ number: Int, request: String = "request", mailbox: MailboxID = mailbox, message: MessageID? = nil
  ) throws -> AuditEntry {
    AuditEntry(
      id: AuditEntryID(at: instant, random: SystemRandom()), at: instant, action: .publish,
      outcome: .rejected,
      code: "INVALID_INPUT", requestID: RequestID(request), clientID: "client",
      organization: try EnterpriseNumber(parsing: "0316380841"), mailbox: mailbox,
      message: message ?? MessageID(at: instant, random: SystemRandom()), details: ["number": "\(number)"])
  }

  static func event(mailbox: MailboxID = mailbox) -> Event {
    Event(
      id: EventID(at: instant, random: SystemRandom()), kind: .newDocument, mailbox: mailbox,
      occurredAt: instant)
  }

  /// Records entries, each in a transaction of its own.
  static func record(_ count: Int, on database: any Database) async throws {
    for number in 0..<count {
      let entry = try entry(number)
      try await database.write { transaction in try trail.record(entry, in: transaction) }
    }
  }

  static func sequencer(_ database: any Database, time: any TimeSource, owner: String = "one") -> Sequencer {
    Sequencer(
      trail: trail, outbox: outbox, database: database, time: time, owner: owner, log: .init(label: "test"))
  }

  /// The number of the first row of a query.
  static func number(_ sql: SQL, on database: any Database) async throws -> Int64 {
    try await database.read { transaction in try transaction.rows(sql).first?.int(0) ?? -1 }
  }

  /// Does what nobody but an attacker does.
  static func tamper(_ statements: [SQL], on database: any Database) async throws {
    try await database.write { transaction in
      for statement in statements { try transaction.run(statement) }
    }
  }
}
