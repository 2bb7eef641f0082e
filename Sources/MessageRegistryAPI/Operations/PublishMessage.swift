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
    guard try !exchange.isRehearsal() else {
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

  private static func frames(_ exchange: Exchange) throws -> PublicationFrames {
    let headers = exchange.request.headers
    let expected = "multipart/form-data"
    guard let type = headers[.contentType], type.lowercased().hasPrefix(expected) else {
      throw EdgeRefusal.unsupportedMediaType(expected: expected)
    }
    let boundary = try HeaderParameters.boundary(ofContentType: type, subtype: "form-data")
    let key = try exchange.idempotencyKey()
    try exchange.body.checkDeclared()
    return PublicationFrames(
      wire: exchange.wire, reader: try MultipartReader(exchange.body, boundary: boundary),
      idempotencyKey: key)
  }
}

/// The party answered a publication without a recipient, which its contract excludes.
private struct ReceiptEmpty: Error {}
