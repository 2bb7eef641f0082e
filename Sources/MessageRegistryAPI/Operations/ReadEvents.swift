import Contracts
import Hummingbird
import Vocabulary

/// GET /ebox/events: what happened to the sender's messages, and to the consents of those whom it wrote to.
/// Ours, with the names of the event service 1.1.1 (reference §2.8); only of Message Registry 3 (R-CON-6).
enum ReadEvents {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let query = try query(exchange)
    let events = try await exchange.ask { () async throws(Failure<Never>) in
      try await registry.events(query)
    }
    return exchange.json(events.json)
  }

  private static func query(_ exchange: Exchange) throws -> SenderEventQuery {
    let reader = QueryReader(exchange.request, names: ["lastSequenceNbr", "pageSize", "eventType"])
    let last = reader.parsed("lastSequenceNbr") { (text: String) throws(InvalidIdentifier) in
      try number(text, "lastSequenceNbr")
    }
    let size = reader.parsed("pageSize") { (text: String) throws(InvalidIdentifier) in
      Int(try number(text, "pageSize"))
    }
    let kind = reader.parsed("eventType", by: kind)
    var query: SenderEventQuery?
    do {
      query = try SenderEventQuery(after: last ?? 0, size: size ?? SenderEventQuery.sizeDefault, kind: kind)
    } catch {
      reader.refuse(error)
    }
    try reader.finish()
    guard let query else { throw EdgeRefusal.invalidInput([]) }
    return query
  }

  private static func number(_ text: String, _ name: String) throws(InvalidIdentifier) -> Int64 {
    guard let number = Int64(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw InvalidIdentifier(name, "must be a whole number that is not negative")
    }
    return number
  }

  private static func kind(_ text: String) throws(InvalidIdentifier) -> Event.Kind {
    guard let kind = Event.Kind(rawValue: text) else {
      let names = Event.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw InvalidIdentifier("eventType", "must be one of \(names)")
    }
    return kind
  }
}

extension SenderEvents {
  fileprivate var json: JSON {
    .members(
      ("items", .array(items.map(\.json))),
      (
        "pageInfo",
        .members(("lastSequenceNbr", .int(last)), ("hasNext", .bool(hasNext)), ("hasGap", .bool(hasGap)))
      ))
  }
}

extension SenderEvent {
  fileprivate var json: JSON {
    let messages = unread.map { JSON.string($0.text) }
    return .members(
      ("eventSequenceNbr", .int(number)), ("eventTime", .string(occurredAt.brussels)),
      ("eventType", .string(kind.rawValue)), ("eventCorrelationId", .string(id.text)),
      ("messageId", message.map { .string($0.text) }),
      ("messageTypeId", messageType.map { .string($0.text) }),
      ("receiptDate", receiptDate.map { .string($0.brussels) }),
      ("expirationDate", expiration.map { .string($0.brussels) }),
      ("registeredMail", message == nil ? nil : .bool(isRegisteredMail)),
      ("unreadMessageIds", kind == .consentWithdrawn ? .array(messages) : nil),
      ("outcome", outcome.map { .string($0.rawValue) }))
  }
}
