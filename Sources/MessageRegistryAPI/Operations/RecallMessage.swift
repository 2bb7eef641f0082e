import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /ebox/messages/{messageId}/recall: a sender takes back what nobody has opened. Ours (domain.md,
/// "Publication").
enum RecallMessage {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let type = (exchange.request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard type == "application/json" else {
      throw EdgeRefusal.unsupportedMediaType(expected: "application/json")
    }
    let recall = try recall(id, try await exchange.body.collect(), exchange.wire)
    try await exchange.ask({ (rejection: RecallRejection) in Problem(rejection) }) {
      () async throws(Failure<RecallRejection>) in
      try await registry.recall(recall)
    }
    return Response(status: .noContent, headers: [.cacheControl: "no-store"])
  }

  private static func recall(
    _ id: MessageID, _ bytes: [UInt8], _ wire: any Wire
  ) throws(EdgeRefusal) -> Recall {
    let reader = InputReader()
    let root = reader.object(try InputReader.document(bytes), at: "", names: ["eboxId", "reason"])
    let recipient = root.flatMap { wire.eboxID(reader, $0, named: "eboxId") }
    let reason = root.flatMap {
      reader.translated(
        "reason", of: $0, charactersMax: Recall.reasonCharactersMax, Language.allCases, isRequired: true)
    }
    try reader.finish()
    guard let recipient, let reason else { throw .invalidInput([]) }
    return Recall(message: id, recipient: recipient, reason: reason)
  }
}
