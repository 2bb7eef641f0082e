import Contracts
import Vocabulary

/// What citizens of the cast do by themselves.
struct DemoPlay: Sendable {
  let consents: any ConsentDesk
  let federation: any Federation
  let registry: any MessageRegistry & RegisteredMail

  func beforeTimePasses() async throws {
    try await withdraw()
    try await refuse()
  }

  /// Who refuses registered mail refuses all that waits.
  private func refuse() async throws {
    let caller = try await caller(DemoCast.refuses)
    var query = MessageQuery(page: .largest)
    query.isRegisteredMail = true
    // Whoever tries the demonstration may have withdrawn this citizen's consent.
    guard try await !consents.consents(for: citizen(caller.mailbox)).inForce().isEmpty else { return }
    for message in try await registry.registry(for: caller).messages(query).items {
      guard message.delivery?.facts.last?.event == .notificationForAcceptance else { continue }
      do {
        _ = try await registry.registeredMail(for: caller).decide(.refuse, on: message.id)
      } catch Failure<AcceptanceRejection>.rejected {
        // The period was over, or somebody decided as this citizen meanwhile.
        continue
      }
    }
  }

  /// Who withdraws before the notice does so when there is something unread, and gives the consent again the
  /// next time.
  private func withdraw() async throws {
    let caller = try await caller(DemoCast.withdraws)
    let acts = consents.consents(for: citizen(caller.mailbox))
    guard try await !acts.inForce().isEmpty else {
      _ = try await acts.activate(caller.channel, accepted: ConsentText(language: .nl))
      return
    }
    var query = MessageQuery(page: try PageRequest(parsing: 1, size: 1))
    query.isRead = false
    if try await registry.registry(for: caller).messages(query).total > 0 {
      try await acts.withdraw(caller.channel)
    }
  }

  private func citizen(_ mailbox: MailboxID) -> CitizenCaller {
    CitizenCaller(mailbox: mailbox, assurance: .high, requestID: Self.request)
  }

  private func caller(_ number: String) async throws -> ChannelCaller {
    let standing = try await federation.recipient(NationalNumber(parsing: number))
    return ChannelCaller(
      channel: try ChannelID(parsing: DemoCast.myEBox.id), mailbox: standing.mailbox, assurance: .high,
      scopes: [.documentConsumer], requestID: Self.request)
  }

  private static let request = RequestID("demo-play")
}
