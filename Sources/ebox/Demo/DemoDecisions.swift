import Contracts
import Vocabulary

extension DemoSeed {
  /// What a citizen did with registered mail, in My eBox. A withdrawal may be repeated: it ends nothing more.
  func decide(_ act: DemoMessage.Decided.Act, on id: MessageID, _ message: DemoMessage) async throws {
    switch act {
    case .accept: try await take(.accept, on: id, message)
    case .refuse: try await take(.refuse, on: id, message)
    case .withdraw:
      let channel = try ChannelID(parsing: DemoCast.myEBox.id)
      let acts = consents.consents(for: try await caller(message.to))
      for consent in try await acts.inForce() { try await acts.withdraw(consent.channel) }
      _ = try await acts.activate(
        channel, accepted: ConsentText(language: Language(parsing: message.language)))
    }
  }

  private func take(
    _ decision: AcceptanceDecision, on id: MessageID, _ message: DemoMessage
  ) async throws {
    let caller = try await channelCaller(of: message.to, in: DemoCast.myEBox)
    _ = try await registry.registeredMail(for: caller).decide(decision, on: id)
  }
}
