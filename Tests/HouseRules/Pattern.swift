import Foundation
import Synchronization

/// Regular expressions, compiled once.
enum Pattern {
  private static let compiled = Mutex<[String: NSRegularExpression]>([:])

  /// Every match: the whole and its groups; a group that took no part is empty.
  static func matches(_ pattern: String, in text: String) -> [[String]] {
    let expression = compiled.withLock { known -> NSRegularExpression in
      if let expression = known[pattern] { return expression }
      // A pattern is a literal of these files: one that does not compile is a mistake in them.
      let expression = try! NSRegularExpression(pattern: pattern)
      known[pattern] = expression
      return expression
    }
    let whole = NSRange(text.startIndex..., in: text)
    return expression.matches(in: text, range: whole).map { result in
      (0..<result.numberOfRanges).map { group in
        Range(result.range(at: group), in: text).map { String(text[$0]) } ?? ""
      }
    }
  }
}
