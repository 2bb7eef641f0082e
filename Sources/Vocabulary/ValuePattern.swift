/// A regular expression that whole values are held against (reference §3.7): one that can't be slow.
package struct ValuePattern: Hashable, Sendable, CustomStringConvertible {
  package static let charactersMax = 200
  /// Repetitions without an end. More of them, or a repeated group, make a matcher that goes back try
  /// exponentially often.
  package static let endlessMax = 2
  package let text: String

  /// - Throws: ``InvalidIdentifier`` when it is empty, too long, no regular expression, or could be slow.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let text = String(text)
    guard (1...Self.charactersMax).contains(text.utf8.count) else {
      throw InvalidIdentifier("pattern", "must have 1 to \(Self.charactersMax) characters")
    }
    guard Self.compiles(text) else { throw InvalidIdentifier("pattern", "must be a regular expression") }
    if let reason = Self.slowness(of: Array(text.utf8)) { throw InvalidIdentifier("pattern", reason) }
    self.text = text
  }

  /// Whether the whole of the value is what the pattern says.
  package func matches(_ value: String) -> Bool {
    // Parsing proved that it compiles; a regular expression of the library can't be kept between tasks.
    do { return try Regex(text).wholeMatch(in: value) != nil } catch { return false }
  }

  package var description: String { text }

  private static func compiles(_ text: String) -> Bool {
    do {
      _ = try Regex(text)
      return true
    } catch { return false }
  }

  private static func slowness(of pattern: [UInt8]) -> String? {
    var (endless, isInClass, place) = (0, false, 0)
    while place < pattern.count {
      let byte = pattern[place]
      let next = place + 1 < pattern.count ? pattern[place + 1] : nil
      switch byte {
      case UInt8(ascii: "\\"):
        if let next, (0x31...0x39).contains(next) || next == UInt8(ascii: "k") || next == UInt8(ascii: "g") {
          return "must hold no reference back"
        }
        place += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case _ where isInClass: break
      case UInt8(ascii: ")"):
        if let next, "*+{".utf8.contains(next) { return "must repeat no group" }
      case UInt8(ascii: "*"), UInt8(ascii: "+"): endless += 1
      case UInt8(ascii: "{"):
        let inside = pattern[(place + 1)...].prefix { $0 != UInt8(ascii: "}") }
        if inside.last == UInt8(ascii: ",") { endless += 1 }
      default: break
      }
      place += 1
    }
    return endless > endlessMax ? "must hold at most \(endlessMax) repetitions without an end" : nil
  }
}
