import Foundation

/// A few words that the citizen chose and that only the citizen and the eBox know: each mail shows them
/// (R-NOT-5). Prints as nothing.
package struct NoticePhrase: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  package static let charactersMin = 4
  package static let charactersMax = 60
  /// Combining marks can make one character very long.
  private static let bytesMax = 8 * charactersMax

  /// One line, without spaces at its ends.
  package let text: String

  /// Takes one line of letters, digits, marks and spaces. Nothing that a mail program makes a link of:
  /// no `://`, no `www.`, no `@`, no dot between two letters or digits.
  package init(parsing text: some StringProtocol) throws(NoticePhraseMistake) {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard trimmed.count >= Self.charactersMin else { throw .tooShort }
    guard trimmed.count <= Self.charactersMax, trimmed.utf8.count <= Self.bytesMax else { throw .tooLong }
    guard trimmed.unicodeScalars.allSatisfy(Self.isPlain) else { throw .hasControls }
    guard !Self.looksLikeLink(trimmed) else { throw .hasLink }
    self.text = trimmed
  }

  package var description: String { "…" }
  package var debugDescription: String { description }

  /// No control, format (direction marks, zero-width), line or private character.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  private static func looksLikeLink(_ text: String) -> Bool {
    let small = text.lowercased()
    if ["://", "www.", "@", "mailto:", "tel:"].contains(where: small.contains) { return true }
    let scalars = Array(small.unicodeScalars)
    return scalars.indices.dropFirst().dropLast().contains { index in
      [".", "。", "．", "｡"].contains(scalars[index])
        && scalars[index - 1].properties.isAlphabeticOrDigit
        && scalars[index + 1].properties.isAlphabeticOrDigit
    }
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isAlphabeticOrDigit: Bool { isAlphabetic || numericType != nil }
}

extension NoticePhrase: CustomReflectable {
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why words are not a phrase. Case order is check order.
package enum NoticePhraseMistake: String, Error, Hashable, Sendable, CaseIterable {
  case tooShort, tooLong
  /// Control or invisible characters, or a line break.
  case hasControls
  /// Something that a mail program would make a link of.
  case hasLink
}
