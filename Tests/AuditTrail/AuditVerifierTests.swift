import AuditTrail
import EBoxTesting
import Storage
import Synchronization
import Testing

@Suite struct AuditVerifierTests {
  /// A trail of two checkpoints, at 6 and at 10 entries.
  private func withTrail(_ engine: TestDatabases, _ body: (any Database) async throws -> Void) async throws {
    try await engine.with(Sample.migrations) { database in
      let sequencer = Sample.sequencer(database, time: PlayedTime())
      try await Sample.record(6, on: database)
      try await sequencer.sequenceOnce()
      try await Sample.record(4, on: database)
      try await sequencer.sequenceOnce()
      try await body(database)
    }
  }

  private func difference(_ statements: [SQL], _ engine: TestDatabases) async throws -> AuditDifference? {
    let found = Mutex<AuditDifference?>(nil)
    try await withTrail(engine) { database in
      try await Sample.tamper(statements, on: database)
      let report = try await AuditVerifier(Sample.trail, database: database).verify()
      found.withLock { $0 = report.firstDifference }
    }
    return found.withLock { $0 }
  }

  @Test("R-AUD-4: an untouched trail is sound, whatever still waits", arguments: TestDatabases.allCases)
  func sound(_ engine: TestDatabases) async throws {
    try await withTrail(engine) { database in
      try await Sample.record(3, on: database)
      let progress = Mutex<[Int64]>([])
      let report = try await AuditVerifier(Sample.trail, database: database).verify { done, all in
        progress.withLock { $0 += [done, all] }
      }
      #expect(report.isSound)
      #expect(report.size == 10 && report.entriesVerified == 10 && report.entriesUnplaced == 3)
      #expect(report.checkpointsVerified == 2 && report.entriesMissing == 0 && report.entriesAltered == 0)
      #expect(progress.withLock { $0 } == [10, 10])
    }
  }

  @Test("an empty trail is sound", arguments: TestDatabases.allCases)
  func empty(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      let report = try await AuditVerifier(Sample.trail, database: database).verify()
      #expect(report.isSound && report.size == 0 && report.root == "\(MerkleTree.emptyRoot)")
    }
  }

  private static let alterations: [SQL] = [
    "UPDATE audit_entry SET id = '01KDVQ3VVVX2Q0Z8C2WJ3D9K7M' WHERE place = 3",
    "UPDATE audit_entry SET at = at + 1 WHERE place = 3",
    "UPDATE audit_entry SET action = 'read' WHERE place = 3",
    "UPDATE audit_entry SET outcome = 'done' WHERE place = 3",
    "UPDATE audit_entry SET code = NULL WHERE place = 3",
    "UPDATE audit_entry SET request_id = 'another' WHERE place = 3",
    "UPDATE audit_entry SET client_id = 'another' WHERE place = 3",
    "UPDATE audit_entry SET organization = NULL WHERE place = 3",
    "UPDATE audit_entry SET mailbox = message WHERE place = 3",
    "UPDATE audit_entry SET message = mailbox WHERE place = 3",
    "UPDATE audit_entry SET details = '{\"number\": \"3\"}' WHERE place = 3",
    "UPDATE audit_entry SET leaf = NULL WHERE place = 3",
  ]

  @Test(
    "R-AUD-4: a change to any column is found at its place", arguments: TestDatabases.allCases, alterations)
  func columns(_ engine: TestDatabases, _ statement: SQL) async throws {
    let found = try await difference([statement], engine)
    #expect(found?.kind == .entryAltered && found?.place == 3)
  }

  private static let changes: [(SQL, AuditDifference.Kind, Int64)] = [
    ("DELETE FROM audit_entry WHERE place = 3", .entryMissing, 3),
    ("UPDATE audit_entry SET party = 'provider' WHERE place = 3", .entryMissing, 3),
    ("UPDATE audit_entry SET place = NULL WHERE place = 9", .entryMissing, 9),
    ("UPDATE audit_entry SET place = 10 WHERE place = 9", .entryMissing, 9),
    ("UPDATE audit_tree SET size = 14", .entryMissing, 10),
    ("UPDATE audit_tree SET size = 9", .placeUnknown, 9),
    ("DELETE FROM audit_tree", .placeUnknown, 0),
    (
      "UPDATE audit_tree SET frontier = (SELECT leaf FROM audit_entry WHERE place = 0)", .treeDiffers, 10
    ),
    ("DELETE FROM audit_checkpoint WHERE size = 10", .checkpointMissing, 6),
    ("UPDATE audit_checkpoint SET size = 11 WHERE size = 10", .checkpointUnknown, 10),
    ("UPDATE audit_checkpoint SET size = 5 WHERE size = 6", .checkpointDiffers, 0),
  ]

  @Test("R-AUD-4: what was removed or added is found", arguments: TestDatabases.allCases, changes)
  func removals(_ engine: TestDatabases, _ tampering: (SQL, AuditDifference.Kind, Int64)) async throws {
    let found = try await difference([tampering.0], engine)
    #expect(found?.kind == tampering.1 && found?.place == tampering.2)
  }

  @Test(
    "R-AUD-4: entries swapped with their leaf hashes are found by the checkpoint after them",
    arguments: TestDatabases.allCases)
  func swapped(_ engine: TestDatabases) async throws {
    let found = try await difference(
      [
        "UPDATE audit_entry SET place = 99 WHERE place = 7",
        "UPDATE audit_entry SET place = 7 WHERE place = 8",
        "UPDATE audit_entry SET place = 8 WHERE place = 99",
      ], engine)
    #expect(found?.kind == .checkpointDiffers && found?.checkpoint == 10 && found?.place == 6)
  }

  @Test(
    "missing and altered entries are counted past the first difference", arguments: TestDatabases.allCases)
  func counts(_ engine: TestDatabases) async throws {
    try await withTrail(engine) { database in
      try await Sample.tamper(
        [
          "DELETE FROM audit_entry WHERE place IN (2, 3, 8)", "UPDATE audit_entry SET at = 0 WHERE place = 5",
        ],
        on: database)
      let report = try await AuditVerifier(Sample.trail, database: database).verify()
      #expect(report.firstDifference?.kind == .entryMissing && report.firstDifference?.place == 2)
      #expect(report.entriesMissing == 3 && report.entriesAltered == 1 && report.entriesVerified == 7)
      #expect(report.root == nil && report.checkpointsVerified == 0)
    }
  }

  @Test(
    "a trail that was cut off and rewritten is found by a head kept elsewhere",
    arguments: TestDatabases.allCases)
  func knownHead(_ engine: TestDatabases) async throws {
    try await withTrail(engine) { database in
      let verifier = AuditVerifier(Sample.trail, database: database)
      let root = try #require(try await verifier.verify().root)
      let head = TreeHead(size: 10, root: try #require(Self.hash(root)))
      #expect(try await verifier.verify(known: [head]).checkpointsVerified == 3)
      try await Sample.tamper(
        [
          "DELETE FROM audit_entry WHERE place >= 6", "DELETE FROM audit_checkpoint WHERE size > 6",
          "DELETE FROM audit_tree",
          "UPDATE audit_entry SET place = NULL, leaf = NULL", "DELETE FROM audit_checkpoint",
        ], on: database)
      try await Sample.sequencer(database, time: PlayedTime()).sequenceOnce()
      #expect(try await verifier.verify().isSound)
      #expect(try await verifier.verify(known: [head]).firstDifference?.kind == .entriesCutOff)
      try await Sample.record(4, on: database)
      try await Sample.sequencer(database, time: PlayedTime()).sequenceOnce()
      let rewritten = try await verifier.verify(known: [head]).firstDifference
      #expect(rewritten?.kind == .checkpointDiffers && rewritten?.checkpoint == 10)
    }
  }

  private static func hash(_ hex: String) -> MerkleHash? {
    let digits = Array(hex)
    return MerkleHash(
      parsing: stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0...($0 + 1)]), radix: 16)
      })
  }
}
