import Contracts
import Vocabulary

/// What is to be paid or done, as it is sealed in one column: a line for each, its fields apart by NUL, which
/// none of them holds.
struct SealedDues: Hashable, Sendable {
  let payment: Payment?
  let due: Due?

  /// Nil when there is nothing.
  init?(_ request: PublicationRequest) {
    guard request.payment != nil || request.due != nil else { return nil }
    (payment, due) = (request.payment, request.due)
  }

  /// - Throws: ``InvalidIdentifier`` when it is not such a column.
  init(column: String) throws(InvalidIdentifier) {
    var (payment, due): (Payment?, Due?) = (nil, nil)
    for line in column.unicodeScalars.split(separator: "\n") {
      let fields = line.split(separator: "\0", omittingEmptySubsequences: false)
        .map { String(String.UnicodeScalarView($0)) }
      switch (fields.first, fields.count) {
      case ("payment", 10): payment = try Payment(fields: Array(fields.dropFirst()))
      case ("due", 3): due = try Due(fields: Array(fields.dropFirst()))
      default: throw InvalidIdentifier("dues", "the column is damaged")
      }
    }
    (self.payment, self.due) = (payment, due)
  }

  var column: String {
    [payment.map { ["payment"] + $0.fields }, due.map { ["due"] + $0.fields }]
      .compactMap { $0?.joined(separator: "\0") }.joined(separator: "\n")
  }
}

extension PublicationRequest {
  /// The last date that the sender gave.
  var lastDue: Instant? { [payment?.dueDate, due?.end].compactMap(\.self).max() }
}

extension Due {
  fileprivate var fields: [String] { [kind.rawValue, String(end.microseconds)] }

  fileprivate init(fields: [String]) throws(InvalidIdentifier) {
    guard let kind = Kind(rawValue: fields[0]) else {
      throw InvalidIdentifier("dues", "the kind is unknown")
    }
    self.init(kind, end: try Instant(column: fields[1]))
  }
}

extension Payment {
  fileprivate var fields: [String] {
    let (kind, text) =
      switch reference {
      case nil: ("", "")
      case .structured(let communication)?: ("structured", communication.digits)
      case .text(let text)?: ("text", text)
      }
    return [
      id, amount.description, vatAmount.description, currency.text, String(dueDate.microseconds),
      account.text,
      bank?.text ?? "", kind, text,
    ]
  }

  fileprivate init(fields: [String]) throws(InvalidIdentifier) {
    var reference: Reference?
    switch fields[7] {
    case "structured": reference = .structured(try StructuredCommunication(parsing: fields[8]))
    case "text": reference = .text(fields[8])
    default: break
    }
    self.init(
      id: fields[0], amount: try MoneyAmount(parsing: fields[1]),
      vatAmount: try MoneyAmount(parsing: fields[2]),
      currency: try CurrencyCode(parsing: fields[3]), dueDate: try Instant(column: fields[4]),
      account: try IBAN(parsing: fields[5]), bank: fields[6].isEmpty ? nil : try BIC(parsing: fields[6]),
      reference: reference)
  }
}

extension Instant {
  fileprivate init(column text: String) throws(InvalidIdentifier) {
    guard let microseconds = Int64(text) else { throw InvalidIdentifier("dues", "an instant is damaged") }
    self.init(microseconds: microseconds)
  }
}
