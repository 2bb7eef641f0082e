import AuditTrail
import Contracts
import DocumentProvider
import EBoxTesting
import Foundation
import Logging
import NIOCore
import Provider
import Storage
import Synchronization
import Testing
import TrustServices
import Vocabulary

/// Provider and document provider together: the one tells the other of each consent act before it answers
/// the citizen.
@Suite("R-CON-4: a withdrawal holds at once")
struct WithdrawalTests {
  /// Ten thousand in all, over sixteen mailboxes; `EBOX_WITHDRAWALS` asks for another number.
  static let withdrawals = Int(ProcessInfo.processInfo.environment["EBOX_WITHDRAWALS"] ?? "") ?? 10_000
  static let mailboxes = 16
  static let readersPerMailbox = 2

  @Test("R-CON-4: no read commits after the withdrawal was answered, while channels read")
  func noReadCommitsAfterTheAnswer() async throws {
    let migrations =
      AuditTrail.migrations + Outbox.migrations + ProviderParty.migrations + DocumentProvider.migrations
    try await TestDatabases.sqlite.with(migrations) { database in
      try await TemporaryFolder.with { folder in
        let parties = try TwoParties(database: database, folder: folder)
        let counts = try await withThrowingTaskGroup(of: (late: Int, reads: Int, refused: Int).self) {
          group in
          for place in 0..<Self.mailboxes {
            let rounds = Self.withdrawals / Self.mailboxes
            group.addTask { try await Self.race(parties, place: place, rounds: rounds) }
          }
          return try await group.reduce((late: 0, reads: 0, refused: 0)) {
            ($0.late + $1.late, $0.reads + $1.reads, $0.refused + $1.refused)
          }
        }
        #expect(counts.late == 0, "\(counts.late) readings were committed after a withdrawal was answered")
        // The race was one: readings did succeed, and others were turned down.
        #expect(counts.reads > Self.withdrawals / 10, "only \(counts.reads) readings")
        #expect(counts.refused > Self.withdrawals / 10, "only \(counts.refused) refusals")
      }
    }
  }

  /// One citizen withdraws and comes back again and again, while channels read.
  private static func race(
    _ parties: TwoParties, place: Int, rounds: Int
  ) async throws -> (late: Int, reads: Int, refused: Int) {
    let citizen = try await parties.citizen(place)
    let consents = parties.provider.consentDesk.consents(for: citizen.caller)
    _ = try await consents.activate(parties.channel, accepted: ConsentText(language: .nl))
    let (message, attachment) = try await parties.publish(to: citizen)
    let registry = parties.documentProvider.registry(for: parties.channelCaller(citizen))
    let end = End()
    return try await withThrowingTaskGroup(of: (reads: Int, refused: Int).self) { group in
      for _ in 0..<readersPerMailbox {
        group.addTask {
          var (reads, refused) = (0, 0)
          while !end.isReached {
            do throws(Failure<ReadingRejection>) {
              _ = try await registry.content(of: attachment, in: message, range: nil)
              reads += 1
            } catch {
              guard case .denied(.boxNotActive) = error else { throw error }
              refused += 1
            }
          }
          return (reads, refused)
        }
      }
      var late = 0
      for _ in 0..<rounds {
        try await consents.withdraw(parties.channel)
        let answered = try await parties.consultations(of: citizen.caller.mailbox)
        for _ in 0..<3 { await Task.yield() }
        _ = try await parties.provider.federation.recipient(citizen.number)
        late += try await parties.consultations(of: citizen.caller.mailbox) - answered
        _ = try await consents.activate(parties.channel, accepted: ConsentText(language: .nl))
      }
      end.reach()
      return try await group.reduce((late: late, reads: 0, refused: 0)) {
        ($0.late, $0.reads + $1.reads, $0.refused + $1.refused)
      }
    }
  }
}

/// The end of a race, seen by all who run.
private final class End: Sendable {
  private let flag = Mutex(false)
  var isReached: Bool { flag.withLock { $0 } }
  func reach() { flag.withLock { $0 = true } }
}
