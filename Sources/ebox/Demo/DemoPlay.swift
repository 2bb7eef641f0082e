import Contracts
import Vocabulary

/// What citizens of the cast do by themselves.
struct DemoPlay: Sendable {
  let consents: any ConsentDesk
  let federation: any Federation
  /// Of each document provider.
  let registries: [any MessageRegistry & RegisteredMail]

  func beforeTimePasses() async throws {
    try await withdraw()
    try await refuse()
  }

  /// Who refuses registered mail refuses all that waits.
  private func refuse() async throws {
    let caller = try await caller(DemoCast.refuses)
    // Whoever tries the demonstration may have withdrawn this citizen's consent.
    guard try await isLinked(caller) else { return }
    for registry in registries {
      for message in try await waiting(in: registry.registry(for: caller)) {
        do {
          _ = try await registry.registeredMail(for: caller).decide(.refuse, on: message)
        } catch Failure<AcceptanceRejection>.rejected {
          // The period was over, or somebody decided as this citizen meanwhile.
          continue
        }
      }
    }
  }

  /// Registered mail that waits for a decision: all pages, before the first decision moves anything.
  private func waiting(in registry: any ChannelRegistry) async throws -> [MessageID] {
    var waiting: [MessageID] = []
    var query = MessageQuery()
    query.isRegisteredMail = true
    for number in 1...PageRequest.numberMax {
      query.page = try PageRequest(parsing: number, size: PageRequest.sizeMax)
      let page = try await registry.messages(query)
      waiting += page.items.filter { $0.delivery?.facts.last?.event == .notificationForAcceptance }.map(\.id)
      if !page.hasNext { break }
    }
    return waiting
  }

  /// Whether the channel in which these citizens act may read: another one's consent does not help it.
  private func isLinked(_ caller: ChannelCaller) async throws -> Bool {
    try await consents.consents(for: citizen(caller.mailbox)).inForce()
      .contains { $0.channel == caller.channel }
  }

  /// Who withdraws before the notice does so when there is something unread, and gives the consent again the
  /// next time.
  private func withdraw() async throws {
    let caller = try await caller(DemoCast.withdraws)
    let acts = consents.consents(for: citizen(caller.mailbox))
    guard try await isLinked(caller) else {
      _ = try await acts.activate(caller.channel, accepted: ConsentText(language: .nl))
      return
    }
    var query = MessageQuery(page: try PageRequest(parsing: 1, size: 1))
    query.isRead = false
    for registry in registries {
      guard try await registry.registry(for: caller).messages(query).total > 0 else { continue }
      return try await acts.withdraw(caller.channel)
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
