import ArgumentParser
import Contracts
import Vocabulary

/// What `ebox publish` says is to be paid or done.
struct DueOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What is to be paid, in euro.", valueName: "125.50"))
  var amount: String?

  @Option(help: ArgumentHelp("Account to pay to.", valueName: "number"))
  var iban: String?

  @Option(help: ArgumentHelp("Last day of payment, or an instant (RFC 3339).", valueName: "yyyy-MM-dd"))
  var payBy: String?

  @Option(help: ArgumentHelp("Structured communication.", valueName: "+++…+++"))
  var communication: String?

  @Option(
    help: ArgumentHelp(
      "Another date: appeal, answer or appearance, and its last day or instant.", valueName: "kind=yyyy-MM-dd"
    ))
  var due: String?

  func validate() throws {
    do { try words.check() } catch { throw ValidationError("\(error.kind) \(error.reason).") }
  }

  var words: DueWords {
    DueWords(amount: amount, iban: iban, payBy: payBy, communication: communication, due: due)
  }
}

/// What is to be paid or done, as somebody wrote it.
struct DueWords: Sendable, Equatable {
  var amount, iban, payBy, communication, due: String?

  var isEmpty: Bool { self == DueWords() }

  func check() throws(InvalidIdentifier) { _ = (try payment(id: "check"), try otherDue()) }

  /// Nil when nothing is to be paid.
  func payment(id: String) throws(InvalidIdentifier) -> Payment? {
    let given = [amount, iban, payBy].compactMap(\.self).count
    guard given == 0 || given == 3 else {
      throw InvalidIdentifier("amount", "goes together with iban and payBy")
    }
    guard let amount, let iban, let payBy else {
      guard communication == nil else {
        throw InvalidIdentifier("communication", "needs amount, iban and payBy")
      }
      return nil
    }
    return Payment(
      id: id, amount: try MoneyAmount(parsing: amount), vatAmount: try MoneyAmount(parsing: "0"),
      currency: try CurrencyCode(parsing: "EUR"), dueDate: try Instant(parsingEnd: payBy),
      account: try IBAN(parsing: iban),
      reference: try reference())
  }

  /// Nil when there is none.
  func otherDue() throws(InvalidIdentifier) -> Due? {
    guard let due else { return nil }
    let halves = due.split(separator: "=", maxSplits: 1)
    guard halves.count == 2, let kind = Due.Kind(rawValue: String(halves[0])), kind != .payment else {
      throw InvalidIdentifier("due", "must be appeal, answer or appearance, =, and a day or an instant")
    }
    return Due(kind, end: try Instant(parsingEnd: String(halves[1])))
  }

  private func reference() throws(InvalidIdentifier) -> Payment.Reference? {
    guard let communication else { return nil }
    return .structured(try StructuredCommunication(parsing: communication))
  }
}
