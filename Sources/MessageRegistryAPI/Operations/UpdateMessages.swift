import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// PATCH /ebox/messages: hides messages or shows them again, all or none (reference §2.2).
enum UpdateMessages {
  static let mediaTypes = ["application/merge-patch+json", "application/json"]

  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.box()
    let type = (exchange.request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard mediaTypes.contains(type) else {
      throw EdgeRefusal.unsupportedMediaType(expected: mediaTypes[0])
    }
    let changes = try changes(try await exchange.body.collect())
    try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.setVisibility(changes)
    }
    return exchange.json(
      .members(("items", .array(changes.map(\.json))), ("totalItems", .int(changes.count))))
  }

  private static func changes(_ bytes: [UInt8]) throws(EdgeRefusal) -> [VisibilityChange] {
    let reader = InputReader()
    let root = reader.object(try InputReader.document(bytes), at: "", names: ["items", "totalItems"])
    let items = root.flatMap { reader.value("items", of: $0, isRequired: true) }
    let elements =
      items.map { reader.elements($0, at: "items", countMax: VisibilityChange.countMax) } ?? []
    let changes = elements.compactMap { path, value -> VisibilityChange? in
      guard let object = reader.object(value, at: path, names: ["messageId", "visible"]) else { return nil }
      if !object.has("visible") { reader.missing(object.name("visible")) }
      let isVisible = reader.flag("visible", of: object)
      let message = reader.parsed("messageId", of: object, isRequired: true, by: MessageID.init(parsing:))
      return message.map { VisibilityChange($0, isVisible: isVisible) }
    }
    if case .array(let all)? = items, all.isEmpty { reader.invalid("items", "must not be empty") }
    try reader.finish()
    return changes
  }
}
