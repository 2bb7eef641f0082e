package import Vocabulary

/// A sum of money, written out by our own tables: the same on every machine.
package struct WrittenAmount: Sendable {
  package let text: String

  /// `€ 1.234,50` in Dutch, `1 234,50 €` in French, `1.234,50 €` in German, `€1,234.50` in English; other
  /// currencies by their code.
  package init(hundredths: Int64, _ currency: CurrencyCode, in language: Language) {
    let (group, point) =
      switch language {
      case .nl, .de: (".", ",")
      case .fr: ("\u{202F}", ",")
      case .en: (",", ".")
      }
    let rest = hundredths % 100
    let number =
      Self.grouped(String(hundredths / 100), by: group) + point + (rest < 10 ? "0\(rest)" : "\(rest)")
    let isEuro = currency.text == "EUR"
    let sign = isEuro ? "€" : currency.text
    switch language {
    case .nl: text = "\(sign)\u{A0}\(number)"
    case .fr, .de: text = "\(number)\u{A0}\(sign)"
    case .en: text = isEuro ? "€\(number)" : "\(sign)\u{A0}\(number)"
    }
  }

  private static func grouped(_ digits: String, by separator: String) -> String {
    var groups: [Substring] = []
    var rest = Substring(digits)
    while !rest.isEmpty {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return groups.joined(separator: separator)
  }
}
