import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// PATCH /ebox/messages: hides messages or shows them again, and takes the read confirmation of what a
/// channel fetched ahead; all or none (reference §2.2).
enum UpdateMessages {
  static let mediaTypes = ["application/merge-patch+json", "application/json"]

  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.box()
    let type = (exchange.request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard mediaTypes.contains(type) else {
      throw EdgeRefusal.unsupportedMediaType(expected: mediaTypes[0])
    }
    let updates = try updates(try await exchange.body.collect())
    try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.update(updates)
    }
    return exchange.json(
      .members(("items", .array(updates.map(\.json))), ("totalItems", .int(updates.count))))
  }

  private static func updates(_ bytes: [UInt8]) throws(EdgeRefusal) -> [MessageUpdate] {
    let reader = InputReader()
    let root = reader.object(try InputReader.document(bytes), at: "", names: ["items", "totalItems"])
    let items = root.flatMap { reader.value("items", of: $0, isRequired: true) }
    let elements =
      items.map { reader.elements($0, at: "items", countMax: MessageUpdate.countMax) } ?? []
    let updates = elements.compactMap { path, value in update(value, at: path, reader) }
    if case .array(let all)? = items, all.isEmpty { reader.invalid("items", "must not be empty") }
    try reader.finish()
    return updates
  }

  /// At least one of `visible` and `readStatus` is there.
  private static func update(_ value: JSON, at path: String, _ reader: InputReader) -> MessageUpdate? {
    let names: Set = ["messageId", "visible", "readStatus"]
    guard let object = reader.object(value, at: path, names: names) else { return nil }
    if !object.has("visible"), !object.has("readStatus") { reader.missing(object.name("visible")) }
    let isVisible = object.has("visible") ? reader.flag("visible", of: object) : nil
    let isShown = reader.flag("readStatus", of: object)
    if object.has("readStatus"), reader.value("readStatus", of: object) == .bool(false) {
      reader.invalid(object.name("readStatus"), "must be true: what was read is never unread again")
    }
    return reader.parsed("messageId", of: object, isRequired: true, by: MessageID.init(parsing:)).map {
      MessageUpdate($0, isVisible: isVisible, isShown: isShown)
    }
  }
}
