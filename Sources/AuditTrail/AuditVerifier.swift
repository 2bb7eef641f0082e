package import Storage

/// Recomputes a party's whole trail from its entries, and compares it with every leaf hash and checkpoint
/// stored.
///
/// It finds what was altered, removed, added or swapped. Somebody who owns the database could cut the end off
/// and write a shorter tree that is right in itself: against that, give the heads that other parties hold as
/// `known`.
package struct AuditVerifier: Sendable {
  /// Entries in memory at a time.
  static let pageMax: Int64 = 1000

  private let party: String
  private let database: any Database

  package init(_ trail: AuditTrail, database: any Database) {
    self.party = trail.party
    self.database = database
  }

  /// Reads every entry once, in order, while others write; entries placed after the start are not looked at.
  /// - Parameters:
  ///   - known: heads of this trail that were kept elsewhere.
  ///   - progress: called after each piece with places done and places in all.
  /// - Throws: the database's failure, or a row that can't be read at all.
  package func verify(
    known: [TreeHead] = [], progress: @Sendable (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
  ) async throws -> AuditReport {
    let party = party
    let outline = try await database.read { transaction in try AuditOutline(party, in: transaction) }
    var verification = Verification()
    var next: Int64 = 0
    while next < outline.size {
      let places = next..<min(outline.size, next + AuditVerifier.pageMax)
      var piece = try await database.read { transaction in try AuditPiece(places, of: party, in: transaction)
      }
      for head in known { piece.add(head) }
      if piece.rows.isEmpty {
        let gap = next..<piece.nextPlace(before: outline.size)
        verification.skip(gap)
        next = gap.upperBound
      } else {
        verification.take(piece)
        next = places.upperBound
      }
      progress(next, outline.size)
    }
    for head in known where !(0...outline.size).contains(head.size) {
      verification.note(AuditDifference(kind: .entriesCutOff, place: outline.size, checkpoint: head.size))
    }
    verification.finish(outline)
    return verification.report(on: party, outline)
  }
}
