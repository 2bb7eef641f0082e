import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /ebox/messages: parts in any order, streamed through to the party, which judges them while they come.
enum PublishMessage {
  static let documentPart = "messageToPublish"

  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let frames = try frames(exchange)
    guard try !isRehearsal(exchange) else {
      let rehearsal = try await exchange.ask({ Problem($0) as Problem }) {
        () async throws(Failure<PublicationRejection>) in
        try await registry.rehearse(frames)
      }
      return exchange.json(try rehearsal.json(), status: .ok)
    }
    let receipt = try await exchange.ask({ Problem($0) as Problem }) {
      () async throws(Failure<PublicationRejection>) in
      try await registry.publish(frames)
    }
    guard let recipient = receipt.recipients.first else { throw ReceiptEmpty() }
    let location = exchange.href("/ebox/messages/\(recipient.messageID)")
    return exchange.json(
      exchange.wire.json(recipient, receipt.warnings), status: .created, headers: [.location: location])
  }

  /// `Ebox-Dry-Run: ?1`, a boolean of RFC 8941; ours, and only of Message Registry 3.
  private static func isRehearsal(_ exchange: Exchange) throws(EdgeRefusal) -> Bool {
    let name = "Ebox-Dry-Run"
    guard let field = HTTPField.Name(name) else { return false }
    let values = exchange.request.headers[values: field]
    if values.isEmpty || values == ["?0"] { return false }
    if values == ["?1"], exchange.wire.offersRehearsal { return true }
    throw .invalidInput([
      Problem.Issue(
        Problem.Issue.belgif + "invalidInput", in: .header, name: name,
        detail: exchange.wire.offersRehearsal
          ? "must be a boolean (RFC 8941): ?1 or ?0" : "is not offered in this version")
    ])
  }

  private static func frames(_ exchange: Exchange) throws -> PublicationFrames {
    let headers = exchange.request.headers
    let expected = "multipart/form-data"
    guard let type = headers[.contentType], type.lowercased().hasPrefix(expected) else {
      throw EdgeRefusal.unsupportedMediaType(expected: expected)
    }
    let boundary = try HeaderParameters.boundary(ofContentType: type, subtype: "form-data")
    let key = try idempotencyKey(headers)
    try exchange.body.checkDeclared()
    return PublicationFrames(
      wire: exchange.wire, reader: try MultipartReader(exchange.body, boundary: boundary),
      idempotencyKey: key)
  }

  /// A string of RFC 8941: quoted. A bare one is refused, not guessed at.
  private static func idempotencyKey(_ headers: HTTPFields) throws(EdgeRefusal) -> IdempotencyKey? {
    guard let name = HTTPField.Name("Idempotency-Key") else { return nil }
    let values = headers[values: name]
    guard let text = values.first else { return nil }
    do {
      guard values.count == 1 else { throw InvalidIdentifier("Idempotency-Key", "must be given once") }
      guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else {
        throw InvalidIdentifier("Idempotency-Key", "must be a quoted string (RFC 8941): \"…\"")
      }
      return try IdempotencyKey(parsing: text.dropFirst().dropLast())
    } catch {
      let reason = (error as? InvalidIdentifier)?.reason ?? "is malformed"
      throw .invalidInput([
        Problem.Issue(
          Problem.Issue.belgif + "invalidInput", in: .header, name: "Idempotency-Key", detail: reason)
      ])
    }
  }
}

/// The party answered a publication without a recipient, which its contract excludes.
private struct ReceiptEmpty: Error {}
