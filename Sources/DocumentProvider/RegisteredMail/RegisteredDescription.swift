import Contracts
import Crypto
import Foundation
import Storage
import TrustServices
import Vocabulary

/// Whom a piece of registered mail was sent to, and digests of what: all that its proofs need to say, also
/// when the message itself is over.
struct RegisteredDescription: Codable, Hashable, Sendable {
  /// In the order of the request.
  struct Attachment: Codable, Hashable, Sendable {
    let mediaType: String
    /// Bytes.
    let size: Int64
    /// Of the bytes.
    let sha256: [UInt8]
    let isMainContent: Bool
  }

  /// The digits that the sender gave.
  let recipient: String
  let attachments: [Attachment]
  /// Of the body's text in UTF-8; nil for none.
  let bodySHA256: [UInt8]?
  let isBodyMainContent: Bool

  init(_ accepted: AcceptedPublication, to recipient: NationalNumber) {
    self.recipient = recipient.digits
    attachments = accepted.attachments.map {
      Attachment(
        mediaType: $0.mediaType.text, size: $0.size, sha256: $0.digest.bytes, isMainContent: $0.isMainContent)
    }
    let body = accepted.request.body.flatMap { $0.texts.first?.value }
    bodySHA256 = body.map { Array(SHA256.hash(data: Array($0.utf8))) }
    isBodyMainContent = accepted.request.isBodyMainContent
  }
}

/// Seals what is kept of registered mail under a root key of its own: it outlasts the keys of its message.
struct RegisteredSeal: Sendable {
  static let rootPurpose = "registered-mail"

  private let cipher: ColumnCipher

  init(keys: any KeyStore, random: any RandomSource) throws {
    cipher = try ColumnCipher(rootKey: Self.rootPurpose, of: keys, random: random)
  }

  func seal(_ description: RegisteredDescription, of message: MessageID) throws -> [UInt8] {
    try cipher.seal(Array(JSONEncoder().encode(description)), in: .description, row: message.bytes)
  }

  func open(description: [UInt8], of message: MessageID) throws -> RegisteredDescription {
    try JSONDecoder().decode(
      RegisteredDescription.self,
      from: Data(try cipher.open(description, in: .description, row: message.bytes)))
  }

  func seal(token: RegisteredToken, of message: MessageID) throws -> [UInt8] {
    try cipher.seal(token.text, in: .token, row: message.bytes)
  }

  func open(token: [UInt8], of message: MessageID) throws -> RegisteredToken {
    try RegisteredToken(parsing: cipher.openText(token, in: .token, row: message.bytes))
  }

  /// - Parameter evidence: what the document proves.
  func seal(document: [UInt8], of evidence: EvidenceID) throws -> [UInt8] {
    try cipher.seal(document, in: .document, row: evidence.bytes)
  }

  func open(document: [UInt8], of evidence: EvidenceID) throws -> [UInt8] {
    try cipher.open(document, in: .document, row: evidence.bytes)
  }
}

extension PersonalColumn {
  fileprivate static let description = PersonalColumn("document_provider_registered", "description")
  fileprivate static let token = PersonalColumn("document_provider_registered_ticket", "token")
  fileprivate static let document = PersonalColumn("document_provider_proof", "document")
}
