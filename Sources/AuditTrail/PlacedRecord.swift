import Storage

/// A row of the trail, as it stands, trusted in nothing.
struct PlacedRecord: Hashable, Sendable {
  let record: AuditRecord
  /// Order of insertion.
  let position: Int64
  /// Nil until the sequencer has been there.
  let place: Int64?
  let leaf: [UInt8]?
}

extension PlacedRecord {
  /// Columns: position, place, leaf, party, id, at, action, outcome, code, request_id, client_id,
  /// organization, mailbox, message, details.
  init(_ row: Row) throws {
    self.init(
      record: AuditRecord(
        party: try row.text(3), id: try row.text(4), at: try row.int(5), action: try row.text(6),
        outcome: try row.text(7), code: try row.textOrNil(8), requestID: try row.text(9),
        clientID: try row.textOrNil(10), organization: try row.textOrNil(11), mailbox: try row.textOrNil(12),
        message: try row.textOrNil(13), details: try row.text(14)),
      position: try row.int(0), place: try row.intOrNil(1), leaf: try row.bytesOrNil(2))
  }
}
