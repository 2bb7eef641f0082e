import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Registered mail: whatever happens at once, there is one outcome")
struct RegisteredRaceTests {
  private typealias Home = House<PlayedDocuments>

  private enum Deed: String, CaseIterable {
    case accept, refuse, sweep, withdraw, activate, publish, hide, open
  }

  /// Does one thing to the messages there are; what is turned down is an answer too.
  private func perform(_ deed: Deed, _ ids: [MessageID], _ house: Home) async throws {
    do {
      switch deed {
      case .accept: for id in ids { _ = try await house.registeredBox().decide(.accept, on: id) }
      case .refuse: for id in ids { _ = try await house.registeredBox().decide(.refuse, on: id) }
      case .sweep: try await house.provider.sweeper.sweep(now: house.time.now())
      case .withdraw: try await house.withdraw()
      case .activate: try await house.activate()
      case .publish: _ = try await house.publish(.registered())
      case .hide: for id in ids { try await house.channel().update([MessageUpdate(id, isVisible: false)]) }
      case .open: for id in ids { try await house.open(id) }
      }
    } catch is ConsentMoved {
      // What was going out is cut.
    } catch Failure<AcceptanceRejection>.rejected {
    } catch Failure<AcceptanceRejection>.denied {
    } catch Failure<AcceptanceRejection>.overloaded {
    } catch Failure<ReadingRejection>.rejected {
    } catch Failure<ReadingRejection>.denied {
    } catch Failure<ReadingRejection>.overloaded {
    }
  }

  /// Does all of it at once.
  private func race(_ deeds: [Deed], _ ids: [MessageID], _ house: Home) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for deed in deeds { group.addTask { try await perform(deed, ids, house) } }
      try await group.waitForAll()
    }
  }

  @Test(
    "R-REG-3: of two that happen at once, one becomes true",
    arguments: TestDatabases.allCases,
    [["accept", "refuse"], ["accept", "withdraw"], ["refuse", "withdraw"]])
  func two(_ engine: TestDatabases, _ names: [String]) async throws {
    let deeds = names.compactMap(Deed.init(rawValue:))
    try await Home.with(engine) { house in
      for _ in 1...8 {
        let id = try await house.published(.registered())
        try await race(deeds + deeds, [id], house)
        let delivery = try await house.delivery(id)
        #expect(delivery.facts.count == (delivery.isOpen ? 4 : 3))
        try await house.checkRegisteredMail()
        try await house.activate()
      }
    }
  }

  @Test("R-REG-3: accepted in time or unanswered, never both", arguments: TestDatabases.allCases)
  func silence(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      for _ in 1...8 {
        let id = try await house.published(.registered())
        let until = try #require(try await house.delivery(id).acceptUntil)
        house.time.set(until.adding(seconds: -1))
        async let ended: Void = {
          house.time.set(until)
          try await house.provider.sweeper.sweep(now: until)
        }()
        try await race([.accept, .refuse], [id], house)
        try await ended
        #expect(try await house.delivery(id).fact(.notificationForAcceptance) != nil)
        try await house.checkRegisteredMail()
      }
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_acceptance") == 0)
    }
  }

  @Test(
    "R-REG-1: sent while the consent ends, it waits in no box that is not active",
    arguments: TestDatabases.allCases)
  func publication(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      for _ in 1...8 {
        try await race([.publish, .withdraw, .publish], [], house)
        #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_acceptance") == 0)
        try await house.checkRegisteredMail()
        try await house.activate()
      }
      let facts = try await house.rows("SELECT COUNT(*) FROM document_provider_registered")
      #expect(facts == 16)
    }
  }

  @Test("R-REG-3: a decision whose answer is lost is taken once", arguments: TestDatabases.allCases)
  func lostAnswer(_ engine: TestDatabases) async throws {
    try await Home.with(engine) { house in
      for fault in [FaultyDatabase.Fault.rolledBack, .lostBeforeCommit, .lostAfterCommit] {
        let id = try await house.published(.registered())
        house.database.fail(fault)
        await #expect(throws: Failure<AcceptanceRejection>.self) {
          try await house.registeredBox().decide(.refuse, on: id)
        }
        try await house.checkRegisteredMail()
        let delivery = try await house.registeredBox().decide(.refuse, on: id)
        #expect(delivery.fact(.consignmentRejection) != nil)
        #expect(try await house.delivery(id) == delivery.toldToSender)
        try await house.checkRegisteredMail()
      }
    }
  }

  @Test(
    "R-REG-3: whatever the order, facts, events and counts agree", arguments: TestDatabases.allCases, 1...4)
  func anything(_ engine: TestDatabases, _ seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    try await Home.with(engine) { house in
      for _ in 1...12 {
        var ids: [MessageID] = []
        for _ in 0..<Int.random(in: 0...2, using: &random) {
          ids.append(try await house.published(.registered()))
        }
        let deeds = (1...3).compactMap { _ in Deed.allCases.randomElement(using: &random) }
        if Bool.random(using: &random) {
          try await race(deeds, ids, house)
        } else {
          for deed in deeds { try await perform(deed, ids, house) }
        }
        if Int.random(in: 0...3, using: &random) == 0 { house.time.advance(seconds: 20 * 86_400) }
        if Bool.random(using: &random) { try await perform(.sweep, ids, house) }
        try await house.checkRegisteredMail()
      }
    }
  }
}
