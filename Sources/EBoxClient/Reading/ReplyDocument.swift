import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import Vocabulary

/// The request document of a reply, as a channel writes it. What is nil is left out.
struct ReplyDocument: Encodable {
  struct File: Encodable {
    let httpPartName: String
    let digest: RequestDocument.DigestDocument?
  }

  let bodyContent: [String: String]?
  let attachments: [File]

  init(_ request: ReplyRequest) {
    bodyContent = request.text?.wire
    attachments = request.files.map { file in
      File(httpPartName: file.partName, digest: file.digest.map(RequestDocument.DigestDocument.init))
    }
  }

  func bytes() throws -> ByteBuffer { ByteBuffer(data: try JSONEncoder().encode(self)) }
}

/// The receipt of a reply as it comes.
struct ReplyAnswer: Decodable, Sendable {
  struct Text: Decodable, Sendable {
    let sizeInBytes: Int64
    let digest: AttachmentAnswer.DigestAnswer
  }

  struct File: Decodable, Sendable {
    let fileName: String
    let mediaType: String
    let sizeInBytes: Int64
    let digest: AttachmentAnswer.DigestAnswer
  }

  let messageId: String
  let originalMessageId: String
  let recipient: MessageAnswer.Party
  let sentDate: String
  let expirationDate: String
  let body: Text?
  let attachments: ListAnswer<File>
  let openedDate: String?

  func receipt() throws -> ReplyReceipt {
    ReplyReceipt(
      id: try MessageID(parsing: messageId), original: try MessageID(parsing: originalMessageId),
      recipient: try recipient.enterprise(), sentAt: try Instant(parsing: sentDate),
      expiration: try Instant(parsing: expirationDate),
      text: try body.map { ReplyReceipt.Text(size: $0.sizeInBytes, digest: try $0.digest.digest()) },
      files: try attachments.items.map {
        ReplyReceipt.File(
          fileName: $0.fileName, mediaType: try MediaType(parsing: $0.mediaType), size: $0.sizeInBytes,
          digest: try $0.digest.digest())
      }, openedAt: try openedDate.map { try Instant(parsing: $0) })
  }
}
