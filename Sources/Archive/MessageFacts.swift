import Contracts
import Pages
import Vocabulary

/// What a message says beside its documents, a line each: its dates, what is to be paid, its business data,
/// that it was corrected, and what was replied to it.
struct MessageFacts {
  let lines: [String]

  init(
    _ message: Message, _ type: MessageType?, _ replies: [ReplyReceipt], _ words: Words, _ now: Instant
  ) {
    var lines = message.dues(of: type).map { WrittenDue($0.kind, end: $0.end, now: now, words).text }
    if let payment = message.payment { lines += Self.lines(payment, words) }
    lines += message.businessData.map { datum in
      let values = datum.values.map { $0.text(in: words.language).text }
      return Self.line(datum.name.text(in: words.language).text, values.joined(separator: ", "))
    }
    if message.replacedBy != nil { lines.append(words[.replacedNotice]) }
    if message.replaces != nil { lines.append(words[.replacesNotice]) }
    lines += replies.map { reply in
      let sent = words.filled(
        .replySent, ["date": WrittenTime(reply.sentAt, in: words.language).dateAndTime])
      let files = reply.files.map(\.fileName).joined(separator: ", ")
      return (files.isEmpty ? sent : Self.line(sent, files))
    }
    self.lines = lines
  }

  private static func lines(_ payment: Payment, _ words: Words) -> [String] {
    func written(_ hundredths: Int64) -> String {
      WrittenAmount(hundredths: hundredths, payment.currency, in: words.language).text
    }
    let total = written(payment.totalHundredths)
    let amount =
      payment.vatAmount.hundredths > 0
      ? words.filled(.paymentVat, ["amount": total, "vat": written(payment.vatAmount.hundredths)]) : total
    let reference: String? =
      switch payment.reference {
      case .structured(let communication)?: communication.description
      case .text(let text)?: text
      case nil: nil
      }
    let facts: [(TextKey, String?)] = [
      (.paymentAmount, amount), (.paymentAccount, payment.account.grouped),
      (.paymentBank, payment.bank?.text),
      (.paymentReference, reference),
    ]
    return facts.compactMap { key, value in value.map { line(words[key], $0) } }
  }

  private static func line(_ label: String, _ value: String) -> String { "\(label): \(value)" }
}
