import Contracts
import EBoxTesting
import NIOCore
import Storage
import Synchronization
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("R-PUB-7: documents are looked into, and a publication can be rehearsed")
struct QualityTests {
  private static func draft(_ texts: String...) -> Draft {
    var draft = Draft()
    draft.files = texts.enumerated().map { place, text in
      Draft.File(part: "file-\(place)", bytes: Array("%PDF-1.7 \(text)".utf8))
    }
    return draft
  }

  private static func overloadedAfter(_ body: () async throws -> Void) async throws -> Int? {
    do { try await body() } catch let failure as Failure<PublicationRejection> {
      guard case .overloaded(let seconds) = failure else { throw failure }
      return seconds
    }
    return nil
  }

  @Test("soft findings warn, hard ones refuse, and nothing of it stays", arguments: TestDatabases.allCases)
  func findings(_ engine: TestDatabases) async throws {
    let inspector = PlayedInspector()
    try await House.with(engine, quality: DocumentQuality(inspector: inspector)) { house in
      let receipt = try await house.publish(Self.draft("REPAIRED", "fine", "NO_TEXT_LAYER ACTIVE_CONTENT"))
      #expect(
        receipt.warnings.map { "\($0.part) \($0.finding.rawValue)" } == [
          "file-0 REPAIRED", "file-2 ACTIVE_CONTENT", "file-2 NO_TEXT_LAYER",
        ])
      #expect(inspector.declared.withLock(\.self) == Array(repeating: "application/pdf", count: 3))
      let kept = house.documents.count
      for finding in DocumentFinding.allCases where finding.isHard {
        let draft = Self.draft("fine", finding.rawValue)
        #expect(try await house.rejection(draft) == .documentUnfit(part: "file-1", finding))
      }
      #expect(house.documents.count == kept)
      #expect(try await house.audit().suffix(4).allSatisfy { $0 == "publish rejected DOCUMENT_UNFIT" })
      let entries = try await house.details("publish")
      #expect(entries.first?.contains("REPAIRED ACTIVE_CONTENT NO_TEXT_LAYER") == true)
      // An empty file is none of the inspector's.
      var empty = Self.draft("")
      empty.files[0].bytes = []
      #expect(try await house.rejection(empty) == .attachmentEmpty(part: "file-0"))
      #expect(inspector.open.withLock(\.self) == 0)
    }
  }

  @Test("a sender's report counts what was published and what was refused", arguments: TestDatabases.allCases)
  func report(_ engine: TestDatabases) async throws {
    try await House.with(engine, quality: DocumentQuality(inspector: PlayedInspector())) { house in
      let day = CalendarDate(inBrusselsAt: house.time.now())
      _ = try await house.publish(Self.draft("NO_TEXT_LAYER", "NO_TEXT_LAYER REPAIRED"))
      house.time.advance(seconds: 86_400)
      var keyed = Self.draft("NO_TEXT_LAYER")
      keyed.key = "once"
      _ = try await house.publish(keyed)
      _ = try await house.rejection(keyed)
      _ = try await house.rejection(Self.draft("DAMAGED"))
      _ = try await house.rehearse(Self.draft("REPAIRED"))
      func lines(_ from: CalendarDate, _ until: CalendarDate) async throws -> [String] {
        let days = try QualityReport.Days(from: from, until: until)
        return try await house.sender().quality(days).lines.map {
          "\($0.messageType) \($0.finding.rawValue) \($0.published) \($0.refused)"
        }
      }
      let type = "\(Cast.decision)"
      #expect(
        try await lines(day, day.adding(days: 1)) == [
          "\(type) DAMAGED 0 1", "\(type) NO_TEXT_LAYER 3 0", "\(type) REPAIRED 1 0",
        ])
      #expect(try await lines(day, day) == ["\(type) NO_TEXT_LAYER 2 0", "\(type) REPAIRED 1 0"])
      #expect(try await lines(day.adding(days: 2), day.adding(days: 2)).isEmpty)
      let other = house.provider.registry(for: Cast.sender(Cast.fund))
      #expect(
        try await other.quality(QualityReport.Days(from: day, until: day.adding(days: 1))).lines.isEmpty)
      let powerless = house.provider.registry(for: Cast.sender(Cast.premiums, []))
      await #expect(throws: Failure<Never>.self) {
        try await powerless.quality(QualityReport.Days(from: day, until: day))
      }
      #expect(try await house.audit().suffix(2) == ["quality done", "quality denied MISSING_SCOPE"])
      house.time.advance(seconds: Int64(QualityReport.daysKept + 1) * 86_400)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_finding") == 0)
    }
  }

  @Test("days that are none, or too many, are no report's")
  func days() throws {
    let day = try CalendarDate(parsing: "2026-11-29")
    #expect(throws: InvalidIdentifier.self) {
      try QualityReport.Days(from: day, until: day.adding(days: -1))
    }
    #expect(throws: InvalidIdentifier.self) {
      try QualityReport.Days(from: day, until: day.adding(days: 400))
    }
    _ = try QualityReport.Days(from: day, until: day.adding(days: 399))
  }

  @Test("where unfit documents are not refused, their sender is warned")
  func warned() async throws {
    let quality = DocumentQuality(inspector: PlayedInspector(), refuses: false)
    try await House.with(.sqlite, quality: quality) { house in
      let receipt = try await house.publish(Self.draft("ENCRYPTED"))
      #expect(receipt.warnings == [PublicationWarning(part: "file-0", finding: .encrypted)])
    }
  }

  @Test(
    "what can't be judged now is for later; what breaks off is abandoned", arguments: TestDatabases.allCases)
  func unavailable(_ engine: TestDatabases) async throws {
    let inspector = PlayedInspector()
    try await House.with(engine, quality: DocumentQuality(inspector: inspector)) { house in
      inspector.isAvailable.withLock { $0 = false }
      let seconds = try await Self.overloadedAfter { _ = try await house.publish(Self.draft("fine")) }
      #expect(seconds == 15)
      #expect(try await house.audit().last == "publish rejected INSPECTION_UNAVAILABLE")
      inspector.isAvailable.withLock { $0 = true }
      struct Gone: Error {}
      let frames = Self.draft("fine", "fine").frames().dropLast(1)
      await #expect(throws: Failure<PublicationRejection>.self) {
        _ = try await house.sender().publish(Array(frames).stream(failing: Gone()))
      }
      #expect(inspector.open.withLock(\.self) == 0 && house.documents.count == 0)
    }
  }

  @Test(
    "a rehearsal tells what would happen, and leaves its audit entry only", arguments: TestDatabases.allCases)
  func rehearsed(_ engine: TestDatabases) async throws {
    try await House.with(engine, quality: DocumentQuality(inspector: PlayedInspector())) { house in
      var draft = Self.draft("NO_TEXT_LAYER")
      draft.recipients = [Cast.jan, Cast.hans]
      draft.key = "once"
      let rehearsal = try await house.rehearse(draft)
      #expect(rehearsal.recipients.map(\.isDigital) == [true, false])
      #expect(rehearsal.recipients.map(\.isPaperNeeded) == [false, true])
      #expect(rehearsal.warnings == [PublicationWarning(part: "file-0", finding: .noTextLayer)])
      #expect(house.documents.count == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_idempotency") == 0)
      #expect(try await house.events().isEmpty)
      #expect(try await house.audit() == ["rehearse done"])
      // Who has no mailbox gets none by being asked about.
      #expect(!house.federation.knows(Cast.hans))
      let receipt = try await house.publish(draft)
      #expect(receipt.recipients.map(\.expiration) == rehearsal.recipients.map(\.expiration))
      #expect(try await house.rehearsalRejection(draft) == .alreadyPublished(receipt.withoutWarnings))
      #expect(
        try await house.rehearsalRejection(Self.draft("MALWARE")) == .documentUnfit(part: "file-0", .malware))
      #expect(
        try await house.audit().suffix(2) == [
          "rehearse rejected ALREADY_PUBLISHED", "rehearse rejected DOCUMENT_UNFIT",
        ])
      #expect(house.documents.count == 1)
    }
  }

  @Test("a rehearsal meets what only the boxes know", arguments: TestDatabases.allCases)
  func obstacles(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.replaces = MessageID(at: house.time.now(), random: SystemRandom())
      #expect(try await house.rehearsalRejection(draft) == .replacedMessageNotFound)
      let first = try await house.published(Draft())
      draft.replaces = first
      #expect(try await house.rehearse(draft).recipients.count == 1)
      // Nothing was replaced by that.
      #expect(try await house.channel().message(first).replacedBy == nil)
      var ticketed = Draft()
      ticketed.messageType = Cast.certificate
      ticketed.ticket = try Ticket(parsing: "DOSSIER-42", sequence: 1)
      _ = try await house.publish(ticketed)
      #expect(try await house.rehearse(ticketed).recipients.count == 1)
      ticketed.subject = Cast.text("Ander")
      #expect(try await house.rehearsalRejection(ticketed) == .ticketTaken)
      house.federation.isReachable = false
      #expect(try await Self.overloadedAfter { _ = try await house.rehearse(Draft()) } == 5)
      #expect(try await house.audit().last == "rehearse rejected CONSENT_UNKNOWN")
    }
  }
}

extension House {
  fileprivate func sender() -> any SenderRegistry { provider.registry(for: Cast.sender()) }

  fileprivate func rehearse(_ draft: Draft) async throws -> PublicationRehearsal {
    try await sender().rehearse(draft.frames().stream())
  }

  fileprivate func rehearsalRejection(_ draft: Draft) async throws -> PublicationRejection? {
    do { _ = try await rehearse(draft) } catch let failure as Failure<PublicationRejection> {
      guard case .rejected(let rejection) = failure else { throw failure }
      return rejection
    }
    return nil
  }

  /// Of the entries of one action, oldest first.
  func details(_ action: String) async throws -> [String] {
    try await database.read { transaction in
      try transaction.rows(
        "SELECT details FROM audit_entry WHERE action = $1 ORDER BY position", .text(action)
      ).map { try $0.text(0) }
    }
  }
}

extension PublicationReceipt {
  fileprivate var withoutWarnings: PublicationReceipt { PublicationReceipt(recipients: recipients) }
}
