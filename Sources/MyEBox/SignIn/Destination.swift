import Contracts
import Foundation
import Vocabulary

/// Where a citizen goes after signing in: one of our own pages by construction, so that no address can lead
/// elsewhere.
enum Destination: Hashable, Sendable {
  case inbox(InboxView)
  case message(MessageID)
  case reply(MessageID)
  case archive

  var address: String {
    switch self {
    case .inbox(let view): view.address
    case .message(let id): "/messages/\(id)"
    case .reply(let id): "/messages/\(id)/reply"
    case .archive: "/archive"
    }
  }

  /// Anything that is not one of our addresses is the inbox.
  init(address: String) {
    let parts = address.split(separator: "?", maxSplits: 1)
    let path = parts.first ?? ""
    if path == "/archive" {
      self = .archive
    } else if path.hasPrefix("/messages/"), path.hasSuffix("/reply"),
      let id = Self.message(path.dropFirst("/messages/".count).dropLast("/reply".count))
    {
      self = .reply(id)
    } else if path.hasPrefix("/messages/"), let id = Self.message(path.dropFirst("/messages/".count)) {
      self = .message(id)
    } else if path == "/inbox" {
      self = .inbox(InboxView(query: parts.count > 1 ? parts[1] : ""))
    } else {
      self = .inbox(InboxView())
    }
  }

  private static func message(_ text: Substring) -> MessageID? { try? MessageID(parsing: text) }
}
