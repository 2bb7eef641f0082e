import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Publishing to a box that is not active")
struct InactiveTests {
  @Test(
    "R-CON-7: by default bytes go at once, the record stays, the sender is told",
    arguments: TestDatabases.allCases)
  func destroyed(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      let receipt = try await house.publish(Draft())
      #expect(receipt.recipients.map(\.isDigital) == [false])
      #expect(house.documents.count == 0)
      let id = receipt.recipients[0].messageID
      #expect(try await house.events() == ["noDigitalUser \(id)"])
      #expect(try await house.audit() == ["publish done"])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_record") == 1)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_record_attachment") == 1)
      try await house.activate()
      #expect(try await house.channel().messages(MessageQuery()).items.isEmpty)
      #expect(try await house.events() == ["noDigitalUser \(id)", "consentGiven \(id)"])
    }
  }

  @Test(
    "R-CON-7: a kept message is unseen until the citizen activates, once", arguments: TestDatabases.allCases)
  func kept(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      var draft = Draft()
      draft.messageType = Cast.invitation
      let receipt = try await house.publish(draft)
      #expect(receipt.recipients.map(\.isDigital) == [false])
      #expect(house.documents.count == 1)
      let sent = house.time.now()
      house.time.advance(seconds: 86_400)
      let change = house.federation.give(Cast.jan, Cast.portal)
      try await house.provider.consentChanged(change)
      try await house.provider.consentChanged(change)
      let page = try await house.channel().messages(MessageQuery())
      #expect(page.total == 1)
      #expect(page.items.map(\.wasSentBeforeActivation) == [true])
      #expect(page.items.map(\.publishedAt) == [sent])
      #expect(page.items.map(\.availableAt) == [house.time.now()])
      let id = page.items[0].id
      #expect(try await house.events() == ["noDigitalUser \(id)", "consentGiven \(id)", "newDocument \(id)"])
      #expect(try await house.audit() == ["publish done", "makeAvailable done", "list done"])
    }
  }

  @Test("R-CON-7: what was kept past its term is not shown at activation", arguments: TestDatabases.allCases)
  func keptTooLong(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      var draft = Draft()
      draft.messageType = Cast.invitation
      let receipt = try await house.publish(draft)
      house.time.set(receipt.recipients[0].expiration)
      try await house.activate()
      #expect(try await house.channel().messages(MessageQuery()).total == 0)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.channel().messages(MessageQuery()).total == 0)
      let id = receipt.recipients[0].messageID
      let told = ["noDigitalUser \(id)", "consentGiven \(id)", "documentExpired \(id)"]
      #expect(try await house.events() == told)
    }
  }

  @Test(
    "R-CON-7: more kept messages than a transaction makes available all appear",
    arguments: TestDatabases.allCases)
  func manyKept(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      var draft = Draft()
      draft.messageType = Cast.invitation
      let count = 2 * ConsentChanges.batchMax + 1
      for _ in 0..<count { _ = try await house.publish(draft) }
      try await house.activate()
      #expect(try await house.channel().messages(MessageQuery()).total == count)
      #expect(try await house.events().count { $0.hasPrefix("newDocument ") } == count)
    }
  }

  @Test(
    "R-CON-7: a publication that meets a later consent act is decided on that act",
    arguments: TestDatabases.allCases)
  func overtaken(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      let stale = StaleFederation(fresh: house.federation)
      let provider = try DocumentProvider(
        database: house.database, documents: house.documents, keys: house.keys, federation: stale,
        register: Cast.register, time: house.time, random: house.random, log: House<PlayedDocuments>.log)
      try await stale.remember(Cast.jan)
      try await provider.consentChanged(house.federation.give(Cast.jan, Cast.portal))
      let receipt = try await provider.registry(for: Cast.sender()).publish(Draft().frames().stream())
      #expect(receipt.recipients.map(\.isDigital) == [true])
      #expect(try await house.events().count == 1)
    }
  }

  @Test(
    "R-CON-4: an older consent act than one already heard changes nothing", arguments: TestDatabases.allCases)
  func olderAct(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      var draft = Draft()
      draft.messageType = Cast.invitation
      let id = try await house.published(draft)
      let given = house.federation.give(Cast.jan, Cast.portal)
      let taken = house.federation.take(Cast.jan, Cast.portal)
      try await house.provider.consentChanged(taken)
      try await house.provider.consentChanged(given)
      #expect(try await house.events() == ["noDigitalUser \(id)", "consentWithdrawn \(id)"])
    }
  }
}
