import Contracts
import Vocabulary

/// What citizens of the cast do by themselves.
struct DemoPlay: Sendable {
  let consents: any ConsentDesk
  let federation: any Federation
  let registry: any MessageRegistry

  /// Who withdraws before the notice does so when there is something unread, and gives the consent again the
  /// next time.
  func beforeTimePasses() async throws {
    let number = try NationalNumber(parsing: DemoCast.withdraws)
    let channel = try ChannelID(parsing: DemoCast.myEBox.id)
    let standing = try await federation.recipient(number)
    let request = RequestID("demo-play")
    let acts = consents.consents(
      for: CitizenCaller(mailbox: standing.mailbox, assurance: .high, requestID: request))
    guard try await !acts.inForce().isEmpty else {
      _ = try await acts.activate(channel, accepted: ConsentText(language: .nl))
      return
    }
    let reader = registry.registry(
      for: ChannelCaller(
        channel: channel, mailbox: standing.mailbox, assurance: .high, scopes: [.documentConsumer],
        requestID: request))
    var query = MessageQuery(page: try PageRequest(parsing: 1, size: 1))
    query.isRead = false
    if try await reader.messages(query).total > 0 { try await acts.withdraw(channel) }
  }
}
