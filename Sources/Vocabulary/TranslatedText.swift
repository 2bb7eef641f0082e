/// A language of the contracts: `nl`, `fr`, `de`, and `en` (Registry 3 only).
package enum Language: String, Hashable, Sendable, CaseIterable, Comparable {
  case nl, fr, de, en

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    guard let language = Language(rawValue: String(text)) else {
      throw InvalidIdentifier("language", "must be nl, fr, de or en")
    }
    self = language
  }

  /// The order in which a missing translation is filled from another.
  package static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// A text in one language or more; never empty.
package struct TranslatedText: Hashable, Sendable {
  package let texts: [Language: String]

  /// - Throws: ``InvalidIdentifier`` when there is no language, an empty text, a control character, or a
  ///   text that is
  ///   longer than `charactersMax`.
  package init(parsing texts: [Language: String], kind: String, charactersMax: Int) throws(InvalidIdentifier)
  {
    guard !texts.isEmpty else { throw InvalidIdentifier(kind, "needs a text in nl, fr, de or en") }
    for (language, text) in texts {
      guard !text.allSatisfy(\.isWhitespace) else {
        throw InvalidIdentifier("\(kind).\(language)", "must not be empty")
      }
      // Counting characters is slow, and a text is never longer in characters than in bytes.
      guard text.utf8.count <= 8 * charactersMax,
        text.utf8.count <= charactersMax || text.count <= charactersMax
      else {
        throw InvalidIdentifier("\(kind).\(language)", "must have at most \(charactersMax) characters")
      }
      guard
        !text.unicodeScalars.contains(where: {
          $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0x7F
        })
      else {
        throw InvalidIdentifier("\(kind).\(language)", "must not hold control characters")
      }
    }
    self.texts = texts
  }

  /// The text in `language`, or in the first language that there is; `isFilled` says that it is another
  /// language's.
  package func text(in language: Language) -> (text: String, language: Language, isFilled: Bool) {
    if let text = texts[language] { return (text, language, false) }
    let first = texts.min { $0.key < $1.key }
    return (first?.value ?? "", first?.key ?? language, true)
  }

  /// All four languages, missing ones filled from the first that there is (R-PUB-8).
  package var filled: [Language: String] {
    Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, text(in: $0).text) })
  }

  /// The one language that the text is in, or nil when there are several.
  package var onlyLanguage: Language? { texts.count == 1 ? texts.keys.first : nil }
}
