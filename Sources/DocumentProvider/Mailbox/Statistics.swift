import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Counts what of a mailbox asks for attention, on a snapshot; it is told only after its audit entry was
/// committed under a grant.
struct Statistics: Sendable {
  let access: Access
  let register: Register

  func take() async throws(Failure<ReadingRejection>) -> MailboxStatistics {
    let (mailbox, register) = (access.caller.mailbox, register)
    for _ in 0..<Access.grantsMax {
      let grant = try await access.grant(.statistics)
      let now = access.ledger.time.now()
      let statistics: MailboxStatistics
      do throws(StorageFailure) {
        statistics = try await access.database.read { transaction in
          try MailboxStatistics.of(mailbox, register, at: now, in: transaction)
        }
      } catch {
        throw Failure(error)
      }
      let permitted = try await access.commit(.statistics, under: grant) { _, _ in
        .given(statistics, details: ["total": String(statistics.messages)])
      }
      if let permitted { return permitted.given }
    }
    throw .overloaded(retryAfterSeconds: Failure<Never>.busySeconds)
  }
}

extension MailboxStatistics {
  /// One pass over the mailbox's messages, by type of message. What a type of message always gives time for
  /// is a date of the calendar, so that types with such a rule are counted once more, by their index of the
  /// mailbox, where their senders gave no date. A reply asks for nothing by its type. Registered mail asks
  /// once, while it waits for a decision, and for nothing when it will never be open.
  fileprivate static func of(
    _ mailbox: MailboxID, _ register: Register, at now: Instant, in transaction: Transaction
  ) throws -> MailboxStatistics {
    let soon = now.adding(seconds: Int64(endingSoonDays) * 86_400)
    let rows = try transaction.rows(
      """
      SELECT m.message_type, COUNT(*),
        COUNT(CASE WHEN r.at IS NULL AND h.at IS NULL AND m.closed_at IS NULL THEN 1 END),
        COUNT(CASE WHEN m.expires_at <= $3 THEN 1 END),
        COUNT(CASE WHEN m.expires_at <= $3 AND r.at IS NULL AND h.at IS NULL AND m.closed_at IS NULL
          THEN 1 END),
        COUNT(CASE WHEN q.until > $2 OR m.due_at > $2 AND m.closed_at IS NULL THEN 1 END),
        COUNT(CASE WHEN m.due_at IS NULL AND m.original IS NULL THEN 1 END),
        COUNT(CASE WHEN m.is_registered = 1 THEN 1 END)
      FROM document_provider_message m
      LEFT JOIN document_provider_first_reading r ON r.mailbox = m.mailbox AND r.message = m.id
      LEFT JOIN document_provider_hidden h ON h.mailbox = m.mailbox AND h.message = m.id
      LEFT JOIN document_provider_acceptance q ON q.mailbox = m.mailbox AND q.message = m.id
      WHERE m.mailbox = $1 AND m.available_at IS NOT NULL AND m.expires_at > $2
      GROUP BY m.message_type
      """,
      .text(mailbox.text), .int(now.microseconds), .int(soon.microseconds))
    var all = MailboxStatistics()
    for row in rows {
      all.messages += Int(try row.int(1))
      all.unread += Int(try row.int(2))
      all.endingSoon += Int(try row.int(3))
      all.unreadEndingSoon += Int(try row.int(4))
      all.requiringAction += Int(try row.int(5))
      all.registered += Int(try row.int(7))
      let type = try MessageTypeID(parsing: row.text(0))
      if try row.int(6) > 0, let rule = register.allMessageTypes.first(where: { $0.id == type })?.due {
        all.requiringAction += try running(type, rule, of: mailbox, at: now, in: transaction)
      }
    }
    return all
  }

  private static func running(
    _ type: MessageTypeID, _ rule: DueRule, of mailbox: MailboxID, at now: Instant,
    in transaction: Transaction
  ) throws -> Int {
    let rows = try transaction.rows(
      """
      SELECT COUNT(*) FROM document_provider_message m
      WHERE m.mailbox = $1 AND m.message_type = $2 AND m.available_at >= $3 AND m.expires_at > $4
        AND m.due_at IS NULL AND m.closed_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM document_provider_acceptance q
          WHERE q.mailbox = m.mailbox AND q.message = m.id AND q.until > $4)
      """,
      .text(mailbox.text), .text(type.text), .int(rule.runningSince(now).microseconds),
      .int(now.microseconds))
    return Int(try rows[0].int(0))
  }
}

extension DueRule {
  /// The first instant from which on a message that was made available is still in its time. A period counts
  /// days of Brussels, so all messages of a day end together, and a later day never ends earlier.
  func runningSince(_ now: Instant) -> Instant {
    let today = CalendarDate(inBrusselsAt: now)
    let daysOfUnit =
      switch after.unit {
      case .day: 1
      case .month: 31
      case .year: 366
      }
    var (running, over) = (0, after.number * daysOfUnit + 1)
    while over - running > 1 {
      let middle = (running + over) / 2
      if end(availableAt: today.adding(days: -middle).startInBrussels) > now {
        running = middle
      } else {
        over = middle
      }
    }
    return today.adding(days: -running).startInBrussels
  }
}
