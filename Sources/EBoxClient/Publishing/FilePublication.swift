package import Contracts
import Crypto
import Foundation
import NIOCore
package import Vocabulary

/// A file on disk that is to be published.
package struct FileToPublish: Sendable {
  package let path: String
  package let mediaType: MediaType
  package let isMainContent: Bool

  package init(path: String, mediaType: MediaType, isMainContent: Bool) {
    self.path = path
    self.mediaType = mediaType
    self.isMainContent = isMainContent
  }
}

/// A message whose attachments are files on disk, as a sender's tool publishes it.
package struct FilePublication: Sendable {
  package let sender: EnterpriseNumber
  package let application: ApplicationID
  package let messageType: MessageTypeID
  package let recipient: NationalNumber
  package let subject: TranslatedText
  package let files: [FileToPublish]
  package let expiration: Instant?
  package let payment: Payment?
  package let due: Due?
  package let businessData: [BusinessDataRequest]
  package let replaces: MessageID?
  package let isReplyAuthorized: Bool
  package let isRegisteredMail: Bool
  package let idempotencyKey: IdempotencyKey

  package init(
    sender: EnterpriseNumber, application: ApplicationID, messageType: MessageTypeID,
    recipient: NationalNumber,
    subject: TranslatedText, files: [FileToPublish], expiration: Instant? = nil,
    payment: Payment? = nil, due: Due? = nil, businessData: [BusinessDataRequest] = [],
    replaces: MessageID? = nil, isReplyAuthorized: Bool = false,
    isRegisteredMail: Bool = false,
    idempotencyKey: IdempotencyKey
  ) {
    self.sender = sender
    self.application = application
    self.messageType = messageType
    self.recipient = recipient
    self.subject = subject
    self.files = files
    self.expiration = expiration
    self.payment = payment
    self.due = due
    self.businessData = businessData
    self.replaces = replaces
    self.isReplyAuthorized = isReplyAuthorized
    self.isRegisteredMail = isRegisteredMail
    self.idempotencyKey = idempotencyKey
  }

  /// Reads the files once for their sizes and digests.
  func prepared() throws -> PreparedPublication {
    let parts = try MeasuredFile.all(files)
    let attachments = parts.map {
      AttachmentRequest(partName: $0.header.name, isMainContent: $0.file.isMainContent, digest: $0.digest)
    }
    return PreparedPublication(request: request(attachments), parts: parts)
  }

  private func request(_ attachments: [AttachmentRequest]) -> PublicationRequest {
    PublicationRequest(
      sender: sender, application: application, messageType: messageType, recipients: [recipient],
      subject: subject, attachments: attachments, expiration: expiration,
      isReplyAuthorized: isReplyAuthorized, isRegisteredMail: isRegisteredMail, payment: payment, due: due,
      businessData: businessData,
      replaces: replaces, idempotencyKey: idempotencyKey)
  }

  /// A row of a batch's manifest, a line of JSON without its end.
  /// - Parameter archived: the name in the archive and the digest of the file at a path.
  package func row(_ archived: (String) throws -> (name: String, digest: Vocabulary.Digest)) throws -> [UInt8]
  {
    let attachments = try files.enumerated().map { index, file in
      AttachmentRequest(
        partName: MeasuredFile.partName(index), isMainContent: file.isMainContent,
        digest: try archived(file.path).digest)
    }
    let parts = try files.enumerated().map { index, file in
      (
        MeasuredFile.partName(index),
        BatchRowDocument.File(
          path: try archived(file.path).name, fileName: URL(fileURLWithPath: file.path).lastPathComponent,
          mediaType: file.mediaType.text)
      )
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(
      try encoder.encode(
        BatchRowDocument(
          idempotencyKey: idempotencyKey.text, messageToPublish: RequestDocument(request(attachments)),
          files: Dictionary(uniqueKeysWithValues: parts))))
  }
}

/// A row of a batch in the words of Message Registry 3.
private struct BatchRowDocument: Encodable {
  struct File: Encodable {
    let path, fileName, mediaType: String
  }

  let idempotencyKey: String
  let messageToPublish: RequestDocument
  let files: [String: File]
}

/// A publication whose files are measured.
struct PreparedPublication: Sendable {
  let request: PublicationRequest
  let parts: [MeasuredFile]
}

/// A file on disk, as the part that it becomes.
struct MeasuredFile: Sendable {
  let file: FileToPublish
  let header: PartHeader
  /// Bytes.
  let size: Int64
  let digest: Vocabulary.Digest

  static func partName(_ index: Int) -> String { "upfile\(index + 1)" }

  static func all(_ files: [FileToPublish]) throws -> [MeasuredFile] {
    try files.enumerated().map { index, file in
      let (size, digest) = try FilePieces.measure(file.path)
      let header = PartHeader(
        name: partName(index), fileName: URL(fileURLWithPath: file.path).lastPathComponent,
        mediaType: file.mediaType.text)
      return MeasuredFile(file: file, header: header, size: size, digest: digest)
    }
  }
}

/// A file read in pieces; only one is held.
package enum FilePieces {
  static let pieceBytes = 262_144

  /// Bytes and SHA-256 of a file.
  package static func measure(_ path: String) throws -> (size: Int64, digest: Vocabulary.Digest) {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    var hash = SHA256()
    var size: Int64 = 0
    while let piece = try file.read(upToCount: pieceBytes), !piece.isEmpty {
      hash.update(data: piece)
      size += Int64(piece.count)
    }
    try file.close()
    return (size, try Vocabulary.Digest(.sha256, parsing: Array(hash.finalize())))
  }
}
