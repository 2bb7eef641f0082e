import Contracts
import Vocabulary

extension DemoMessage {
  private struct Bill {
    let id, amount, account, communication: String
    /// Days after its publication.
    let days: Int
  }

  private static let tax = Bill(
    id: "aanslag-2026", amount: "412.37", account: "BE49999000000171", communication: "+++999/0000/00171+++",
    days: 60)
  private static let fine = Bill(
    id: "boete-2026", amount: "58.00", account: "BE11999999999948", communication: "+++999/0000/09770+++",
    days: 15)
  private static let water = Bill(
    id: "water-2026", amount: "96.40", account: "BE11999999999948", communication: "+++999/0000/09770+++",
    days: 21)

  /// Tax assessments, fines and water bills are to be paid, to accounts that nobody has.
  func payment(start: Instant) throws -> Payment? {
    switch kind {
    case .tax: try payment(Self.tax, start)
    case .fine: try payment(Self.fine, start)
    case .water: try payment(Self.water, start)
    case .premium, .permit, .household, .career, .vaccination, .decree, .summons: nil
    }
  }

  /// Who is invited to a vaccination is expected at half past ten.
  func due(start: Instant) -> Due? {
    guard kind == .vaccination else { return nil }
    return Due(.appearance, end: day(20, start).instant(atHour: 10).adding(seconds: 1800))
  }

  /// Decisions on premiums name their file.
  func businessData() throws -> [BusinessDataRequest] {
    guard kind == .premium else { return [] }
    let value = try TranslatedText(
      parsing: [try Language(parsing: language): "2026-\(1000 + daysAgo)"], kind: "value",
      charactersMax: BusinessData.valueCharactersMax)
    return [BusinessDataRequest(key: try BusinessDataKey(parsing: "DOSSIER"), values: [value])]
  }

  private func payment(_ bill: Bill, _ start: Instant) throws -> Payment {
    Payment(
      id: bill.id, amount: try MoneyAmount(parsing: bill.amount), vatAmount: try MoneyAmount(parsing: "0"),
      currency: try CurrencyCode(parsing: "EUR"), dueDate: day(bill.days + 1, start).startInBrussels,
      account: try IBAN(parsing: bill.account),
      reference: .structured(try StructuredCommunication(parsing: bill.communication)))
  }

  /// Days after its publication.
  private func day(_ days: Int, _ start: Instant) -> CalendarDate {
    CalendarDate(inBrusselsAt: start).adding(days: days - daysAgo)
  }
}
