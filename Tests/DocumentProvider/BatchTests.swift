import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Batches")
struct BatchTests {
  static let key = try! IdempotencyKey(parsing: "campaign-1")

  @Test(
    "R-PUB-9: every row has its result: published, on paper, turned down, unreadable, said before",
    arguments: TestDatabases.allCases)
  func everyRow(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = [
        "78041299916 PREMIE-BESLISSING letter.pdf", "65093099914 PREMIE-BESLISSING letter.pdf", "",
        "78041299916 NIET-GEKEND letter.pdf", "who", "78041299916 PREMIE-BESLISSING nowhere.pdf",
        "78041299916 PREMIE-BESLISSING letter.pdf", "78041299916 PREMIE-BESLISSING other.pdf",
      ]
      let status = try await house.accept(
        rows, files: ["letter.pdf": "%PDF-1.7 a", "other.pdf": "%PDF-1.7 b"])
      #expect(status.state == .accepted)
      #expect(status.progress.rows == 7)
      try await house.publishBatches()
      let results = try await house.results(of: status.id)
      #expect(results.map(\.row) == Array(1...7))
      #expect(
        results.map(\.words) == [
          "published digital", "published paper", "refused INVALID_SENDER", "invalid INVALID_INPUT",
          "invalid INVALID_INPUT", "repeated 1", "published digital",
        ])
      let after = try await house.batches().batch(status.id)
      #expect(after.state == .completed)
      #expect(after.progress.isSettled)
      #expect(after.times.endedAt == house.time.now())
      #expect(
        after.progress.counts.lines == "published 3 onPaper 1 rehearsed 0 refused 1 invalid 2 repeated 1")
      #expect(try await house.channel().messages(MessageQuery()).total == 2)
      // The batch's bytes are gone; those of three messages stay, one of whom keeps none.
      #expect(house.documents.count == 2)
    }
  }

  @Test("R-PUB-7: a dry run of a batch says row by row what would be", arguments: TestDatabases.allCases)
  func rehearses(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = [
        "78041299916 PREMIE-BESLISSING letter.pdf", "65093099914 PREMIE-BESLISSING letter.pdf",
        "78041299916 NIET-GEKEND letter.pdf",
      ]
      let status = try await house.accept(rows, isRehearsal: true)
      try await house.publishBatches()
      #expect(
        try await house.results(of: status.id).map(\.words) == [
          "rehearsed digital", "rehearsed paper", "refused INVALID_SENDER",
        ])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
      #expect(house.documents.count == 0)
      // The same name is free for the batch itself.
      #expect(try await house.accept(rows).id != status.id)
    }
  }

  @Test("what a crash cut off is published once", arguments: TestDatabases.allCases)
  func onceAfterCrash(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<40).map { "78041299916 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(rows)
      // The rows are published, and their results are lost.
      try await house.turnWhoseResultsAreLost()
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 40)
      #expect(try await house.results(of: status.id).isEmpty)
      house.time.advance(seconds: 600)
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).map(\.words) == rows.map { _ in "published digital" })
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 40)
    }
  }

  @Test("a batch that waits for the provider goes on where it was", arguments: TestDatabases.allCases)
  func waits(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let status = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
      house.federation.isReachable = false
      try await house.publishBatches()
      let waiting = try await house.batches().batch(status.id)
      #expect(waiting.progress.counts.all == 0)
      #expect(waiting.progress.waitsUntil == house.time.now().adding(seconds: 5))
      house.federation.isReachable = true
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).isEmpty)
      house.time.advance(seconds: 5)
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).map(\.words) == ["published digital"])
      #expect(try await house.batches().batch(status.id).progress.waitsUntil == nil)
    }
  }

  @Test("two batches take turns, and another's is not found", arguments: TestDatabases.allCases)
  func turns(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<300).map { "65093099914 PREMIE-BESLISSING letter.pdf # \($0)" }
      let first = try await house.accept(rows)
      house.time.advance(seconds: 1)
      let second = try await house.accept(rows, key: "campaign-2")
      let runner = house.runner()
      for id in [first.id, second.id] {
        house.time.advance(seconds: 1)
        try await runner.turn()
        #expect(try await house.batches().batch(id).progress.counts.all == 256)
      }
      let stranger = house.batches(by: Cast.sender(Cast.fund))
      await #expect(throws: Failure<BatchRejection>.self) { try await stranger.batch(first.id) }
      await #expect(throws: Failure<BatchRejection>.self) {
        try await stranger.results(of: first.id, after: 0, limit: 10)
      }
      await #expect(throws: Failure<BatchRejection>.self) { try await stranger.cancel(first.id) }
      #expect(try await stranger.batches(.first).items.isEmpty)
      let own = try await house.batches().batches(.first)
      #expect(own.items.map(\.id) == [second.id, first.id])
      #expect(own.total == 2)
    }
  }

  @Test("a batch that its sender ends publishes no row more", arguments: TestDatabases.allCases)
  func cancels(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<300).map { "65093099914 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(rows)
      try await house.runner().turn()
      let cancelled = try await house.batches().cancel(status.id)
      #expect(cancelled.state == .cancelled)
      try await house.publishBatches()
      let after = try await house.batches().batch(status.id)
      #expect(after.progress.counts.all == 256)
      #expect(after.progress.isSettled)
      #expect(try await house.results(of: status.id).count == 256)
      #expect(house.documents.count == 0)
      #expect(await house.rejection { _ = try await $0.cancel(status.id) } == .batchEnded)
    }
  }

  @Test("a batch that can't be read lets others take their turns", arguments: TestDatabases.allCases)
  func unreadable(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let broken = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"])
      let whole = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf"], key: "campaign-2")
      try await house.database.write {
        try $0.run(
          "UPDATE document_provider_batch SET wrapped_key = $2 WHERE id = $1", .text(broken.id.text),
          .bytes([1, 2, 3]))
      }
      try await house.publishBatches()
      #expect(try await house.results(of: whole.id).map(\.words) == ["published digital"])
      #expect(try await house.batches().batch(broken.id).progress.waitsUntil != nil)
    }
  }

  @Test("R-PUB-9: a row's own key makes it one letter in any batch", arguments: TestDatabases.allCases)
  func ownKeys(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let first = try await house.accept(["78041299916 PREMIE-BESLISSING letter.pdf key=1"])
      try await house.publishBatches()
      house.time.advance(seconds: 600)
      let second = try await house.accept(
        [
          "78041299916 PREMIE-BESLISSING letter.pdf key=1",
          "78041299916 PREMIE-BESLISSING letter.pdf key=2",
          "78041299916 PREMIE-BESLISSING letter.pdf key=2 again",
        ], key: "campaign-2")
      try await house.publishBatches()
      let results = try await house.results(of: second.id)
      #expect(results.map(\.words) == ["repeated 1", "published digital", "repeated 1"])
      #expect(
        results.first?.outcome.message == (try await house.results(of: first.id)).first?.outcome.message)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 2)
    }
  }

  @Test("R-AUD-5: what names and words a row has is sealed", arguments: TestDatabases.allCases)
  func sealed(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let status = try await house.accept(["78041299916 PREMIE-BESLISSING brief-78041299916.pdf"])
      try await house.publishBatches()
      let told = try await house.results(of: status.id)
      guard case .invalid(let fault)? = told.first?.outcome else { throw UnreadableRow(what: "a result") }
      #expect(fault.detail.hasPrefix("files.letter:"))
      let kept = try await house.database.read { transaction in
        try transaction.rows("SELECT detail, warnings FROM document_provider_batch_result")
      }
      let bytes = try #require(try kept.first?.bytes(0))
      #expect(!String(decoding: bytes, as: UTF8.self).contains("letter"))
    }
  }

  @Test("rows under way when a batch is ended have their results", arguments: TestDatabases.allCases)
  func cancelledUnderWay(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rows = (0..<300).map { "65093099914 PREMIE-BESLISSING letter.pdf # \($0)" }
      let status = try await house.accept(rows)
      try await house.turnWhoseResultsAreLost()
      _ = try await house.batches().cancel(status.id)
      house.time.advance(seconds: 600)
      try await house.publishBatches()
      #expect(try await house.results(of: status.id).count == 256)
      #expect(try await house.batches().batch(status.id).progress.isSettled)
    }
  }
}

/// Rows of these tests: national number, message type, file; what follows `#` makes a row another one.
struct PlayedRows: BatchRowForm {
  func row(_ line: [UInt8], _ key: IdempotencyKey) throws(BatchRowFault) -> BatchRow {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
    guard words.count >= 3 else { throw BatchRowFault(code: "INVALID_INPUT", detail: "is no row") }
    do throws(InvalidIdentifier) {
      var draft = Draft()
      draft.recipients = [try NationalNumber(parsing: words[0])]
      draft.messageType = try MessageTypeID(parsing: words[1])
      draft.key = words.first { $0.hasPrefix("key=") } ?? key.text
      let header = PartHeader(name: "letter", fileName: words[2], mediaType: "application/pdf")
      return BatchRow(request: draft.request, parts: [BatchRow.Part(header: header, file: words[2])])
    } catch { throw BatchRowFault(code: "INVALID_INPUT", detail: error.reason) }
  }

  func fault(_ rejection: PublicationRejection) -> BatchRowFault {
    BatchRowFault(code: rejection.code, detail: "\(rejection)")
  }
}

extension House {
  func batches(by caller: SenderCaller = Cast.sender(Cast.premiums)) -> any PublicationBatches {
    provider.batches(for: caller)
  }

  func accept(
    _ rows: [String], key: String = "campaign-1", isRehearsal: Bool = false,
    files: [String: String] = ["letter.pdf": "%PDF-1.7 a letter"]
  ) async throws -> BatchStatus {
    try await batches().accept(
      [BatchFrame](rows, files).batch(), key: IdempotencyKey(parsing: key), isRehearsal: isRehearsal)
  }

  func runner(_ owner: String = "test") -> BatchRunner {
    provider.batchRunner(form: PlayedRows(), rowsAtOnce: 4, owner: owner)
  }

  /// Until no batch has a row that can be published now.
  func publishBatches() async throws {
    let runner = runner()
    while try await runner.turn() {}
  }

  /// Rows are published, and what became of them can't be kept.
  func turnWhoseResultsAreLost() async throws {
    try await database.write {
      try $0.run("ALTER TABLE document_provider_batch_result RENAME TO document_provider_batch_away")
    }
    try await runner().turn()
    try await database.write {
      try $0.run("ALTER TABLE document_provider_batch_away RENAME TO document_provider_batch_result")
    }
  }

  func results(of id: BatchID) async throws -> [BatchResult] {
    try await batches().results(of: id, after: 0, limit: BatchLimits.resultsMax).results
  }

  func rejection(rows: [String]) async -> BatchRejection? {
    let frames = [BatchFrame](rows, ["letter.pdf": "%PDF-1.7 a letter"])
    return await rejection {
      _ = try await $0.accept(frames.batch(), key: BatchTests.key, isRehearsal: false)
    }
  }

  func rejection(_ act: (any PublicationBatches) async throws -> Void) async -> BatchRejection? {
    do {
      try await act(batches())
    } catch Failure<BatchRejection>.rejected(let rejection) {
      return rejection
    } catch { Issue.record(error) }
    return nil
  }
}

extension [BatchFrame] {
  init(_ rows: [String], _ files: [String: String]) {
    self = [.manifest, .bytes(ByteBuffer(string: rows.joined(separator: "\n"))), .end]
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      self += [.file(name: name), .bytes(ByteBuffer(string: text)), .end]
    }
  }

  func batch(
    failing error: (any Error)? = nil
  ) -> AsyncThrowingStream<BatchFrame, any Error> {
    AsyncThrowingStream { continuation in
      for frame in self { continuation.yield(frame) }
      continuation.finish(throwing: error)
    }
  }
}

extension BatchResult.Outcome {
  var message: MessageID? {
    switch self {
    case .published(let recipient, _): recipient.messageID
    case .repeated(let recipient): recipient.messageID
    default: nil
    }
  }
}

extension BatchResult {
  var words: String {
    switch outcome {
    case .published(let recipient, _): "published \(recipient.isDigital ? "digital" : "paper")"
    case .rehearsed(let recipient, _): "rehearsed \(recipient.isDigital ? "digital" : "paper")"
    case .refused(let fault): "refused \(fault.code)"
    case .invalid(let fault): "invalid \(fault.code)"
    case .repeated: "repeated 1"
    }
  }
}

extension BatchStatus.Counts {
  fileprivate var lines: String {
    "published \(published) onPaper \(onPaper) rehearsed \(rehearsed) refused \(refused) invalid \(invalid) "
      + "repeated \(repeated)"
  }
}
