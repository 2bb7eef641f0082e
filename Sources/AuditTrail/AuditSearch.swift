import Contracts
import Storage
import Vocabulary

/// The statements of ``AuditReader/entries(of:page:)``: placed entries by index, then the few that have no
/// place yet.
extension AuditReader {
  static func select(
    _ subject: Subject, party: String, page: PageRequest, in transaction: Transaction
  ) throws -> (rows: [Row], total: Int64) {
    let (key, list, count) = statements(for: subject)
    let (size, offset) = (Value.int(Int64(page.size)), Value.int(Int64(page.offset)))
    let rows = try transaction.rows(list, .text(party), .text(key), size, offset)
    let total = try transaction.rows(count, .text(party), .text(key)).first?.int(0) ?? 0
    return (rows, total)
  }

  private static func statements(for subject: Subject) -> (key: String, list: SQL, count: SQL) {
    switch subject {
    case .mailbox(let mailbox): (mailbox.text, listByMailbox, countByMailbox)
    case .message(let message): (message.text, listByMessage, countByMessage)
    case .request(let request): (request.text, listByRequest, countByRequest)
    }
  }

  private static let listByMailbox: SQL = """
    SELECT position, place, leaf, party, id, at, action, outcome, code, request_id, client_id, organization,
      mailbox, message, details
    FROM (
      SELECT * FROM audit_entry WHERE party = $1 AND mailbox = $2 AND place IS NOT NULL
      UNION ALL
      SELECT * FROM audit_entry WHERE party = $1 AND mailbox = $2 AND place IS NULL
    ) AS found
    ORDER BY CASE WHEN place IS NULL THEN 1 ELSE 0 END, place, position LIMIT $3 OFFSET $4
    """

  private static let countByMailbox: SQL = """
    SELECT COUNT(*) FROM (
      SELECT position FROM audit_entry WHERE party = $1 AND mailbox = $2 AND place IS NOT NULL
      UNION ALL
      SELECT position FROM audit_entry WHERE party = $1 AND mailbox = $2 AND place IS NULL
    ) AS found
    """

  private static let listByMessage: SQL = """
    SELECT position, place, leaf, party, id, at, action, outcome, code, request_id, client_id, organization,
      mailbox, message, details
    FROM (
      SELECT * FROM audit_entry WHERE party = $1 AND message = $2 AND place IS NOT NULL
      UNION ALL
      SELECT * FROM audit_entry WHERE party = $1 AND message = $2 AND place IS NULL
    ) AS found
    ORDER BY CASE WHEN place IS NULL THEN 1 ELSE 0 END, place, position LIMIT $3 OFFSET $4
    """

  private static let countByMessage: SQL = """
    SELECT COUNT(*) FROM (
      SELECT position FROM audit_entry WHERE party = $1 AND message = $2 AND place IS NOT NULL
      UNION ALL
      SELECT position FROM audit_entry WHERE party = $1 AND message = $2 AND place IS NULL
    ) AS found
    """

  private static let listByRequest: SQL = """
    SELECT position, place, leaf, party, id, at, action, outcome, code, request_id, client_id, organization,
      mailbox, message, details
    FROM audit_entry WHERE party = $1 AND request_id = $2
    ORDER BY CASE WHEN place IS NULL THEN 1 ELSE 0 END, place, position LIMIT $3 OFFSET $4
    """

  private static let countByRequest: SQL =
    "SELECT COUNT(*) FROM audit_entry WHERE party = $1 AND request_id = $2"
}
