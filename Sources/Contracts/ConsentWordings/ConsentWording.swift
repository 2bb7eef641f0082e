import Vocabulary

/// The text of the consent screen, word for word, in one version and language. Every version that anybody may
/// have accepted stays in the program, so that what was accepted can be read as long as the consent history
/// lives (R-CON-2).
package struct ConsentWording: Hashable, Sendable {
  package let text: ConsentText
  /// With the placeholder `{channel}`, as are the points.
  package let lead: String
  package let points: [String]

  /// What a digest is taken of: lead and points, a line each, with placeholders, without a final newline.
  package var canonical: String { ([lead] + points).joined(separator: "\n") }

  /// The lead with the channel's name in it.
  package func lead(for channel: String) -> String { Self.filled(lead, channel) }
  package func points(for channel: String) -> [String] { points.map { Self.filled($0, channel) } }

  /// Every version in every language, oldest first. A landed text is never changed: a new version is added.
  package static let all: [ConsentWording] = november2026 + december2026

  /// Nil when there is no such version.
  package static func find(_ text: ConsentText) -> ConsentWording? { all.first { $0.text == text } }

  static func version(_ version: String, _ texts: [(Language, String)]) -> [ConsentWording] {
    texts.map { language, text in
      let lines = text.split(separator: "\n").map(String.init)
      return ConsentWording(
        text: ConsentText(version: version, language: language), lead: lines[0],
        points: Array(lines.dropFirst()))
    }
  }

  private static func filled(_ text: String, _ channel: String) -> String {
    text.replacing("{channel}", with: channel)
  }
}
