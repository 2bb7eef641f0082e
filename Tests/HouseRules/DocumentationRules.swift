import Foundation

/// What others call says what they cannot see.
enum DocumentationRules {
  /// Declarations of other targets' concern at file scope have a doc comment.
  static func comments(_ source: SourceText) -> [Finding] {
    guard source.root == "Sources" else { return [] }
    let pattern =
      #"^(?:package|public) (?:final |indirect |nonisolated )*(func|protocol|struct|enum|class|actor) (\w+)"#
    return source.layers.code.enumerated().compactMap { index, code in
      guard let match = Pattern.matches(pattern, in: code).first else { return nil }
      let before = source.lines[..<index].last { !$0.hasPrefix("@") } ?? ""
      if before.hasPrefix("///") { return nil }
      return source.finding(
        index + 1, "\(match[1]) \(match[2]) has no doc comment",
        "say what a caller cannot see: guarantee, limit, unit, order, failure, source clause")
    }
  }
}
