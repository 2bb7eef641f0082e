/// A regular expression that whole values are held against (reference §3.7).
package struct ValuePattern: Hashable, Sendable, CustomStringConvertible {
  package static let charactersMax = 200
  package let text: String

  /// - Throws: ``InvalidIdentifier`` when it is empty, too long or no regular expression.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    guard (1...Self.charactersMax).contains(text.utf8.count) else {
      throw InvalidIdentifier("pattern", "must have 1 to \(Self.charactersMax) characters")
    }
    do { _ = try Regex(String(text)) } catch {
      throw InvalidIdentifier("pattern", "must be a regular expression")
    }
    self.text = String(text)
  }

  /// Whether the whole of the value is what the pattern says.
  package func matches(_ value: String) -> Bool {
    // Parsing proved that it compiles; a regular expression of the library can't be kept between tasks.
    do { return try Regex(text).wholeMatch(in: value) != nil } catch { return false }
  }

  package var description: String { text }
}
