import Contracts
import Pages
import Vocabulary

/// What a citizen replied to a message, and what became of it, for the message's page.
struct SentReplies: Sendable {
  private let receipts: [ReplyReceipt]
  private let message: MessageID
  /// The one that was just sent.
  private let sent: String?
  private let words: Words

  /// - Parameter receipts: newest first.
  init(_ receipts: [ReplyReceipt], to message: MessageID, sent: String?, _ words: Words) {
    self.receipts = receipts
    self.message = message
    self.sent = sent
    self.words = words
  }

  var values: [String: any Sendable] {
    [
      "address": Destination.reply(message).address, "receipts": receipts.map(values),
      "hasReceipts": !receipts.isEmpty, "wasSent": receipts.contains { $0.id.text == sent },
    ]
  }

  private func values(of receipt: ReplyReceipt) -> [String: any Sendable] {
    var parts: [[String: any Sendable]] = []
    if let text = receipt.text { parts.append(part(words[.replyText], text.size, text.digest)) }
    parts += receipt.files.map { part($0.fileName, $0.size, $0.digest) }
    let opened = receipt.openedAt.map {
      words.filled(.replyOpened, ["date": WrittenTime($0, in: words.language).dateAndTime])
    }
    return [
      "id": receipt.id.text,
      "sent": words.filled(
        .replySent, ["date": WrittenTime(receipt.sentAt, in: words.language).dateAndTime]),
      "opened": opened ?? words[.replyUnopened], "isOpened": opened != nil, "parts": parts,
    ]
  }

  private func part(_ name: String, _ size: Int64, _ digest: Digest) -> [String: any Sendable] {
    [
      "name": name, "size": WrittenSize(size, words).text,
      "digest": "\(digest.method.rawValue) \(digest.base64URL)",
    ]
  }
}
