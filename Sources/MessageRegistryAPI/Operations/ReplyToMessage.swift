import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST and GET /ebox/messages/{messageId}/replies: a citizen answers a message, and sees the receipts. Ours,
/// and only of Message Registry 3.
enum ReplyToMessage {
  /// Parts in any order, streamed through to the party, which judges them while they come.
  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.channel()
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let key = try exchange.idempotencyKey()
    let frames = try UploadFrames(exchange) { document throws(EdgeRefusal) in try request(document) }
    let receipt = try await exchange.ask({ (rejection: ReplyRejection) in Problem(rejection) }) {
      () async throws(Failure<ReplyRejection>) in
      try await registry.reply(to: id, key, frames)
    }
    return exchange.json(
      receipt.json, status: .created, headers: [.location: exchange.href("/ebox/messages/\(id)/replies")])
  }

  /// Newest first.
  static func receipts(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.channel()
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let receipts = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.replies(to: id)
    }
    return exchange.json(
      .members(("items", .array(receipts.map(\.json))), ("totalItems", .int(receipts.count))))
  }

  private static func request(_ bytes: [UInt8]) throws(EdgeRefusal) -> ReplyRequest {
    let reader = InputReader()
    let root = reader.object(try InputReader.document(bytes), at: "", names: ["bodyContent", "attachments"])
    let text = root.flatMap {
      reader.translated(
        "bodyContent", of: $0, charactersMax: ReplyLimits.textCharactersMax, Language.allCases)
    }
    let list = root.flatMap { reader.value("attachments", of: $0) }
    let elements =
      list.map { reader.elements($0, at: "attachments", countMax: ReplyLimits.attachmentsMax) } ?? []
    let files = elements.compactMap { path, value -> ReplyRequest.File? in
      guard let object = reader.object(value, at: path, names: ["httpPartName", "digest"]) else { return nil }
      let digest = MessageToPublish.v3.digest(reader, object)
      guard let name = reader.text("httpPartName", of: object, isRequired: true) else { return nil }
      return ReplyRequest.File(partName: name, digest: digest)
    }
    try reader.finish()
    return ReplyRequest(text: text, files: files)
  }
}
