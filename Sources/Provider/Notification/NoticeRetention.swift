import Storage
import Vocabulary

/// How long what was sent is kept: address and text 13 months, the rest ten years from 1 January after
/// (domain.md, "Kept, and for how long").
enum NoticeRetention {
  static let sealedMonths = 13
  static let years = 10
  /// Rows a round; the next takes the rest.
  static let rowsMax = 500

  /// What is older was queued before the instant that this gives.
  static func sealedLimit(_ now: Instant) -> Instant {
    CalendarDate(inBrusselsAt: now).adding(months: -sealedMonths).startInBrussels
  }

  /// Ten whole years after the year in which it was queued.
  static func rowLimit(_ now: Instant) throws -> Instant {
    let year = CalendarDate(inBrusselsAt: now).year - years
    return try CalendarDate(parsing: "\(year)-01-01").startInBrussels
  }

  static func sweep(_ now: Instant, in transaction: Transaction) throws {
    try ChannelNoticeRows.sweep(now, in: transaction)
    for row in try transaction.rows(
      "SELECT mailbox, id FROM provider_notice WHERE sealed IS NOT NULL AND queued_at < $1 LIMIT $2",
      .int(sealedLimit(now).microseconds), .int(Int64(rowsMax)))
    {
      try transaction.run(
        "UPDATE provider_notice SET sealed = NULL WHERE mailbox = $1 AND id = $2", .text(try row.text(0)),
        .text(try row.text(1)))
    }
    for row in try transaction.rows(
      "SELECT mailbox, id FROM provider_notice WHERE queued_at < $1 LIMIT $2",
      .int(try rowLimit(now).microseconds), .int(Int64(rowsMax)))
    {
      let (mailbox, id) = (Value.text(try row.text(0)), Value.text(try row.text(1)))
      for statement: SQL in [
        "DELETE FROM provider_notice_act WHERE mailbox = $1 AND notice = $2",
        "DELETE FROM provider_notice_waiting WHERE mailbox = $1 AND notice = $2",
        "DELETE FROM provider_notice WHERE mailbox = $1 AND id = $2",
      ] {
        try transaction.run(statement, mailbox, id)
      }
    }
  }
}
