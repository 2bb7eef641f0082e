import Contracts
import Crypto
import Vocabulary

/// What a reply says, as its receipt keeps it: under one key, two that say the same are one reply.
struct ReplyContent: Hashable, Sendable {
  let text: ReplyReceipt.Text?
  /// In the order of the request.
  let files: [ReplyReceipt.File]

  init(_ reply: AcceptedReply) throws {
    text = try reply.text.map { text in
      let bytes = Array(text.texts.values.joined().utf8)
      return ReplyReceipt.Text(
        size: Int64(bytes.count),
        digest: try Vocabulary.Digest(.sha256, parsing: Array(SHA256.hash(data: bytes))))
    }
    files = reply.attachments.map {
      ReplyReceipt.File(fileName: $0.fileName, mediaType: $0.mediaType, size: $0.size, digest: $0.digest)
    }
  }

  /// Of text and files.
  var bytes: Int64 { (text?.size ?? 0) + files.reduce(0) { $0 + $1.size } }

  init(_ receipt: ReplyReceipt) { (text, files) = (receipt.text, receipt.files) }
}

extension ReplyRejection {
  /// Of a reply whose key was used before.
  /// - Parameters:
  ///   - first: what was sent under it.
  ///   - content: of the reply that came now; nil for one that no rule would pass.
  init(first: ReplyReceipt, repeatedWith content: ReplyContent?) {
    self = ReplyContent(first) == content ? .alreadyReplied(first) : .otherReplySent(first)
  }
}
