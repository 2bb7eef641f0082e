import Contracts
import Crypto
import NIOCore
import Vocabulary

/// A publication in the making; as it stands, it passes every rule.
struct Draft: Sendable {
  struct File: Sendable {
    var part: String
    var fileName: String? = "brief.pdf"
    var mediaType: String? = "application/pdf"
    var bytes: [UInt8] = Array("%PDF-1.7 a letter".utf8)
  }

  var sender = Cast.premiums
  var messageType = Cast.decision
  var recipients = [Cast.jan]
  var subject = Cast.text("Beslissing over uw renovatiepremie")
  var body: TranslatedText?
  var isBodyMainContent = false
  var expiration: Instant?
  var isReplyAuthorized = false
  var isRegisteredMail = false
  var payment: Payment?
  var due: Due?
  var businessData: [BusinessDataRequest] = []
  var replaces: MessageID?
  var key: String?
  var ticket: Ticket?
  var token: RegisteredToken?
  var files = [File(part: "letter")]
  /// Those of `files` unless set; the first is the main content.
  var attachments: [AttachmentRequest]?

  var request: PublicationRequest {
    PublicationRequest(
      sender: sender, application: Cast.application, messageType: messageType, recipients: recipients,
      subject: subject, attachments: attachments ?? described, body: body,
      isBodyMainContent: isBodyMainContent,
      expiration: expiration, isReplyAuthorized: isReplyAuthorized, isRegisteredMail: isRegisteredMail,
      payment: payment, due: due, businessData: businessData,
      replaces: replaces, idempotencyKey: key.map { try! IdempotencyKey(parsing: $0) }, ticket: ticket,
      token: token)
  }

  /// - Parameters:
  ///   - requestAt: how many files come before the request.
  ///   - pieceBytes: bytes of a frame.
  func frames(requestAt: Int = 0, pieceBytes: Int = 1000) -> [PublicationFrame] {
    var frames: [PublicationFrame] = []
    for (place, file) in files.enumerated() {
      if place == requestAt { frames.append(.request(request)) }
      frames.append(.part(PartHeader(name: file.part, fileName: file.fileName, mediaType: file.mediaType)))
      for start in stride(from: 0, to: file.bytes.count, by: pieceBytes) {
        frames.append(
          .bytes(ByteBuffer(bytes: file.bytes[start..<min(start + pieceBytes, file.bytes.count)])))
      }
      frames.append(.endOfPart)
    }
    if requestAt >= files.count { frames.append(.request(request)) }
    return frames
  }

  private var described: [AttachmentRequest] {
    files.enumerated().map { place, file in
      AttachmentRequest(partName: file.part, isMainContent: place == 0 && !isBodyMainContent)
    }
  }
}

extension Draft.File {
  var sha256: Vocabulary.Digest { try! Vocabulary.Digest(.sha256, parsing: Array(SHA256.hash(data: bytes))) }
  var sha512: Vocabulary.Digest { try! Vocabulary.Digest(.sha512, parsing: Array(SHA512.hash(data: bytes))) }
}

extension Array where Element == PublicationFrame {
  /// The frames as a stream that may fail after them.
  func stream(failing error: (any Error)? = nil) -> AsyncThrowingStream<PublicationFrame, any Error> {
    AsyncThrowingStream { continuation in
      for frame in self { continuation.yield(frame) }
      continuation.finish(throwing: error)
    }
  }
}
