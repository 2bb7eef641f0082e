/// Gives committed events their number, the order in which they are told. Only the sequencer calls it.
package struct OutboxNumbering: Sendable {
  /// Events without a number, in the order of insertion, and the last number given when they were seen.
  package struct Pending: Sendable {
    package let positions: [Int64]
    let head: Int64
  }

  private let party: String
  package init(_ outbox: Outbox) { party = outbox.party }

  package func pending(max: Int, in transaction: Transaction) throws -> Pending {
    let rows = try transaction.rows(
      """
      SELECT position FROM outbox_event WHERE party = $1 AND number IS NULL ORDER BY position LIMIT $2
      """,
      .text(party), .int(Int64(max)))
    return Pending(
      positions: try rows.map { try $0.int(0) }, head: rows.isEmpty ? 0 : try head(in: transaction))
  }

  /// - Returns: false, and nothing is changed, when another sequencer was faster.
  package func number(_ pending: Pending, in transaction: Transaction) throws -> Bool {
    guard try head(in: transaction) == pending.head else { return false }
    var number = pending.head
    for position in pending.positions {
      number += 1
      try transaction.run(
        "UPDATE outbox_event SET number = $1 WHERE position = $2", .int(number), .int(position))
    }
    try transaction.run(
      """
      INSERT INTO outbox_head (party, number) VALUES ($1, $2)
      ON CONFLICT (party) DO UPDATE SET number = excluded.number
      """,
      .text(party), .int(number))
    return true
  }

  private func head(in transaction: Transaction) throws -> Int64 {
    try transaction.rows("SELECT number FROM outbox_head WHERE party = $1", .text(party)).first?.int(0) ?? 0
  }
}
