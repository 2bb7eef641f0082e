import Contracts
import EBoxTesting
import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import EBoxClient
@testable import ebox

@Suite("R-PUB-9: many publications from a file of lines")
struct BatchFileTests {
  private static let sender = try! EnterpriseNumber(parsing: "0999999031")
  private static let good = #"{"to": "78041299916", "subject": "Brief"}"#

  /// Publishes what it is given, and counts by key.
  private final class PlayedSender: SenderRegistry {
    let keys = Mutex<[String]>([])
    let failure = Mutex<Failure<PublicationRejection>?>(nil)

    /// Keys, in the order of sending.
    var sent: [String] { keys.withLock { $0 } }

    func publish(
      _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
    ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
      var key = ""
      do {
        for try await frame in frames {
          if case .request(let request) = frame { key = request.idempotencyKey?.text ?? "" }
        }
      } catch { throw .interrupted(error) }
      if let failure = failure.withLock({ $0 }) { throw failure }
      let receipt = PublicationReceipt(recipients: [
        .init(
          messageID: MessageID(at: Instant(microseconds: 0), random: SystemRandom()),
          expiration: Instant(microseconds: 1), isDigital: true)
      ])
      let isFirst = keys.withLock { keys in
        defer { keys.append(key) }
        return !keys.contains(key)
      }
      guard isFirst else { throw .rejected(.alreadyPublished(receipt)) }
      return receipt
    }

    func rehearse(
      _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
    ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal {
      PublicationRehearsal(
        recipients: [
          .init(
            expiration: Instant(microseconds: 1), isDigital: false, paperUntil: nil, currentNumber: nil)
        ], warnings: [PublicationWarning(part: "upfile1", finding: .noTextLayer)])
    }

    func quality(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport {
      QualityReport(days: days, lines: [])
    }
    func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents {
      SenderEvents(items: [], last: query.last, hasNext: false)
    }

    func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus] { [] }
    func box(for purpose: ReadingPurpose) -> any BoxRegistry { fatalError("not asked") }
    func recall(_ recall: Recall) async throws(Failure<RecallRejection>) {}
  }

  /// A batch in a folder of its own.
  private struct Folder {
    let path: String
    let registry = PlayedSender()

    func write(_ lines: [String]) throws {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path + "/batch"))
      try Data("%PDF-1.7".utf8).write(to: URL(fileURLWithPath: path + "/letter.pdf"))
    }

    @discardableResult func run(
      isDryRun: Bool = false, again: Bool = false
    ) async throws -> (totals: BatchTotals, results: [BatchLineResult]) {
      let results = try BatchResults(path + "/results", isFresh: isDryRun, retries: again)
      let letter = path + "/letter.pdf"
      let run = BatchRun(
        manifest: path + "/batch", name: "batch", sender: BatchFileTests.sender, isDryRun: isDryRun,
        connections: 4, registry: registry
      ) { row, key in
        FilePublication(
          sender: BatchFileTests.sender, application: try ApplicationID(parsing: "a:b"),
          messageType: try MessageTypeID(parsing: row.type ?? "BRIEF-TYPE"),
          recipient: try NationalNumber(parsing: row.to ?? ""),
          subject: try TranslatedText(
            parsing: [.nl: row.subject ?? "-"], kind: "subject", charactersMax: 400),
          files: [FileToPublish(path: row.file ?? letter, mediaType: .pdf, isMainContent: true)],
          idempotencyKey: key)
      }
      try await run.run(results) { _ in }
      try results.close()
      let written = try String(contentsOfFile: path + "/results", encoding: .utf8)
      return (
        results.totals,
        try written.split(separator: "\n").map {
          try JSONDecoder().decode(BatchLineResult.self, from: Data($0.utf8))
        }
      )
    }
  }

  private static func with(_ body: (Folder) async throws -> Void) async throws {
    try await TemporaryFolder.with { try await body(Folder(path: $0)) }
  }

  @Test("every line has its result; run again, nothing is sent twice")
  func whole() async throws {
    try await Self.with { folder in
      let lines =
        (0..<30).map { #"{"to": "78041299916", "subject": "Brief \#($0)"}"# } + [
          "", #"{"to": "78041299917"}"#, "no JSON", #"{"to": 1}"#, #"{"subject": "x"}"#,
          #"{"to": "78041299916", "extra": 1}"#, #"{"to": "78041299916", "file": "/nowhere.pdf"}"#,
          #"{"to": "78041299916", "subject": "Brief 3"}"#,
        ]
      try folder.write(lines)
      let first = try await folder.run()
      #expect(first.totals.published == 30 && first.totals.invalid == 6 && first.totals.repeated == 1)
      #expect(!first.totals.isWhole && first.totals.all == 37)
      #expect(Set(first.results.map(\.line)) == Set(1...30).union(32...38))
      #expect(first.results.first { $0.line == 38 }?.error == "says the same as line 4")
      for (line, words) in [
        (32, "ssin fails its checksum"), (33, "is no JSON object"), (34, "`to` is not of the right kind"),
        (35, "`to` is missing"), (36, "`extra` is not known here"),
      ] {
        let error = first.results.first { $0.line == line }?.error ?? ""
        #expect(error.contains(words) && !error.contains("78041299917"), "\(error)")
      }
      let sent = folder.registry.sent
      let second = try await folder.run()
      #expect(folder.registry.sent == sent)
      #expect(second.totals.published == 30 && second.totals.earlier == 31 && second.totals.invalid == 6)
    }
  }

  @Test("a batch that broke off goes on: results cut off, lost, or never written")
  func brokenOff() async throws {
    try await Self.with { folder in
      try folder.write((0..<20).map { #"{"to": "78041299916", "subject": "Brief \#($0)"}"# })
      try await folder.run()
      let path = folder.path + "/results"
      // The last lines are lost, and one is cut in the middle: those letters were published.
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      let lines = whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let cut = Data(lines.prefix(12).joined(separator: [UInt8(ascii: "\n")])).dropLast(9)
      try cut.write(to: URL(fileURLWithPath: path))
      let again = try await folder.run()
      #expect(again.totals.published == 20 && again.totals.earlier == 11)
      #expect(again.results.count == 20 && Set(again.results.map(\.key)).count == 20)
      #expect(Set(folder.registry.sent).count == 20)
    }
  }

  @Test("a changed line is another letter; what was turned down is sent again when asked")
  func changed() async throws {
    try await Self.with { folder in
      try folder.write([Self.good])
      folder.registry.failure.withLock { $0 = .rejected(.tripletNotRegistered) }
      let refused = try await folder.run()
      #expect(refused.totals.refused == 1 && refused.results.map(\.code) == ["INVALID_SENDER"])
      folder.registry.failure.withLock { $0 = nil }
      #expect(try await folder.run().totals.published == 0)
      #expect(try await folder.run(again: true).totals.published == 1)
      try folder.write([Self.good, Self.good.replacing("Brief", with: "Ander")])
      let changed = try await folder.run()
      #expect(changed.totals.published == 2 && changed.totals.earlier == 1)
    }
  }

  @Test("what no line could do better at ends the batch; a registry that is away, too")
  func ended() async throws {
    try await Self.with { folder in
      try folder.write((0..<100).map { #"{"to": "78041299916", "subject": "Brief \#($0)"}"# })
      folder.registry.failure.withLock { $0 = .denied(.noMandate) }
      await #expect(throws: Failure<PublicationRejection>.self) { try await folder.run() }
      folder.registry.failure.withLock { $0 = .interrupted(CancellationError()) }
      await #expect(throws: ClientRefusal.self) { try await folder.run() }
      folder.registry.failure.withLock { $0 = nil }
      #expect(try await folder.run().totals.published == 100)
    }
  }

  @Test("a dry run of a batch tells each line what would be")
  func dryRun() async throws {
    try await Self.with { folder in
      try folder.write([Self.good])
      let dry = try await folder.run(isDryRun: true)
      #expect(dry.totals.rehearsed == 1 && dry.totals.isWhole)
      #expect(dry.results[0].isPaperNeeded == true && dry.results[0].code == "NO_DIGITAL_USER")
      #expect(dry.results[0].warnings?.map(\.code) == ["NO_TEXT_LAYER"])
      #expect(folder.registry.sent.isEmpty)
    }
  }

  @Test("a line says what differs, business data and dues included")
  func row() throws {
    let row = try BatchLine(
      parsing: #"""
        {"to": "78041299916", "lang": "fr", "attach": ["a.csv"], "data": {"A": "1", "B": ["2", "3"]},
         "amount": "12.50", "iban": "BE49999000000171", "payBy": "2027-03-31", "due": "appeal=2027-01-31"}
        """#)
    #expect(row.data == ["A": ["1"], "B": ["2", "3"]] && row.attach == ["a.csv"] && row.language == "fr")
    #expect(try row.dues.payment(id: "p")?.amount == MoneyAmount(parsing: "12.50"))
    #expect(try row.dues.otherDue()?.kind == .appeal)
    let key = BatchKey(Self.good, in: "a", from: Self.sender)
    #expect(key == BatchKey(Self.good, in: "a", from: Self.sender))
    let others = [
      BatchKey(Self.good + " ", in: "a", from: Self.sender), BatchKey(Self.good, in: "b", from: Self.sender),
      BatchKey(Self.good, in: "a", from: try EnterpriseNumber(parsing: "0999999130")),
    ]
    #expect(Set([key] + others).count == 4)
    #expect(throws: Never.self) { try IdempotencyKey(parsing: key.text) }
  }

  @Test("the lines of a file, however they end")
  func lines() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let long = String(repeating: "é", count: 70_000)
    try Data("a\r\n\n\(long)\nlast".utf8).write(to: URL(fileURLWithPath: path))
    var reader = try LineReader(path)
    var found: [String] = []
    while let line = try reader.next() { found.append(line) }
    #expect(found == ["a", "", long, "last"])
    #expect(try LineReader.count(path) == 3)
    try Data([0x61, 0xFF, 0x0A]).write(to: URL(fileURLWithPath: path))
    var broken = try LineReader(path)
    #expect(throws: BatchLineFault.self) { try broken.next() }
  }

  @Test("progress is a line that says how far, how fast and what went wrong")
  func progress() {
    var totals = BatchTotals()
    for _ in 0..<30 { totals.count(.published, isEarlier: false) }
    for _ in 0..<20 { totals.count(.published, isEarlier: true) }
    totals.count(.refused, isEarlier: false)
    let line = BatchProgress(total: 102).line(totals, after: .seconds(2))
    #expect(line == "[############............] 51/102, 15 a second, 1 not published")
  }
}
