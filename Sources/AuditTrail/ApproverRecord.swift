package import Storage

extension AuditTrail {
  /// Records an entry of ``AuditEntry/Action/approversRegistered``, unless the newest of them says the same.
  /// - Returns: whether it was recorded.
  @discardableResult
  package func recordApprovers(_ entry: AuditEntry, in transaction: Transaction) throws -> Bool {
    let last = try transaction.rows(
      """
      SELECT details FROM audit_entry WHERE party = $1 AND action = 'approversRegistered'
      ORDER BY position DESC LIMIT 1
      """,
      .text(party)
    ).first?.text(0)
    guard last != CanonicalJSON.object(entry.details) else { return false }
    try record(entry, in: transaction)
    return true
  }

  /// Finds the newest of them at each start; no other entry touches the index.
  static let approvers = Migration(
    "audit", 2,
    [
      """
      CREATE INDEX audit_entry_approvers ON audit_entry (party, position)
        WHERE action = 'approversRegistered'
      """
    ])
}
