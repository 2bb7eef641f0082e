import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("R-CON-6, R-BOX-6: a sender is told what happened")
struct SenderEventTests {
  /// As the sequencer does.
  private func number(_ house: House<PlayedDocuments>) async throws {
    let numbering = OutboxNumbering(Outbox(party: DocumentProvider.party))
    let pending = try await house.database.read { try numbering.pending(max: 1000, in: $0) }
    guard !pending.positions.isEmpty else { return }
    let isNumbered = try await house.database.write { try numbering.number(pending, in: $0) }
    #expect(isNumbered)
  }

  private func feed(
    _ house: House<PlayedDocuments>, _ query: SenderEventQuery, of sender: EnterpriseNumber = Cast.premiums
  ) async throws -> SenderEvents {
    try await house.provider.registry(for: Cast.sender(sender)).events(query)
  }

  /// All of a sender: `kind message`.
  private func told(
    _ house: House<PlayedDocuments>, _ sender: EnterpriseNumber = Cast.premiums, after last: Int64 = 0
  ) async throws -> [String] {
    try await feed(house, try SenderEventQuery(after: last), of: sender).items.map {
      "\($0.kind.rawValue) \($0.message?.text ?? "-")"
    }
  }

  private func denial(_ caller: SenderCaller, _ house: House<PlayedDocuments>) async throws -> Denial? {
    let query = try SenderEventQuery(after: 0)
    do throws(Failure<Never>) {
      _ = try await house.provider.registry(for: caller).events(query)
      return nil
    } catch {
      guard case .denied(let denial) = error else { throw error }
      return denial
    }
  }

  @Test("in order, its own only, page by page, once it is numbered", arguments: TestDatabases.allCases)
  func order(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let (one, two) = (try await house.published(), try await house.published())
      var draft = Draft()
      draft.sender = Cast.fund
      let other = try await house.published(draft)
      let message = try await house.channel().message(one)
      _ = try await house.channel().content(of: message.attachments[0].id, in: one, range: nil)
      try await house.provider.registry(for: Cast.sender()).recall(
        Recall(message: two, recipient: Cast.jan, reason: Cast.text("Verkeerd bedrag")))
      #expect(try await told(house).isEmpty)
      try await number(house)
      let all = [
        "newDocument \(one)", "newDocument \(two)", "readDocument \(one)", "documentRecalled \(two)",
      ]
      #expect(try await told(house) == all)
      #expect(try await told(house, Cast.fund) == ["newDocument \(other)"])
      let first = try await feed(house, try SenderEventQuery(after: 0, size: 3))
      #expect(first.items.count == 3 && first.hasNext && first.last == first.items.last?.number)
      #expect(first.items[0].messageType == Draft().messageType && first.items[0].expiration != nil)
      #expect(try await told(house, after: first.last) == [all[3]])
      let read = try await feed(house, try SenderEventQuery(after: 0, size: 2, kind: .readDocument))
      #expect(read.items.isEmpty && read.hasNext)
      let next = try await feed(house, try SenderEventQuery(after: read.last, kind: .readDocument))
      #expect(next.items.map(\.message) == [one] && !next.hasNext)
      let entry = try await house.details("events").last ?? ""
      #expect(entry.contains("\"count\":\"1\"") && entry.contains("\"after\":\"\(read.last)\""))
    }
  }

  @Test(
    "each that wrote in 24 months is told of a box that becomes active, and of its end",
    arguments: TestDatabases.allCases)
  func consents(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.recipients = [Cast.marie]
      _ = try await house.publish(draft)
      house.time.advance(seconds: 60)
      let newest = try await house.published(draft)
      try await house.activate(Cast.marie)
      try await house.activate(Cast.marie, Cast.app)
      try await house.withdraw(Cast.marie, Cast.app)
      try await house.withdraw(Cast.marie)
      try await number(house)
      let consents = try await told(house).filter { $0.hasPrefix("consent") }
      #expect(consents == ["consentGiven \(newest)", "consentWithdrawn \(newest)"])
      #expect(try await told(house, Cast.fund).isEmpty)
      house.time.advance(seconds: 800 * 86_400)
      try await house.activate(Cast.marie)
      try await number(house)
      #expect(try await told(house).count { $0.hasPrefix("consent") } == 2, "it wrote too long ago")
    }
  }

  @Test("R-REG-1: what became of registered mail that waited is told", arguments: TestDatabases.allCases)
  func registered(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let (one, two) = (try await house.published(.registered()), try await house.published(.registered()))
      _ = try await house.registeredBox().decide(.accept, on: one)
      try await house.withdraw()
      try await number(house)
      let events = try await feed(house, try SenderEventQuery(after: 0)).items
      let outcomes = events.filter { $0.kind == .registeredOutcome }
      #expect(outcomes.map(\.message) == [one, two])
      #expect(outcomes.map(\.outcome) == [.consignmentAcceptance, .contentConsignmentFailure])
      #expect(outcomes.allSatisfy { $0.isRegisteredMail && $0.messageType == Cast.summons })
      let others = events.filter { $0.kind != .registeredOutcome }
      #expect(others.count == 3 && others.allSatisfy { $0.outcome == nil })
    }
  }

  @Test("who wrote to the wrong citizen and took it back is told nothing of that one")
  func wrongCitizen() async throws {
    try await House.with(.sqlite) { house in
      let id = try await house.published()
      try await house.provider.registry(for: Cast.sender()).recall(
        Recall(message: id, recipient: Cast.jan, reason: Cast.text("Niet voor u")))
      try await house.withdraw()
      try await house.activate()
      try await number(house)
      #expect(try await told(house).allSatisfy { !$0.hasPrefix("consent") })
    }
  }

  @Test("an act that is heard again is gone on with: nothing is told twice, and no stream is cut")
  func again() async throws {
    try await House.with(.sqlite) { house in
      let id = try await house.published()
      let change = house.federation.give(Cast.jan, Cast.app)
      try await house.provider.consentChanged(change)
      let attachment = try await house.channel().message(id).attachments[0].id
      let open = try await house.channel().content(of: attachment, in: id, range: nil)
      try await house.provider.consentChanged(change)
      #expect(try await open.bytes.collected() == Draft().files[0].bytes)
      try await number(house)
      #expect(try await told(house) == ["newDocument \(id)", "readDocument \(id)"])
    }
  }

  @Test("what is kept no more, and a number that was never given, are told as a gap")
  func gap() async throws {
    try await House.with(.sqlite) { house in
      for _ in 0..<3 { _ = try await house.published() }
      try await number(house)
      #expect(try await feed(house, SenderEventQuery(after: 1)).hasGap == false)
      let ahead = try await feed(house, SenderEventQuery(after: 99))
      #expect(ahead.hasGap && ahead.last == 3 && ahead.items.isEmpty)
      try await house.database.write { transaction in
        try transaction.run("UPDATE outbox_head SET pruned = 2")
      }
      #expect(try await feed(house, SenderEventQuery(after: 1)).hasGap)
      #expect(try await feed(house, SenderEventQuery(after: 2)).hasGap == false)
      #expect(try await feed(house, SenderEventQuery(after: 0)).hasGap == false, "it has none yet")
    }
  }

  @Test("a withdrawal names what was not read of each sender; what was read names nothing")
  func unread() async throws {
    try await House.with(.sqlite) { house in
      let id = try await house.published()
      try await house.withdraw()
      try await number(house)
      let last = try await feed(house, try SenderEventQuery(after: 0)).items.last
      #expect(last?.kind == .consentWithdrawn && last?.unread == [id] && last?.message == id)
    }
  }

  @Test("without the right, the mandate or good standing nothing is told, on record")
  func denied() async throws {
    try await House.with(.sqlite) { house in
      let mandated = SenderCaller(
        clientID: "service", organization: Cast.service, represented: Cast.premiums,
        scopes: [.representativePublication], requestID: RequestID("request"))
      let other = SenderCaller(
        clientID: "service", organization: Cast.service, represented: Cast.fund,
        scopes: [.representativePublication], requestID: RequestID("request"))
      let callers = [mandated, other, Cast.sender(Cast.premiums, []), Cast.sender(Cast.suspended)]
      var denials: [Denial?] = []
      for caller in callers { denials.append(try await denial(caller, house)) }
      #expect(denials == [nil, .noMandate, .missingScope(.publicationSender), .senderSuspended])
      #expect(
        try await house.audit().suffix(4) == [
          "events done", "events denied NO_MANDATE", "events denied MISSING_SCOPE",
          "events denied SENDER_SUSPENDED",
        ])
    }
  }
}
