import Contracts
import Hummingbird

/// POST /linkEboxMessage, a broadcast: every message here is personal (R-PUB-3), so it is known, never done.
enum LinkMessage {
  static func serve(_ exchange: Exchange) async throws -> Response {
    _ = try exchange.sender()
    throw EdgeRefusal.notOffered([
      Problem.Issue(
        Problem.Issue.ours + "broadcastNotOffered", in: .body, name: nil,
        detail: "a message goes to one citizen; publish it once for each")
    ])
  }
}
