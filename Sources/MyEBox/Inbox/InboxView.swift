import Contracts
import Foundation
import Vocabulary

/// What a citizen looks at in the inbox: which messages, what they are filtered by, which page. Made from an
/// address and written back as one; what does not parse is left out, never an error.
struct InboxView: Hashable, Sendable {
  enum Which: String, Hashable, Sendable, CaseIterable { case all, unread, hidden }

  var which = Which.all
  var page = PageRequest.first
  var text = ""
  var sender: EnterpriseNumber?
  var messageType: MessageTypeID?
  /// First and last day of receipt, both included.
  var from: CalendarDate?
  var to: CalendarDate?

  init() {}

  /// - Parameter query: of an address, percent-encoded.
  init(query: some StringProtocol) {
    for pair in query.split(separator: "&").prefix(Self.pairsMax) {
      let halves = pair.split(separator: "=", maxSplits: 1)
      guard halves.count == 2,
        let value = String(halves[1]).replacing("+", with: " ").removingPercentEncoding, !value.isEmpty
      else { continue }
      switch halves[0] {
      case "view": which = Which(rawValue: value) ?? .all
      case "page": page = Self.page(value)
      case "q": text = Self.searched(value)
      case "sender": sender = try? EnterpriseNumber(parsing: value)
      case "type": messageType = try? MessageTypeID(parsing: value)
      case "from": from = try? CalendarDate(parsing: value)
      case "to": to = try? CalendarDate(parsing: value)
      default: continue
      }
    }
  }

  var address: String {
    let pairs = (fields + [("page", page.number == 1 ? "" : String(page.number))]).filter { !$0.1.isEmpty }
    guard !pairs.isEmpty else { return "/inbox" }
    return "/inbox?" + pairs.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
  }

  /// Whether it is what a citizen sees first.
  var isStart: Bool { self == InboxView() }
  /// Whether it shows less than all of its kind.
  var isNarrowed: Bool { !text.isEmpty || hasFilters }
  /// Whether anything is chosen beside the words.
  var hasFilters: Bool { sender != nil || messageType != nil || from != nil || to != nil }

  /// The same filters over other messages, from the first page.
  func showing(_ which: Which) -> InboxView {
    var view = self
    (view.which, view.page) = (which, .first)
    return view
  }

  func onPage(_ number: Int) -> InboxView {
    var view = self
    view.page = Self.page(String(number))
    return view
  }

  /// - Parameter language: in which names are searched.
  func query(in language: Language) -> MessageQuery {
    var query = MessageQuery(page: page)
    query.isVisible = which != .hidden
    if which == .unread { query.isRead = false }
    query.sender = sender
    query.messageType = messageType
    query.receivedFrom = from?.startInBrussels
    query.receivedBefore = to?.adding(days: 1).startInBrussels
    query.search = text.isEmpty ? nil : try? MessageSearch(parsing: text, in: language)
    return query
  }

  private var fields: [(String, String)] {
    [
      ("view", which == .all ? "" : which.rawValue), ("q", text), ("sender", sender?.digits ?? ""),
      ("type", messageType?.text ?? ""), ("from", from?.description ?? ""), ("to", to?.description ?? ""),
    ]
  }

  /// Anything that is no page number is the first page.
  private static func page(_ text: String) -> PageRequest {
    guard let number = Int(text) else { return .first }
    do { return try PageRequest(parsing: number) } catch { return .first }
  }

  /// The words as far as they can be searched for.
  private static func searched(_ value: String) -> String {
    let scalars = value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    let words = String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace)
    let text = String(words.joined(separator: " ").prefix(MessageSearch.charactersMax))
    return text.utf8.count <= 8 * MessageSearch.charactersMax ? text : ""
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  private static let pairsMax = 32
  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
