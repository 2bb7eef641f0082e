import Contracts
import Crypto
import EBoxTesting
import NIOCore
import Storage
import Synchronization
import Testing
import TrustServices
import Vocabulary

@testable import DocumentProvider

@Suite("Batches that rest")
struct BatchRestTests {
  @Test(
    "of a batch that rests, only what was begun is published after its end", arguments: TestDatabases.allCases
  )
  func endedWhileResting(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<40).map { "78041299916 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(rows)
      house.federation.isReachable = false
      try await house.publishBatches()
      house.federation.isReachable = true
      _ = try await house.batches().cancel(status.id)
      house.time.advance(seconds: 60)
      try await house.publishBatches()
      let after = try await house.batches().batch(status.id)
      #expect(after.progress.isSettled)
      // Four at once were begun.
      #expect(after.progress.counts.all <= 5)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") <= 5)
    }
  }

  @Test(
    "R-PUB-9: an ended batch whose key is lost settles and frees its place", arguments: TestDatabases.allCases
  )
  func endedWithoutKey(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<300).map { "65093099914 PREMIE-BESLISSING letter.pdf # \($0)" }
      let begun = try await house.accept(rows)
      try await house.runner().turn()
      try await house.turnWhoseResultsAreLost()
      let untouched = try await house.accept(["who"], key: "campaign-2")
      for key in ["campaign-3", "campaign-4"] { _ = try await house.accept(rows, key: key) }
      try await house.database.write {
        try $0.run("UPDATE document_provider_batch SET wrapped_key = $1", .bytes([1, 2, 3]))
      }
      house.time.advance(seconds: 600)
      try await house.publishBatches()
      #expect(try await house.batches().batch(begun.id).progress.waitsUntil != nil)
      #expect(await house.rejection(rows: rows) == .alreadyAccepted(try house.batches().batch(begun.id)))
      for id in [begun.id, untouched.id] { _ = try await house.batches().cancel(id) }
      try await house.publishBatches()
      let after = try await house.batches().batch(begun.id)
      #expect(after.progress.isSettled && after.state == .cancelled)
      let results = try await house.results(of: begun.id)
      #expect(results.map(\.row) == Array(1...300))
      #expect(results[0].words == "published paper")
      #expect(results[256...].allSatisfy { $0.words == "refused BATCH_UNREADABLE" })
      #expect(results[299].outcome == .refused(.unreadable))
      #expect(after.progress.counts.refused == 44 && after.progress.counts.all == 300)
      #expect(try await house.batches().batch(untouched.id).progress.isSettled)
      #expect(try await house.results(of: untouched.id).isEmpty)
      for key in ["campaign-5", "campaign-6"] { _ = try await house.accept(["who"], key: key) }
      #expect(try await house.audit().contains("batchRows rejected BATCH_UNREADABLE"))
    }
  }

  @Test(
    "R-PUB-9: a server whose key store lacks a key takes no batch for lost", arguments: TestDatabases.allCases
  )
  func incompleteKeys(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<40).map { "78041299916 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(rows)
      try await house.turnWhoseResultsAreLost()
      _ = try await house.batches().cancel(status.id)
      house.time.advance(seconds: 600)
      let lacking = try DocumentProvider(
        database: house.database, documents: house.documents, keys: LackingKeys(keys: house.keys),
        federation: house.federation, register: Cast.register, time: house.time, random: house.random,
        log: House<PlayedDocuments>.log)
      try await lacking.batchRunner(form: PlayedRows(), rowsAtOnce: 4, owner: "lacking").turn()
      #expect(try await house.batches().batch(status.id).progress.waitsUntil != nil)
      await #expect(throws: Failure<BatchRejection>.self) {
        try await lacking.batches(for: Cast.sender(Cast.premiums)).results(of: status.id, after: 0, limit: 10)
      }
      house.time.advance(seconds: 600)
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).map(\.words) == rows.map { _ in "published digital" })
    }
  }

  @Test("R-PUB-9: what else can't be opened makes no batch lost", arguments: TestDatabases.allCases)
  func otherKeyFaults(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<40).map { "78041299916 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(rows)
      try await house.turnWhoseResultsAreLost()
      _ = try await house.batches().cancel(status.id)
      house.time.advance(seconds: 600)
      house.documents.readFault = KeyFailure.notAuthentic("a document")
      try await house.publishBatches()
      #expect(try await house.batches().batch(status.id).progress.waitsUntil != nil)
      house.documents.readFault = nil
      house.time.advance(seconds: 600)
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).map(\.words) == rows.map { _ in "published digital" })
    }
  }

  @Test(
    "R-AUD-1: a row that a shutdown breaks off is no act of its sender", arguments: TestDatabases.allCases)
  func brokenOff(_ engine: TestDatabases) async throws {
    let quality = DocumentQuality(inspector: BreakingInspector(), refuses: true)
    try await House.with(engine, quality: quality) { house in
      let status = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).isEmpty)
      #expect(try await house.audit().allSatisfy { !$0.hasSuffix("INTERRUPTED") })
      house.time.advance(seconds: 60)
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).map(\.words) == ["published digital"])
    }
  }

  @Test("a row that is never decided holds nobody up for ever", arguments: TestDatabases.allCases)
  func hopeless(_ engine: TestDatabases) async throws {
    let quality = DocumentQuality(inspector: UndecidedInspector(), refuses: true)
    try await House.with(engine, quality: quality) { house in
      let files = ["letter.pdf": "%PDF-1.7 a", "never.pdf": "%PDF-1.7 never"]
      let rows = ["a", "b"].map { "78041299916 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(
        ["78041299916 PREMIE-BESLISSING never.pdf"] + rows, files: files)
      let ended = try await house.accept(
        ["78041299916 PREMIE-BESLISSING never.pdf # 2"], key: "campaign-2", files: files)
      try await house.publishBatches()
      _ = try await house.batches().cancel(ended.id)
      for _ in 0..<70 {
        house.time.advance(seconds: 60)
        try await house.publishBatches()
      }
      let outcomes = try await house.results(of: status.id).map(\.words)
      #expect(outcomes == ["refused NOT_DECIDED", "published digital", "published digital"])
      #expect(try await house.results(of: ended.id).map(\.words) == ["refused NOT_DECIDED"])
      #expect(try await house.batches().batch(ended.id).progress.isSettled)
    }
  }

  @Test("what a batch has published has its result, whenever it is ended", arguments: TestDatabases.allCases)
  func endedBehindAStuckRow(_ engine: TestDatabases) async throws {
    let quality = DocumentQuality(inspector: UndecidedInspector(), refuses: true)
    try await House.with(engine, quality: quality) { house in
      let files = ["letter.pdf": "%PDF-1.7 a", "never.pdf": "%PDF-1.7 never"]
      let rows = (1...40).map {
        "78041299916 PREMIE-BESLISSING \($0 == 5 ? "never" : "letter").pdf # \($0)"
      }
      let status = try await house.accept(rows, files: files)
      for _ in 0..<3 {
        try await house.publishBatches()
        house.time.advance(seconds: 20)
      }
      let published = try await house.rows("SELECT COUNT(*) FROM document_provider_message")
      #expect(published >= 4)
      _ = try await house.batches().cancel(status.id)
      for _ in 0..<6 {
        house.time.advance(seconds: 60)
        try await house.publishBatches()
      }
      let after = try await house.batches().batch(status.id)
      #expect(after.progress.isSettled)
      #expect(after.progress.counts.refused == 1)
      #expect(
        try await house.rows("SELECT COUNT(*) FROM document_provider_message")
          == after.progress.counts.published)
      #expect(after.progress.counts.published >= published)
    }
  }

  @Test("a row that was published is never told as not decided", arguments: TestDatabases.allCases)
  func publishedBeforeTheFault(_ engine: TestDatabases) async throws {
    let inspector = UndecidedInspector()
    try await House.with(engine, quality: DocumentQuality(inspector: inspector, refuses: true)) { house in
      let rows = (1...3).map { "78041299916 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(rows)
      try await house.turnWhoseResultsAreLost()
      _ = try await house.batches().cancel(status.id)
      inspector.isAway.withLock { $0 = true }
      for _ in 0..<12 {
        house.time.advance(seconds: 60)
        try await house.publishBatches()
      }
      #expect(try await house.results(of: status.id).map(\.words) == rows.map { _ in "published digital" })
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 3)
    }
  }

  @Test("what is away for everything gives no row up", arguments: TestDatabases.allCases)
  func awayForAll(_ engine: TestDatabases) async throws {
    let inspector = UndecidedInspector()
    try await House.with(engine, quality: DocumentQuality(inspector: inspector, refuses: true)) { house in
      inspector.isAway.withLock { $0 = true }
      // A row that can't be read is decided all the same.
      let status = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf", "who"])
      for _ in 0..<10 {
        house.time.advance(seconds: 3600)
        try await house.publishBatches()
      }
      #expect(try await house.results(of: status.id).isEmpty)
      inspector.isAway.withLock { $0 = false }
      house.time.advance(seconds: 60)
      try await house.publishBatches()
      #expect(
        try await house.results(of: status.id).map(\.words) == ["published digital", "invalid INVALID_INPUT"])
    }
  }
}

/// Of a server whose key folder was not restored whole: the days' keys are not there.
private struct LackingKeys: KeyStore {
  let keys: DirectoryKeyStore

  func rootKey(_ purpose: String) throws -> SymmetricKey { try keys.rootKey(purpose) }
  func existingRootKey(_ purpose: String) throws -> SymmetricKey? { try keys.existingRootKey(purpose) }
  func rootPurposes() throws -> [String] { try keys.rootPurposes() }
  func dayKey(_ day: CalendarDate) throws -> SymmetricKey { SymmetricKey(size: .bits256) }
  func existingDayKey(_ day: CalendarDate) throws -> SymmetricKey? { nil }
  func destroyDayKeys(before day: CalendarDate) throws -> [CalendarDate] { [] }
}

/// Cancels the task that asks it first, as a shutdown does.
private final class BreakingInspector: DocumentInspector {
  private let isBroken = Mutex(false)

  func begin(_ mediaType: String?) async -> any DocumentInspection {
    let isFirst = isBroken.withLock { isBroken in
      defer { isBroken = true }
      return !isBroken
    }
    if isFirst { withUnsafeCurrentTask { $0?.cancel() } }
    return UndecidedInspector.Inspection(isAway: false)
  }
}

/// Has no verdict on some documents.
final class UndecidedInspector: DocumentInspector {
  /// On any.
  let isAway = Mutex(false)

  func begin(_ mediaType: String?) async -> any DocumentInspection {
    Inspection(isAway: isAway.withLock(\.self))
  }

  final class Inspection: DocumentInspection {
    private let isAway: Bool
    init(isAway: Bool) { self.isAway = isAway }

    private let bytes = Mutex<[UInt8]>([])

    func feed(_ piece: ByteBuffer) async { bytes.withLock { $0 += piece.readableBytesView } }
    func findings() async throws(InspectionUnavailable) -> [DocumentFinding] {
      let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
      if isAway || text.hasSuffix("never") { throw InspectionUnavailable(.malware) }
      return []
    }
    func abandon() async {}
  }
}
