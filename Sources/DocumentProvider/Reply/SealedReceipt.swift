import Contracts
import Foundation
import TrustServices
import Vocabulary

/// Names, sizes and digests of a reply as its citizen's mailbox keeps them.
struct SealedReceipt: Hashable, Sendable {
  let wrappedKey: [UInt8]
  let receipt: [UInt8]
}

extension MessageSeal {
  /// Under a key of its own, until the reply's end.
  func seal(_ receipt: ReplyReceipt) throws -> SealedReceipt {
    let key = newKey()
    let column = Array(try JSONEncoder().encode(ReceiptContent(receipt)))
    return SealedReceipt(
      wrappedKey: try contentKeys.wrap(
        key, of: .message(receipt.id), under: mailboxKey, until: receipt.expiration),
      receipt: try ColumnCipher(key, random: random).seal(column, in: .receipt, row: receipt.id.bytes))
  }

  /// Nil for a reply whose term is over.
  func open(_ kept: ReplyRows.Kept) throws -> ReplyReceipt? {
    guard let sealed = kept.sealed else { return nil }
    let key = try contentKeys.unwrap(sealed.wrappedKey, of: .message(kept.id), under: mailboxKey)
    let column = try ColumnCipher(key, random: random).open(
      sealed.receipt, in: .receipt, row: kept.id.bytes)
    let content = try JSONDecoder().decode(ReceiptContent.self, from: Data(column))
    return ReplyReceipt(
      id: kept.id, original: kept.original, recipient: kept.recipient, sentAt: kept.sentAt,
      expiration: kept.expiration,
      text: try content.text.map { ReplyReceipt.Text(size: $0.size, digest: try digest($0.digest)) },
      files: try content.files.map {
        ReplyReceipt.File(
          fileName: $0.name, mediaType: try MediaType(parsing: $0.mediaType), size: $0.size,
          digest: try digest($0.digest))
      }, openedAt: kept.openedAt)
  }

  private func digest(_ text: String) throws(InvalidIdentifier) -> Vocabulary.Digest {
    try Vocabulary.Digest(.sha256, parsingBase64URL: text)
  }
}

/// What is sealed of a receipt; its form stays readable for as long as replies do.
private struct ReceiptContent: Codable {
  struct Text: Codable {
    let size: Int64
    let digest: String
  }

  struct File: Codable {
    let name: String
    let mediaType: String
    let size: Int64
    let digest: String
  }

  let text: Text?
  let files: [File]

  init(_ receipt: ReplyReceipt) {
    text = receipt.text.map { Text(size: $0.size, digest: $0.digest.base64URL) }
    files = receipt.files.map {
      File(name: $0.fileName, mediaType: $0.mediaType.text, size: $0.size, digest: $0.digest.base64URL)
    }
  }
}

extension PersonalColumn {
  fileprivate static let receipt = PersonalColumn("document_provider_reply", "receipt")
}
