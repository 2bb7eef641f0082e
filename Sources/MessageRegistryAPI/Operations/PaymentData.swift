import Contracts
import Vocabulary

/// `paymentData` and `due` of a message, both ways (reference §2.3; `docs/contracts/divergences.md` for what
/// is ours).
enum PaymentData {
  private static let names: Set = [
    "paymentDataId", "amount", "vatAmount", "currency", "dueDate", "iban", "bic", "reference",
  ]

  static func read(_ reader: InputReader, _ root: InputReader.Object) -> Payment? {
    guard let object = reader.object("paymentData", of: root, names: names) else { return nil }
    let id = reader.parsed("paymentDataId", of: object, isRequired: true) { text throws(InvalidIdentifier) in
      try line(text, charactersMax: Payment.idCharactersMax, kind: "paymentDataId")
    }
    let amount = reader.amount("amount", of: object)
    let vatAmount = reader.amount("vatAmount", of: object)
    let currency = reader.parsed("currency", of: object, isRequired: true, by: CurrencyCode.init(parsing:))
    let dueDate = reader.parsed("dueDate", of: object, isRequired: true, by: Instant.init(parsingEnd:))
    let iban = reader.parsed("iban", of: object, isRequired: true, by: IBAN.init(parsing:))
    let bic = reader.parsed("bic", of: object, by: BIC.init(parsing:))
    let reference = reference(reader, object)
    guard let id, let amount, let vatAmount, let currency, let dueDate, let iban else { return nil }
    if !(1...MoneyAmount.hundredthsMax).contains(amount.hundredths + vatAmount.hundredths) {
      reader.invalid(object.name("amount"), "must be more than 0 with vatAmount, and at most 999999999.99")
    }
    return Payment(
      id: id, amount: amount, vatAmount: vatAmount, currency: currency, dueDate: dueDate, account: iban,
      bank: bic, reference: reference)
  }

  static func readDue(_ reader: InputReader, _ root: InputReader.Object) -> Due? {
    guard let object = reader.object("due", of: root, names: ["dueKind", "dueDate"]) else { return nil }
    let kind = reader.parsed("dueKind", of: object, isRequired: true) { text throws(InvalidIdentifier) in
      guard let kind = Due.Kind(rawValue: text) else {
        let kinds = Due.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw InvalidIdentifier("dueKind", "must be one of \(kinds)")
      }
      return kind
    }
    let end = reader.parsed("dueDate", of: object, isRequired: true, by: Instant.init(parsingEnd:))
    guard let kind, let end else { return nil }
    if kind == .payment, root.has("paymentData") {
      reader.invalid(object.name("dueKind"), "must not be payment beside paymentData, which has its own date")
    }
    return Due(kind, end: end)
  }

  private static func reference(
    _ reader: InputReader, _ payment: InputReader.Object
  ) -> Payment.Reference? {
    guard
      let object = reader.object("reference", of: payment, names: ["structuredCommunication", "text"])
    else { return nil }
    let structured = reader.parsed(
      "structuredCommunication", of: object, by: StructuredCommunication.init(parsing:))
    let text = reader.parsed("text", of: object) { text throws(InvalidIdentifier) in
      try line(text, charactersMax: Payment.textCharactersMax, kind: "text")
    }
    if object.has("structuredCommunication") == object.has("text") {
      reader.invalid(payment.name("reference"), "must hold either structuredCommunication or text")
    }
    return structured.map { .structured($0) } ?? text.map { .text($0) }
  }

  private static func line(
    _ text: String, charactersMax: Int, kind: String
  ) throws(InvalidIdentifier) -> String {
    guard text.unicodeScalars.count <= charactersMax, !text.allSatisfy(\.isWhitespace),
      !text.unicodeScalars.contains(where: \.properties.isUnseen)
    else { throw InvalidIdentifier(kind, "must be one line of 1 to \(charactersMax) characters") }
    return text
  }
}

extension Unicode.Scalar.Properties {
  /// Breaks a line, or changes the direction of what stands beside it.
  fileprivate var isUnseen: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension Payment {
  /// Amounts are numbers with two decimals, as the contract has them.
  var json: JSON {
    .members(
      ("paymentDataId", .string(id)), ("amount", .number(amount.description)),
      ("vatAmount", .number(vatAmount.description)), ("currency", .string(currency.text)),
      ("dueDate", .string(dueDate.brussels)), ("iban", .string(account.text)),
      ("bic", (bank?.text).map(JSON.string)), ("reference", reference?.json))
  }
}

extension Payment.Reference {
  fileprivate var json: JSON {
    switch self {
    case .structured(let communication):
      .members(("structuredCommunication", .string(communication.description)))
    case .text(let text): .members(("text", .string(text)))
    }
  }
}

extension Due {
  var json: JSON { .members(("dueKind", .string(kind.rawValue)), ("dueDate", .string(end.brussels))) }
}
