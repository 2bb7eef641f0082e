import Contracts
import EBoxTesting
import NIOCore
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Publishing under faults and repeats")
struct PublicationFaultTests {
  @Test(
    "R-PUB-9: of 16 publications with one key, one is published and all get its answer",
    arguments: TestDatabases.allCases)
  func idempotency(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.key = "8f7b2c1e-0000-4000-8000-000000000001"
      let sent = draft
      let answers = try await withThrowingTaskGroup(of: (isFirst: Bool, PublicationReceipt).self) { group in
        for _ in 0..<16 {
          group.addTask {
            do throws(Failure<PublicationRejection>) {
              return (true, try await house.publish(sent))
            } catch {
              guard case .rejected(.alreadyPublished(let receipt)) = error else { throw error }
              return (false, receipt)
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.count { $0.isFirst } == 1)
      #expect(Set(answers.map(\.1)).count == 1)
      #expect(house.documents.count == 1)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 1)
      #expect(try await house.events().count == 1)
      #expect(
        try await house.audit().sorted()
          == ["publish done"] + Array(repeating: "publish rejected ALREADY_PUBLISHED", count: 15))
    }
  }

  @Test(
    "R-PUB-9: a key is the sender's, is answered before later rules, and is kept 30 days",
    arguments: TestDatabases.allCases)
  func keys(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.key = "key-1"
      let receipt = try await house.publish(draft)
      draft.isRegisteredMail = true
      #expect(try await house.rejection(draft) == .alreadyPublished(receipt))
      draft.isRegisteredMail = false
      draft.sender = Cast.fund
      #expect(try await house.rejection(draft) == nil)
      draft.sender = Cast.premiums
      house.time.advance(seconds: 30 * 86_400)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.rejection(draft) == .alreadyPublished(receipt))
      house.time.advance(seconds: 2 * 86_400)
      let report = try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(report.idempotencyKeys == 2)
      #expect(try await house.rejection(draft) == nil)
    }
  }

  @Test("R-PUB-9: while consent can't be known nothing is accepted", arguments: TestDatabases.allCases)
  func unreachable(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      house.federation.isReachable = false
      do throws(Failure<PublicationRejection>) {
        _ = try await house.publish(Draft())
        Issue.record("published")
      } catch {
        guard case .overloaded(retryAfterSeconds: 5) = error else { throw error }
      }
      #expect(house.documents.count == 0)
      #expect(try await house.audit() == ["publish rejected CONSENT_UNKNOWN"])
      house.federation.isReachable = true
      _ = try await house.publish(Draft())
    }
  }

  @Test("R-PUB-9: a full or failing database keeps no bytes", arguments: TestDatabases.allCases)
  func rolledBack(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      _ = try await house.publish(Draft())
      for fault in [FaultyDatabase.Fault.overloaded, .rolledBack] {
        house.database.fail(fault)
        do throws(Failure<PublicationRejection>) {
          _ = try await house.publish(Draft())
          Issue.record("published")
        } catch {
          switch (fault, error) {
          case (.overloaded, .overloaded(retryAfterSeconds: 1)), (.rolledBack, .outcomeUnknown): break
          default: throw error
          }
        }
        #expect(house.documents.count == 1)
      }
      #expect(try await house.events().count == 1)
    }
  }

  @Test(
    "R-PUB-9: when the answer of the commit is lost the bytes stay, and the sweeper decides",
    arguments: TestDatabases.allCases)
  func outcomeUnknown(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      _ = try await house.publish(draft)
      draft.key = "lost"
      for fault in [FaultyDatabase.Fault.lostBeforeCommit, .lostAfterCommit] {
        house.database.fail(fault)
        do throws(Failure<PublicationRejection>) {
          _ = try await house.publish(draft)
          Issue.record("published")
        } catch {
          guard case .outcomeUnknown = error else { throw error }
        }
      }
      #expect(house.documents.count == 3)
      guard case .alreadyPublished(let receipt) = try await house.rejection(draft) else {
        Issue.record("the lost answer is not found by its key")
        return
      }
      house.time.advance(seconds: 3500)
      #expect(try await house.provider.sweeper.sweep(now: house.time.now()).documents == 0)
      house.time.advance(seconds: 200)
      #expect(try await house.provider.sweeper.sweep(now: house.time.now()).documents == 1)
      let message = try await house.channel().message(receipt.recipients[0].messageID)
      let content = try await house.channel().content(
        of: message.attachments[0].id, in: message.id, range: nil)
      #expect(try await content.bytes.collected() == draft.files[0].bytes)
    }
  }

  @Test(
    "R-PUB-9: a document store that fails at any step leaves nothing",
    arguments: [PlayedDocuments.Fault.begin, .append, .finish])
  func storeFails(_ fault: PlayedDocuments.Fault) async throws {
    try await House.with(.sqlite) { house in
      house.documents.fault = fault
      do throws(Failure<PublicationRejection>) {
        _ = try await house.publish(Draft())
        Issue.record("published")
      } catch {
        guard case .outcomeUnknown = error else { throw error }
      }
      #expect(house.documents.count == 0)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
    }
  }

  @Test(
    "R-PUB-1: several recipients get a message each, all or nothing, over the same bytes",
    arguments: TestDatabases.allCases)
  func recipients(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      try await house.activate(Cast.marie)
      var draft = Draft()
      draft.recipients = [Cast.jan, Cast.hans, Cast.marie]
      let receipt = try await house.publish(draft)
      #expect(receipt.recipients.map(\.isDigital) == [true, false, true])
      #expect(Set(receipt.recipients.map(\.messageID)).count == 3)
      #expect(house.documents.count == 1)
      for (number, place) in [(Cast.jan, 0), (Cast.marie, 2)] {
        let channel = house.channel(number)
        let message = try await channel.message(receipt.recipients[place].messageID)
        let content = try await channel.content(of: message.attachments[0].id, in: message.id, range: nil)
        #expect(try await content.bytes.collected() == draft.files[0].bytes)
      }
      #expect(try await house.events().count { $0.hasPrefix("newDocument") } == 2)
      #expect(try await house.audit().count { $0 == "publish done" } == 3)
    }
  }

  @Test(
    "R-AUD-1: a client that goes away cancels its task: on record, once, and nothing is left",
    arguments: TestDatabases.allCases)
  func cancelled(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let registry = house.provider.registry(for: Cast.sender())
      for isRehearsal in [false, true] {
        let (frames, continuation) = AsyncThrowingStream<PublicationFrame, any Error>.makeStream()
        for frame in Draft().frames().prefix(2) { continuation.yield(frame) }
        let begun = house.documents.begun
        let sending = Task {
          if isRehearsal {
            _ = try await registry.rehearse(frames)
          } else {
            _ = try await registry.publish(frames)
          }
        }
        while house.documents.begun == begun { await Task.yield() }
        sending.cancel()
        await #expect(throws: Failure<PublicationRejection>.self) { try await sending.value }
      }
      #expect(house.documents.count == 0)
      let audit = try await house.audit()
      #expect(audit == ["publish rejected INTERRUPTED", "rehearse rejected INTERRUPTED"])
    }
  }

  @Test("R-AUD-1: gone while it is committed, it is on record too", arguments: TestDatabases.allCases)
  func cancelledLater(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      house.database.fail(.cancelled)
      await #expect(throws: Failure<PublicationRejection>.self) { try await house.publish(Draft()) }
      let audit = try await house.audit()
      #expect(house.documents.count == 0 && audit == ["publish rejected INTERRUPTED"])
    }
  }
}
