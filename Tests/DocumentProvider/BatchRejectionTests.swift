import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Batches that are not taken")
struct BatchRejectionTests {
  @Test("R-PUB-9: a key stands for one batch", arguments: TestDatabases.allCases)
  func once(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let status = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
      #expect(
        await house.rejection(rows: ["65093099914 PREMIE-BESLISSING letter.pdf"]) == .alreadyAccepted(status))
      #expect(house.documents.count == 1)
      #expect(
        try await house.audit().suffix(2) == ["acceptBatch done", "acceptBatch rejected ALREADY_ACCEPTED"])
    }
  }

  @Test("what is no batch leaves nothing", arguments: TestDatabases.allCases)
  func malformed(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let row = ByteBuffer(string: "row\n")
      let cases: [(BatchRejection, [BatchFrame])] = [
        (.manifestMissing, []), (.manifestMissing, [.file(name: "a"), .end]),
        (.noRows, [.manifest, .bytes(ByteBuffer(string: " \n\r\n\t")), .end]),
        (.manifestRepeated, [.manifest, .bytes(row), .end, .manifest, .end]),
        (.fileNameInvalid, [.file(name: "")]), (.fileNameInvalid, [.file(name: "a\0b")]),
        (.fileNameInvalid, [.file(name: String(repeating: "a", count: 1025))]),
        (
          .fileRepeated,
          [.file(name: "a"), .end, .file(name: "a"), .end, .manifest, .bytes(row), .end]
        ),
        (
          .tooManyBlanks(bytesMax: BatchLimits.blankBytesMax),
          [
            .manifest, .bytes(row),
            .bytes(ByteBuffer(repeating: 0x0A, count: BatchLimits.blankBytesMax + 1)), .end,
          ]
        ),
        (
          .rowTooLong(row: 2, bytesMax: BatchLimits.rowBytesMax),
          [
            .manifest, .bytes(row),
            .bytes(ByteBuffer(repeating: 0x61, count: BatchLimits.rowBytesMax + 1)), .end,
          ]
        ),
      ]
      for (expected, frames) in cases {
        #expect(
          await house.rejection {
            _ = try await $0.accept(frames.batch(), key: BatchTests.key, isRehearsal: false)
          }
            == expected)
      }
      #expect(house.documents.count == 0)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_batch") == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_batch_file") == 0)
    }
  }

  @Test("one that comes too slowly is given up", arguments: TestDatabases.allCases)
  func slow(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let (frames, continuation) = AsyncThrowingStream<BatchFrame, any Error>.makeStream()
      continuation.yield(.manifest)
      let accepting = Task {
        await house.rejection { _ = try await $0.accept(frames, key: BatchTests.key, isRehearsal: false) }
      }
      while house.documents.begun == 0 { await Task.yield() }
      house.time.advance(seconds: Int64(BatchLimits.secondsMax) + 1)
      continuation.yield(.pending)
      #expect(await accepting.value == .batchTooSlow(secondsMax: BatchLimits.secondsMax))
      #expect(house.documents.count == 0)
    }
  }

  @Test("what is arriving counts too, for an hour", arguments: TestDatabases.allCases)
  func arrivingCounts(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      // As crashes leave them.
      for number in 0..<BatchLimits.openMax {
        let id = BatchID(at: house.time.now(), random: house.random)
        let arriving = BatchRows.Arriving(
          id: id, caller: Cast.sender(), key: "\(number)", isRehearsal: false, at: house.time.now(),
          keptUntil: house.time.now().adding(seconds: 86_400))
        try await house.database.write { try BatchRows.begin(arriving, in: $0) }
      }
      let rows = ["78041299916 PREMIE-BESLISSING letter.pdf"]
      #expect(await house.rejection(rows: rows) == .tooManyOpen(max: BatchLimits.openMax))
      house.time.advance(seconds: 3601)
      _ = try await house.accept(rows)
    }
  }

  @Test(
    "R-PUB-9: what has been arriving for hours counts as long as it does", arguments: TestDatabases.allCases)
  func slowCounts(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let uploads = (0..<BatchLimits.openMax).map { number in
        let (frames, continuation) = AsyncThrowingStream<BatchFrame, any Error>.makeStream()
        continuation.yield(.manifest)
        return (
          continuation,
          Task {
            try await house.batches().accept(
              frames, key: IdempotencyKey(parsing: "slow-\(number)"), isRehearsal: false)
          }
        )
      }
      while house.documents.begun < BatchLimits.openMax { await Task.yield() }
      let rows = ["78041299916 PREMIE-BESLISSING letter.pdf"]
      for _ in 0..<6 {
        house.time.advance(seconds: 1800)
        for (continuation, _) in uploads { continuation.yield(.pending) }
        let renewed = house.time.now().microseconds
        while try await house.arriving(since: renewed) < BatchLimits.openMax { await Task.yield() }
        #expect(await house.rejection(rows: rows) == .tooManyOpen(max: BatchLimits.openMax))
        try await house.provider.sweeper.sweep(now: house.time.now())
      }
      // One breaks off without a word, as in a crash; the others go on.
      for _ in 0..<2 {
        house.time.advance(seconds: 1800)
        for (continuation, _) in uploads.dropFirst() { continuation.yield(.pending) }
        let renewed = house.time.now().microseconds
        while try await house.arriving(since: renewed) < BatchLimits.openMax - 1 { await Task.yield() }
      }
      let status = try await house.accept(rows)
      #expect(status.state == .accepted)
      for (continuation, sending) in uploads.dropFirst() {
        for frame in [BatchFrame](rows, ["letter.pdf": "%PDF-1.7 a letter"]).dropFirst() {
          continuation.yield(frame)
        }
        continuation.finish()
        #expect(try await sending.value.state == .accepted)
      }
      uploads[0].0.finish(throwing: CancellationError())
      await #expect(throws: Failure<BatchRejection>.self) { try await uploads[0].1.value }
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).map(\.words) == ["published digital"])
    }
  }

  @Test("one that is cut off leaves nothing, and its key is free", arguments: TestDatabases.allCases)
  func interrupted(_ engine: TestDatabases) async throws {
    struct CutOff: Error {}
    try await House.with(engine) { house in
      let frames: [BatchFrame] = [.file(name: "a"), .bytes(ByteBuffer(string: "half"))]
      await #expect(throws: Failure<BatchRejection>.self) {
        try await house.batches().accept(
          frames.batch(failing: CutOff()), key: BatchTests.key, isRehearsal: false)
      }
      #expect(house.documents.count == 0)
      #expect(try await house.audit().last == "acceptBatch rejected INTERRUPTED")
      _ = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
    }
  }

  @Test(
    "R-AUD-1: a client that goes away cancels its task: on record, once, and nothing is left",
    arguments: TestDatabases.allCases)
  func cancelled(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = ["78041299916 PREMIE-BESLISSING letter.pdf"]
      // Cut off within the manifest, and where it may end: then it is turned down for what lacks.
      for frames in [[BatchFrame.manifest, .bytes(ByteBuffer(string: rows[0]))], [.file(name: "a"), .end]] {
        let (stream, continuation) = AsyncThrowingStream<BatchFrame, any Error>.makeStream()
        for frame in frames { continuation.yield(frame) }
        let begun = house.documents.begun
        let sending = Task {
          try await house.batches().accept(stream, key: BatchTests.key, isRehearsal: false)
        }
        while house.documents.begun == begun { await Task.yield() }
        sending.cancel()
        await #expect(throws: Failure<BatchRejection>.self) { try await sending.value }
      }
      #expect(house.documents.count == 0)
      let audit = try await house.audit()
      #expect(audit.count == 2 && audit.allSatisfy { $0.hasPrefix("acceptBatch rejected ") })
      #expect(try await house.accept(rows).state == .accepted)
    }
  }

  @Test("a sender has four at once, and needs its rights", arguments: TestDatabases.allCases)
  func limits(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      for number in 0..<BatchLimits.openMax {
        _ = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"], key: "\(number)")
      }
      #expect(
        await house.rejection(rows: ["78041299916 PREMIE-BESLISSING letter.pdf"])
          == .tooManyOpen(max: BatchLimits.openMax))
      try await house.publishBatches()
      _ = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
      let scopeless = house.batches(by: Cast.sender(Cast.premiums, [.referenceData]))
      await #expect(throws: Failure<Never>.self) { try await scopeless.batches(.first) }
      await #expect(throws: Failure<BatchRejection>.self) {
        try await scopeless.accept([BatchFrame]().batch(), key: BatchTests.key, isRehearsal: false)
      }
    }
  }

  @Test("R-BOX-4: batches and results go after 31 days", arguments: TestDatabases.allCases)
  func forgets(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let status = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
      try await house.publishBatches()
      house.time.set(status.times.keptUntil.adding(seconds: -1))
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.results(of: status.id).count == 1)
      house.time.set(status.times.keptUntil)
      #expect(try await house.provider.sweeper.sweep(now: house.time.now()).batches == 1)
      for table: SQL in [
        "SELECT COUNT(*) FROM document_provider_batch", "SELECT COUNT(*) FROM document_provider_batch_file",
        "SELECT COUNT(*) FROM document_provider_batch_result",
      ] { #expect(try await house.rows(table) == 0) }
    }
  }

  @Test("the sweep leaves a batch's bytes alone while it is under way", arguments: TestDatabases.allCases)
  func keepsBytes(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let status = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
      house.time.advance(seconds: 10_000)
      try await house.provider.sweeper.sweep(now: house.time.now())
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).map(\.words) == ["published digital"])
    }
  }
}

extension House {
  /// Batches that were arriving then, or since.
  fileprivate func arriving(since instant: Int64) async throws -> Int {
    try await database.read { transaction in
      Int(
        try transaction.rows(
          "SELECT COUNT(*) FROM document_provider_batch WHERE state = 0 AND worked_at >= $1", .int(instant))[
            0
          ]
          .int(0))
    }
  }
}
