import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /ebox/messages/{messageId}/recall: a sender takes back what nobody has opened, or with three
/// approvals what reached the wrong person. Ours (domain.md, "Publication").
enum RecallMessage {
  /// Taken in before they are judged, so that one too many is told as such.
  private static let approvalsReadMax = 10

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
    let root = reader.object(try InputReader.document(bytes), at: "", names: ["eboxId", "reason", "breach"])
    let recipient = root.flatMap { wire.eboxID(reader, $0, named: "eboxId") }
    let reason = root.flatMap {
      reader.translated(
        "reason", of: $0, charactersMax: Recall.reasonCharactersMax, Language.allCases, isRequired: true)
    }
    let breach = root.flatMap { breachRecall(reader, of: $0) }
    try reader.finish()
    guard let recipient, let reason else { throw .invalidInput([]) }
    return Recall(message: id, recipient: recipient, reason: reason, breach: breach)
  }

  private static func breachRecall(_ reader: InputReader, of root: InputReader.Object) -> BreachRecall? {
    guard let breach = reader.object("breach", of: root, names: ["reference", "approvals"]) else {
      return nil
    }
    let reference = reader.parsed(
      "reference", of: breach, isRequired: true, by: BreachReference.init(parsing:))
    let list = reader.value("approvals", of: breach, isRequired: true)
    let approvals = list.map {
      reader.elements($0, at: breach.name("approvals"), countMax: approvalsReadMax).map {
        approval(reader, $0.value, at: $0.path)
      }
    }
    guard let reference, let approvals else { return nil }
    return BreachRecall(reference: reference, approvals: approvals)
  }

  private static func approval(_ reader: InputReader, _ value: JSON, at path: String) -> String {
    guard case .string(let text) = value, text.utf8.count <= BreachRecall.approvalBytesMax else {
      reader.invalid(path, "must be a text of at most \(BreachRecall.approvalBytesMax) bytes")
      return ""
    }
    return text
  }
}
