import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Registered mail: what its citizen decides, or does not")
struct DecisionTests {
  private typealias Home = House<PlayedDocuments>

  /// 24:00 in Brussels on the fifteenth day.
  private static let until = try! Instant(parsing: "2026-12-08T00:00:00+01:00")

  /// The outcomes that senders were told, oldest first.
  private func outcomes(_ house: Home) async throws -> [String] {
    try await house.database.read { transaction in
      try transaction.rows(
        "SELECT outcome, message FROM outbox_event WHERE kind = 'registeredOutcome' ORDER BY position"
      ).map { "\(try $0.text(0)) \(try $0.text(1))" }
    }
  }

  private func unread(_ house: Home) async throws -> Int {
    let listing = try await house.channel().listing(MessageQuery())
    var query = MessageQuery()
    (query.isRead, query.isVisible) = (false, true)
    let page = try await house.channel().messages(query)
    #expect(page.total == listing.unread && page.items.count == listing.unread)
    #expect(try await house.channel().statistics().unread == listing.unread)
    return listing.unread
  }

  @Test("R-REG-3: accepted, it can be opened, and its sender is told", arguments: TestDatabases.allCases)
  func accept(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      #expect(try await house.channel().statistics().requiringAction == 1)
      house.time.advance(seconds: 3600)
      let decidedAt = house.time.now()
      let delivery = try await house.registeredBox().decide(.accept, on: id)
      #expect(delivery.isOpen && delivery.acceptUntil == Self.until)
      #expect(delivery.state(at: decidedAt) == .delivered(decidedAt))
      #expect(try await house.channel().message(id).delivery == delivery, "what was answered is what stands")
      #expect(try await house.delivery(id) == delivery.toldToSender)
      #expect(
        delivery.facts.map(\.event) == [
          .submissionAcceptance, .notificationForAcceptance, .consignmentAcceptance, .contentConsignment,
        ])
      #expect(delivery.facts.map(\.channel) == [nil, nil, Cast.portal, Cast.portal])
      #expect(try await outcomes(house) == ["ConsignmentAcceptance \(id)"])
      #expect(try await unread(house) == 1)
      #expect(try await house.channel().statistics().requiringAction == 0)
      house.time.set(Self.until.adding(seconds: 60))
      #expect(try await house.registeredBox().decide(.accept, on: id) == delivery, "again changes nothing")
      #expect(try await house.decisionRejection(.refuse, id) == .alreadyDecided(delivery))
      try await house.open(id)
      #expect(try await unread(house) == 0)
      #expect(
        try await house.audit().filter { $0.hasPrefix("decide") } == [
          "decide done", "decide done", "decide rejected ALREADY_DECIDED",
        ])
      try await house.checkRegisteredMail()
    }
  }

  @Test("R-REG-3: refused, it stays closed, and is nothing to read", arguments: TestDatabases.allCases)
  func refuse(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      house.time.advance(seconds: 1)
      let ordinary = try await house.published()
      let attachment = try await house.hiddenAttachment(id)
      #expect(try await unread(house) == 2)
      let delivery = try await house.registeredBox().decide(.refuse, on: id)
      #expect(delivery.state(at: house.time.now()) == .refused(house.time.now()))
      #expect(try await house.registeredBox().decide(.refuse, on: id) == delivery)
      #expect(try await house.decisionRejection(.accept, id) == .alreadyDecided(delivery))
      #expect(try await outcomes(house) == ["ConsignmentRejection \(id)"])
      #expect(try await unread(house) == 1)
      let reading = { _ = try await house.channel().content(of: attachment, in: id, range: nil) }
      #expect(try await house.readingRejection(reading) == .notAccepted)
      let all = try await house.channel().messages(MessageQuery())
      #expect(all.items.map(\.id) == [ordinary, id], "it stays in the list")
      #expect(try await house.channel().statistics().requiringAction == 0)
      for isVisible in [false, true] {
        try await house.channel().update([MessageUpdate(id, isVisible: isVisible)])
        #expect(try await unread(house) == 1)
      }
      try await house.checkRegisteredMail()
      house.time.advance(seconds: 1000 * 86_400)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.rows("SELECT listed + unread + hidden FROM document_provider_mailbox") == 0)
      #expect(try await house.state(id) == delivery.state(at: house.time.now()), "evidence stays")
    }
  }

  @Test("R-REG-3: a hidden one is decided on like any other", arguments: TestDatabases.allCases)
  func hidden(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      try await house.channel().update([MessageUpdate(id, isVisible: false)])
      _ = try await house.registeredBox().decide(.refuse, on: id)
      #expect(try await unread(house) == 0)
      try await house.channel().update([MessageUpdate(id, isVisible: true)])
      #expect(try await unread(house) == 0)
      try await house.checkRegisteredMail()
    }
  }

  @Test(
    "R-REG-3: silence is an outcome at the end of the time, whenever it is seen",
    arguments: TestDatabases.allCases)
  func silence(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      var ids = [try await house.published(.registered())]
      house.time.advance(seconds: 1)
      ids.append(try await house.published(.registered()))
      house.time.set(Self.until.adding(seconds: -1))
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.state(ids[0]) == .awaitingAcceptance(until: Self.until))
      house.time.set(Self.until)
      let standing = try await house.delivery(ids[0])
      #expect(try await house.decisionRejection(.accept, ids[0]) == .alreadyDecided(standing))
      #expect(standing.state(at: Self.until) == .unanswered(Self.until), "before it was swept")
      house.time.advance(seconds: 7200)
      #expect(try await house.provider.sweeper.sweep(now: house.time.now()).unanswered == 2)
      #expect(try await house.provider.sweeper.sweep(now: house.time.now()).unanswered == 0)
      for id in ids { #expect(try await house.state(id) == .unanswered(Self.until)) }
      #expect(try await outcomes(house) == ids.map { "AcceptanceRejectionExpiry \($0)" })
      #expect(try await unread(house) == 0)
      #expect(try await house.audit().count { $0 == "acceptanceEnded done" } == 2)
      try await house.checkRegisteredMail()
    }
  }

  @Test(
    "R-REG-3: what ends with its term has its outcome before its record", arguments: TestDatabases.allCases)
  func termOver(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      var draft = Draft.registered()
      draft.expiration = Self.until
      let id = try await house.published(draft)
      house.time.set(Self.until.adding(seconds: 3600))
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.state(id) == .unanswered(Self.until))
      #expect(
        try await house.events() == ["newDocument \(id)", "registeredOutcome \(id)", "documentExpired \(id)"])
      #expect(try await house.decisionRejection(.accept, id) == .messageNotFound)
      #expect(try await house.rows("SELECT listed + unread + hidden FROM document_provider_mailbox") == 0)
    }
  }

  @Test(
    "R-REG-3: with the last consent, what waits ends as not delivered, at once",
    arguments: TestDatabases.allCases)
  func withdrawal(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      try await house.activate(Cast.jan, Cast.app)
      let waiting = try await house.published(.registered())
      house.time.advance(seconds: 1)
      let refused = try await house.published(.registered())
      house.time.advance(seconds: 1)
      let basic = try await house.published(.registered(Cast.ruling))
      _ = try await house.registeredBox().decide(.refuse, on: refused)
      let own = house.provider.mailbox(for: house.citizen())
      let paper = try await own.backToPaper(.first).items
      #expect(paper.map(\.id) == [basic, waiting])
      #expect(paper[1].delivery?.state(at: house.time.now()) == .awaitingAcceptance(until: Self.until))
      try await house.withdraw(Cast.jan, Cast.app)
      #expect(try await house.state(waiting) == .awaitingAcceptance(until: Self.until), "not the last")
      house.time.advance(seconds: 60)
      try await house.withdraw()
      #expect(try await house.state(waiting) == .notDelivered(house.time.now(), .consentWithdrawn))
      #expect(try await outcomes(house).last == "ContentConsignmentFailure \(waiting)")
      let told = try await house.database.read { transaction in
        try transaction.rows("SELECT unread FROM outbox_event WHERE kind = 'consentWithdrawn'")[0].text(0)
      }
      #expect(told == "\(waiting) \(basic)", "what goes on paper, the refused one not")
      let takeOut = own.takeOut
      #expect(try await takeOut.message(basic).attachments.count == 1)
      let attachment = try await house.hiddenAttachment(waiting)
      let reading = { _ = try await takeOut.content(of: attachment, in: waiting, range: nil) }
      #expect(try await house.readingRejection(reading) == .notAccepted)
      try await house.activate()
      let standing = try await house.delivery(waiting)
      #expect(try await house.decisionRejection(.accept, waiting) == .alreadyDecided(standing))
      #expect(try await unread(house) == 1)
      try await house.checkRegisteredMail()
    }
  }

  @Test(
    "R-REG-3, R-CON-4: a withdrawal heard late, or missed before an activation, counts from its own moment",
    arguments: TestDatabases.allCases, [false, true])
  func heardLate(_ engine: TestDatabases, activatesAgain: Bool) async throws {
    try await Home.with(engine) { house in
      let waiting = try await house.published(.registered())
      house.time.advance(seconds: 60)
      let withdrawnAt = house.time.now()
      var change = house.federation.take(Cast.jan, Cast.portal)
      house.time.set(Self.until.adding(seconds: 1))
      var later: MessageID?
      if activatesAgain {
        change = house.federation.give(Cast.jan, Cast.portal)
        later = try await house.published(.registered())
      }
      for _ in 1...2 { try await house.provider.consentChanged(change) }
      #expect(try await house.state(waiting) == .notDelivered(withdrawnAt, .consentWithdrawn))
      let told = try await house.events().filter { $0.hasPrefix("consent") }
      #expect(
        told.map { $0.prefix { $0 != " " } }
          == (activatesAgain ? ["consentWithdrawn", "consentGiven"] : ["consentWithdrawn"]))
      if let later {
        let state = try await house.state(later)
        guard case .awaitingAcceptance = state else {
          Issue.record("what was sent after the new consent waits: \(state)")
          return
        }
      }
      try await house.checkRegisteredMail()
    }
  }

  @Test(
    "R-REG-3: a withdrawal after the time is over leaves it unanswered", arguments: TestDatabases.allCases)
  func late(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      let id = try await house.published(.registered())
      house.time.set(Self.until)
      try await house.withdraw()
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.state(id) == .unanswered(Self.until))
      try await house.checkRegisteredMail()
    }
  }

  @Test(
    "R-REG-3: only that citizen decides, surely known, under a consent", arguments: TestDatabases.allCases)
  func denied(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      try await house.activate(Cast.marie)
      house.federation.setPrefetch(true, Cast.jan, Cast.portal)
      let id = try await house.published(.registered())
      let ordinary = try await house.published()
      func denial(_ box: any RegisteredMailbox) async throws -> Denial? {
        do throws(Failure<AcceptanceRejection>) {
          _ = try await box.decide(.accept, on: id)
          return nil
        } catch {
          guard case .denied(let denial) = error else { throw error }
          return denial
        }
      }
      #expect(
        try await denial(house.registeredBox(assurance: .low))
          == .assuranceTooLow(has: .low, needs: .substantial))
      #expect(
        try await denial(house.registeredBox(scopes: [.summaryOwnEbox])) == .missingScope(.documentConsumer))
      #expect(try await denial(house.registeredBox(Cast.jan, Cast.app)) == .channelNotLinked)
      #expect(try await denial(house.registeredBox(Cast.hans)) == .boxNotActive)
      #expect(
        try await denial(house.registeredBox(Cast.jan, Cast.portal, .prefetch)) == .prefetchNotAllowed)
      #expect(try await house.audit().count { $0.hasPrefix("decide denied") } == 5)
      let others = house.registeredBox(Cast.marie)
      #expect(try await house.decisionRejection(.accept, id, others) == .messageNotFound)
      #expect(try await house.decisionRejection(.accept, ordinary) == .nothingToDecide)
      let unknown = MessageID(at: house.time.now(), random: house.random)
      #expect(try await house.decisionRejection(.refuse, unknown) == .messageNotFound)
      #expect(try await house.state(id) == .awaitingAcceptance(until: Self.until))
      house.federation.isReachable = false
      await #expect(throws: Failure<AcceptanceRejection>.self) {
        try await house.registeredBox().decide(.accept, on: id)
      }
      #expect(try await house.audit().last == "decide rejected CONSENT_UNKNOWN")
      try await house.checkRegisteredMail()
    }
  }
}
