import Contracts
import Hummingbird
import Vocabulary

/// GET /ebox/messages: an empty page where nothing fits, never 404 (reference §2.2).
enum ListMessages {
  /// Beside the filter by sender, whose name is the version's own.
  static let parameters: Set<String> = [
    "page", "pageSize", "receivedBefore", "receivedAfter", "expiredBefore", "expiredAfter", "readStatus",
    "visible", "registeredMail", "messageTypeId", "senderApplicationId", "q", "qlang",
  ]

  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.box()
    let sender = exchange.wire.senderParameter
    // Whatever lies in a sender's own box was written by citizens, maybe by a million of them, under the
    // sender's own subjects: it is not searched.
    let filters = exchange.wire.filtersNotOffered
    let reader = QueryReader(
      exchange.request, names: parameters.union([sender]),
      notOffered: exchange.isSender ? filters.union([sender, "q", "qlang"]) : filters)
    let query = query(reader, sender: sender)
    try reader.finish()
    let listing = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.listing(query)
    }
    let links = PageLinks(path: exchange.href("/ebox/messages"), filters: reader.filters)
    return exchange.json(
      exchange.wire.json(listing, links) {
        exchange.wire.json($0, href: "\(links.path)/\($0.id)", at: exchange.now)
      })
  }

  /// Days are those of Brussels; *before* a day ends where it begins, *after* it begins where it ends.
  private static func query(_ reader: QueryReader, sender: String) -> MessageQuery {
    func start(_ name: String) -> Instant? {
      reader.parsed(name, by: CalendarDate.init(parsing:))?.startInBrussels
    }
    func end(_ name: String) -> Instant? {
      reader.parsed(name, by: CalendarDate.init(parsing:))?.adding(days: 1).startInBrussels
    }
    var query = MessageQuery(page: reader.page())
    query.receivedFrom = end("receivedAfter")
    query.receivedBefore = start("receivedBefore")
    query.expiresFrom = end("expiredAfter")
    query.expiresBefore = start("expiredBefore")
    query.isRead = reader.flag("readStatus")
    query.isVisible = reader.flag("visible")
    query.isRegisteredMail = reader.flag("registeredMail")
    query.messageType = reader.parsed("messageTypeId", by: MessageTypeID.init(parsing:))
    query.sender = reader.parsed(sender, by: EnterpriseNumber.init(parsing:))
    query.application = reader.parsed("senderApplicationId", by: ApplicationID.init(parsing:))
    query.search = search(reader)
    return query
  }

  /// `q` needs `qlang`; `qlang` alone asks for nothing (reference §2.2).
  private static func search(_ reader: QueryReader) -> MessageSearch? {
    let language = reader.parsed("qlang", by: Language.init(parsing:))
    guard let text = reader.parsed("q", by: { (text: String) throws(InvalidIdentifier) in text }) else {
      return nil
    }
    guard let language else {
      reader.missing("qlang")
      return nil
    }
    return reader.parsed("q") { (_: String) throws(InvalidIdentifier) in
      try MessageSearch(parsing: text, in: language)
    }
  }
}
