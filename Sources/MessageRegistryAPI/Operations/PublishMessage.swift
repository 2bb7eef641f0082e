import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /ebox/messages: parts in any order, streamed through to the party, which judges them while they come.
enum PublishMessage {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let key = try exchange.idempotencyKey()
    let wire = exchange.wire
    let frames = try UploadFrames(exchange) { document throws(EdgeRefusal) in
      try wire.publication(document, key)
    }
    return try await answer(exchange, registry, frames) { recipient, warnings in
      (exchange.wire.json(recipient, warnings), exchange.href("/ebox/messages/\(recipient.messageID)"))
    }
  }

  /// Publishes, or rehearses where that is asked for.
  /// - Parameter published: what is answered of the one recipient, and where the message is.
  static func answer(
    _ exchange: Exchange, _ registry: any SenderRegistry, _ frames: UploadFrames<PublicationRequest>,
    _ published: (PublicationReceipt.Recipient, [PublicationWarning]) async throws -> (
      JSON, location: String
    )
  ) async throws -> Response {
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
    let (json, location) = try await published(recipient, receipt.warnings)
    return exchange.json(json, status: .created, headers: [.location: location])
  }
}

/// The party answered a publication without a recipient, which its contract excludes.
private struct ReceiptEmpty: Error {}
