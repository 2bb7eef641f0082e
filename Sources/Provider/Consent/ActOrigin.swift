import Contracts
import Vocabulary

/// Who did an act of a citizen's history.
struct ActOrigin: Sendable {
  let request: RequestID
  /// Nil when the citizen did it on the provider's pages.
  let channel: ChannelID?

  init(_ request: RequestID, _ channel: ChannelID? = nil) {
    (self.request, self.channel) = (request, channel)
  }
}
