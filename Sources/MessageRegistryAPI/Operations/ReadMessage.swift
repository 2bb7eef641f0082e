import Contracts
import HTTPTypes
import Hummingbird
import Vocabulary

/// GET of the box's counters, of a message, its attachments' descriptions and its body text.
enum ReadMessage {
  static func summary(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.box()
    let summary = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.summary()
    }
    return exchange.json(exchange.wire.json(summary))
  }

  /// Ours.
  static func statistics(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.box()
    let statistics = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.statistics()
    }
    return exchange.json(statistics.json)
  }

  static func message(_ exchange: Exchange) async throws -> Response {
    let message = try await find(exchange)
    return exchange.json(exchange.wire.json(message, href: href(message, exchange), at: exchange.now))
  }

  static func payment(_ exchange: Exchange) async throws -> Response {
    guard let payment = try await find(exchange).payment else {
      throw Problem(ReadingRejection.contentNotFound)
    }
    return exchange.json(exchange.wire.json(payment))
  }

  static func attachments(_ exchange: Exchange) async throws -> Response {
    let message = try await find(exchange)
    return exchange.json(exchange.wire.json(attachmentsOf: message, href: href(message, exchange)))
  }

  static func attachment(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.box()
    let message = try exchange.pathID("messageId", MessageID.init(parsing:))
    let id = try exchange.pathID("attachmentId", AttachmentID.init(parsing:))
    let attachment = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.describe(id, in: message)
    }
    let href = exchange.href("/ebox/messages/\(message)/attachments/\(id)/content")
    return exchange.json(exchange.wire.json(attachment, contentHref: href))
  }

  /// The text is filled in all languages; `Content-Language` says in which it was written.
  static func body(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.box(try exchange.purpose())
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let text = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.body(of: id)
    }
    let languages = text.texts.keys.sorted().map(\.rawValue).joined(separator: ", ")
    return exchange.json(exchange.wire.json(text), headers: [.contentLanguage: languages])
  }

  /// Newest first.
  static func accesses(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.channel()
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let accesses = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.accesses(of: id)
    }
    return exchange.json(
      .members(("items", .array(accesses.map(\.json))), ("totalItems", .int(accesses.count))))
  }

  /// Newest first. Ours.
  static func recalled(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.channel()
    let recalled = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.recalledMessages()
    }
    return exchange.json(
      .members(("items", .array(recalled.map(\.json))), ("totalItems", .int(recalled.count))))
  }

  private static func find(_ exchange: Exchange) async throws -> Message {
    let registry = try exchange.box()
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    return try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.message(id)
    }
  }

  private static func href(_ message: Message, _ exchange: Exchange) -> String {
    exchange.href("/ebox/messages/\(message.id)")
  }
}
