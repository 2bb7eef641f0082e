import AuditTrail
import Contracts
import DocumentProvider
import EBoxTesting
import Foundation
import MyEBox
import Provider
import Storage
import Testing
import Vocabulary

@testable import ebox

/// What the provider, My eBox and two document providers do together, each document provider on its own
/// database.
@Suite("R-BOX-8: two document providers in one process")
struct SeveralProvidersTests {
  private func activate(_ two: TwoProviders) async throws -> any CitizenConsents {
    let consents = two.parties.provider.consentDesk.consents(for: try await two.caller())
    _ = try await consents.activate(ChannelID(parsing: "my-ebox"), accepted: ConsentText(language: .nl))
    return consents
  }

  @Test(
    "R-BOX-8, R-CON-4: one list; the event engine has the events of both; a withdrawal holds at both at once",
    arguments: TestDatabases.allCases)
  func together(_ engine: TestDatabases) async throws {
    try await TwoProviders.with(engine) { two in
      let consents = try await activate(two)
      var published: [MessageID] = []
      for client in ["demo-premiums", "demo-water", "demo-tax", "demo-water"] {
        published.append(try await two.publish(as: client))
      }
      let inbox = try await two.inbox()
      let listing = try await inbox.listing(MessageQuery(page: PageRequest(parsing: 1, size: 3)))
      #expect(listing.page.items.map(\.item.id) == Array(published.reversed().prefix(3)))
      #expect(listing.page.total == 4 && listing.page.hasNext)
      let rest = try await inbox.listing(MessageQuery(page: PageRequest(parsing: 2, size: 3)))
      #expect(rest.page.items.map(\.item.id) == [published[0]])
      #expect(try await inbox.message(published[1]).opened.provider == "second")

      let engine = two.parties.provider.eventEngine
      #expect(
        try await eventually {
          Set(try await engine.events(after: 0).compactMap(\.event.message)) == Set(published)
        })
      let events = try await engine.events(after: 0)
      #expect(events.map(\.number) == Array(1..<Int64(events.count) + 1))
      #expect(Set(events.map(\.event.id)).count == events.count)

      try await consents.withdraw(ChannelID(parsing: "my-ebox"))
      for opened in try await two.inbox().registries {
        await #expect {
          _ = try await opened.registry.listing(MessageQuery())
        } throws: { error in
          guard case Failure<ReadingRejection>.denied(.boxNotActive) = error else { return false }
          return true
        }
      }
      #expect(
        try await eventually {
          let told = try await engine.events(after: 0).map(\.event).filter {
            $0.kind == .consentWithdrawn && $0.sender != nil
          }
          return Set(told.map(\.sender?.digits)) == ["0999999031", "0999999328", "0999999922"]
        })
      try await checkTrails(two)
    }
  }

  /// Each trail is whole where it is kept, and nowhere else.
  private func checkTrails(_ two: TwoProviders) async throws {
    let (first, second) = (two.parties.first.stores.database, two.second.stores.database)
    let kept = [
      (AuditTrail(party: DocumentProvider.party), first), (AuditTrail(party: ProviderParty.party), first),
      (two.second.trail, second),
    ]
    for (trail, database) in kept {
      let report = try await AuditVerifier(trail, database: database).verify()
      #expect(report.isSound && report.entriesVerified + report.entriesUnplaced > 0, "\(trail.party)")
    }
    let expected: [(database: any Database, parties: Set<String>)] = [
      (first, ["document-provider", "provider"]), (second, ["document-provider-second"]),
    ]
    for (database, expected) in expected {
      let parties = try await database.read { transaction in
        try transaction.rows("SELECT DISTINCT party FROM audit_entry").map { try $0.text(0) }
      }
      #expect(Set(parties).subtracting(["my-ebox"]) == expected)
    }
  }

  @Test(
    "R-BOX-8, R-CON-4, R-OPS-1: one whose database is closed hides nothing of the other and holds nobody up",
    arguments: TestDatabases.allCases)
  func closed(_ engine: TestDatabases) async throws {
    try await TwoProviders.with(engine, works: false) { two in
      let consents = try await activate(two)
      let here = try await two.publish(as: "demo-premiums")
      let there = try await two.publish(as: "demo-water")
      let operations = OperationsRoutes(two.parties.documentProviders, metrics: PrometheusMetrics())
      #expect(await operations.health().status == .up)
      await two.closeDatabaseOfSecond()

      let inbox = try await two.inbox()
      let listing = try await inbox.listing(MessageQuery())
      #expect(listing.page.items.map(\.item.id) == [here] && listing.page.total == 1)
      #expect(listing.missing.map(\.provider) == ["second"])
      #expect(try await inbox.statistics().0.messages == 1)
      #expect(try await inbox.message(here).opened.provider == "first")
      await #expect {
        _ = try await inbox.message(there)
      } throws: { error in
        // Not "no such message": nobody knows.
        guard let failure = error as? Failure<ReadingRejection> else { return false }
        if case .rejected = failure { return false }
        return true
      }
      let health = await operations.health()
      #expect(health.status == .degraded)
      #expect(health.details?["first"]?.status == .up && health.details?["second"]?.status == .down)

      let began = ContinuousClock.now
      try await consents.withdraw(ChannelID(parsing: "my-ebox"))
      // The grants of before have run out, whether or not each document provider heard.
      let waited = ContinuousClock.now - began
      #expect(waited >= .seconds(ReadingGrant.secondsMax) && waited < .seconds(20), "\(waited)")
      await #expect(throws: Failure<ReadingRejection>.self) {
        _ = try await two.inbox().registries[0].registry.message(here)
      }
    }
  }

  @Test(
    "R-CON-4: in a demonstration, citizens act in their own channel, at both document providers",
    arguments: TestDatabases.allCases)
  func played(_ engine: TestDatabases) async throws {
    try await TwoProviders.with(engine) { two in
      let desk = two.parties.provider.consentDesk
      let play = DemoPlay(
        consents: desk, federation: two.parties.provider.federation,
        registries: two.parties.documentProviders.map(\.documentProvider))
      let (own, other) = (
        try ChannelID(parsing: DemoCast.myEBox.id), try ChannelID(parsing: DemoCast.bank.id)
      )
      let refuses = desk.consents(for: try await two.caller(DemoCast.refuses))
      let withdraws = desk.consents(for: try await two.caller(DemoCast.withdraws))
      for acts in [refuses, withdraws] {
        _ = try await acts.activate(other, accepted: ConsentText(language: .nl))
      }
      // Neither has the channel in which they act: the one does nothing, the other links it.
      try await play.beforeTimePasses()
      #expect(try await refuses.inForce().map(\.channel) == [other])
      #expect(try await Set(withdraws.inForce().map(\.channel)) == [other, own])
      _ = try await two.publish(as: "demo-water", to: DemoCast.withdraws)
      try await play.beforeTimePasses()
      #expect(try await withdraws.inForce().map(\.channel) == [other])
    }
  }
}
