package import Contracts
package import Storage
package import Vocabulary

/// Reads a party's trail: for an interested person, an inspection, an export.
package struct AuditReader: Sendable {
  /// What entries are asked of.
  package enum Subject: Hashable, Sendable {
    case mailbox(MailboxID)
    case message(MessageID)
    /// Reads the whole trail: request ids come in no order, and an index of them would cost every entry a
    /// page.
    case request(RequestID)
  }

  /// Entries of one page of an export.
  static let exportPageMax: Int64 = 500

  private let party: String
  private let database: any Database

  package init(_ trail: AuditTrail, database: any Database) {
    self.party = trail.party
    self.database = database
  }

  /// Entries of one subject: in their order, then those that have no place yet, in the order in which they
  /// were written.
  package func entries(of subject: Subject, page: PageRequest = .first) async throws -> Page<PlacedEntry> {
    let party = party
    return try await database.read { transaction in
      let (rows, total) = try AuditReader.select(subject, party: party, page: page, in: transaction)
      let entries = try rows.map { try PlacedEntry(try PlacedRecord($0)) }
      return Page(items: entries, total: Int(total), request: page)
    }
  }

  /// Writes entries as JSON lines, in order: `{"entry":…,"leaf":"…","place":…}` with exactly the bytes that
  /// were hashed as `entry`, and the hash in hexadecimal. A few hundred entries are in memory.
  /// - Parameter places: only placed entries; past the end there are none.
  /// - Returns: how many were written.
  package func export(
    _ places: Range<Int64>, to write: (_ line: String) async throws -> Void
  ) async throws -> Int64 {
    let party = party
    var written: Int64 = 0
    var next = places.lowerBound
    while next < places.upperBound {
      let page = next..<min(places.upperBound, next + AuditReader.exportPageMax)
      let records = try await database.read { transaction in
        try AuditReader.records(page, party: party, in: transaction)
      }
      for record in records { try await write(record.line) }
      written += Int64(records.count)
      if Int64(records.count) < AuditReader.exportPageMax { break }
      next = page.upperBound
    }
    return written
  }

  /// Writes the entries of one subject as JSON lines, as above, in the order of ``entries(of:page:)``; of one
  /// that has no place yet, `place` is null and there is no leaf. A few entries are in memory.
  /// - Returns: how many were written.
  package func export(
    of subject: Subject, to write: (_ line: String) async throws -> Void
  ) async throws -> Int64 {
    let party = party
    var written: Int64 = 0
    var number = 1
    while true {
      let page = try PageRequest(parsing: number, size: PageRequest.sizeMax)
      let records = try await database.read { transaction in
        try AuditReader.select(subject, party: party, page: page, in: transaction).rows.map {
          try PlacedRecord($0)
        }
      }
      for record in records { try await write(record.line) }
      written += Int64(records.count)
      if records.count < PageRequest.sizeMax { return written }
      number += 1
    }
  }

  /// Entries whose place is in `places`, in order.
  static func records(
    _ places: Range<Int64>, party: String, in transaction: Transaction
  ) throws -> [PlacedRecord] {
    try transaction.rows(
      """
      SELECT position, place, leaf, party, id, at, action, outcome, code, request_id, client_id, organization,
        mailbox, message, details
      FROM audit_entry WHERE party = $1 AND place >= $2 AND place < $3 ORDER BY place, position
      """,
      .text(party), .int(places.lowerBound), .int(places.upperBound)
    ).map { try PlacedRecord($0) }
  }
}

extension PlacedRecord {
  /// A line of the export, without its end.
  var line: String {
    var json = CanonicalJSON()
    json.raw("entry", String(decoding: record.bytes, as: UTF8.self))
    json.field("leaf", leaf.flatMap { MerkleHash(parsing: $0)?.description })
    json.raw("place", place.map(String.init) ?? "null")
    return String(decoding: json.finished, as: UTF8.self)
  }
}
