import Contracts
import Vocabulary

/// Where a citizen goes after signing in: one of our own pages by construction, so that no address can lead
/// elsewhere.
enum Destination: Hashable, Sendable {
  case inbox(PageRequest)
  case message(MessageID)

  var address: String {
    switch self {
    case .inbox(let page): page.number == 1 ? "/inbox" : "/inbox?page=\(page.number)"
    case .message(let id): "/messages/\(id)"
    }
  }

  /// Anything that is not one of our addresses is the inbox.
  init(address: String) {
    self = .inbox(.first)
    do {
      if let match = address.wholeMatch(of: /\/messages\/([0-9A-Z]{26})/) {
        self = .message(try MessageID(parsing: match.output.1))
      } else if let match = address.wholeMatch(of: /\/inbox\?page=([0-9]{1,7})/),
        let number = Int(match.output.1)
      {
        self = .inbox(try PageRequest(parsing: number))
      }
    } catch {
      self = .inbox(.first)
    }
  }

  init(page: PageRequest) { self = .inbox(page) }
}
