package import Vocabulary

/// What the citizen has to do in time.
package struct Due: Hashable, Sendable {
  package typealias Kind = DueKind

  package let kind: Kind
  /// The instant at which it is too late: 24:00 in Brussels on the last day, where only a day was given.
  package let end: Instant

  package init(_ kind: Kind, end: Instant) {
    self.kind = kind
    self.end = end
  }
}

/// What has to be paid, to which account (Message Registry 2.1, `PaymentData`; R-PUB-8).
package struct Payment: Hashable, Sendable {
  package static let idCharactersMax = 100
  /// As much as a free communication of a credit transfer holds.
  package static let textCharactersMax = 140

  /// How the payer says what it is for.
  package enum Reference: Hashable, Sendable {
    case structured(StructuredCommunication)
    case text(String)
  }

  /// The sender's own name for it: `paymentDataId`.
  package let id: String
  /// Without value-added tax.
  package let amount: MoneyAmount
  package let vatAmount: MoneyAmount
  package let currency: CurrencyCode
  /// As ``Due/end``.
  package let dueDate: Instant
  package let account: IBAN
  package let bank: BIC?
  package let reference: Reference?

  package init(
    id: String, amount: MoneyAmount, vatAmount: MoneyAmount, currency: CurrencyCode, dueDate: Instant,
    account: IBAN, bank: BIC? = nil, reference: Reference? = nil
  ) {
    self.id = id
    self.amount = amount
    self.vatAmount = vatAmount
    self.currency = currency
    self.dueDate = dueDate
    self.account = account
    self.bank = bank
    self.reference = reference
  }

  /// All that is to be paid, in hundredths.
  package var totalHundredths: Int64 { amount.hundredths + vatAmount.hundredths }
}

extension Message {
  /// Everything with a date, the earliest first: the payment, what the sender said of this message, and the
  /// term that its kind of message always has, unless the sender gave one of the same kind.
  package func dues(of type: MessageType?) -> [Due] {
    var dues = [due].compactMap(\.self)
    if let payment { dues.append(Due(.payment, end: payment.dueDate)) }
    if let rule = type?.due, !dues.contains(where: { $0.kind == rule.kind }) {
      dues.append(Due(rule.kind, end: rule.end(availableAt: availableAt)))
    }
    return dues.sorted { ($0.end, $0.kind.rawValue) < ($1.end, $1.kind.rawValue) }
  }
}
