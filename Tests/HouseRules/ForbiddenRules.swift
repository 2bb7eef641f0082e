import Foundation

/// What code must not hold.
enum ForbiddenRules {
  /// The comment that says why an error that is dropped is an answer.
  static let answerComment = "// absent is an answer:"

  /// `try?`, unless it asks an initialiser or decoder whether it takes a value in hand, where nil is the one
  /// other answer, or a comment on its line or the line before says why nothing is lost.
  static func droppedErrors(_ source: SourceText) -> [Finding] {
    if source.isForTests { return [] }
    let parsing = #"try\?\s+(?:[A-Z_][\w.]*\(|\w+\.decode\()"#
    return source.codeMatches(#"\btry\?\s*\S*"#).compactMap { line, match in
      let near = source.layers.comments[max(0, line - 2)..<line]
      let isExplained = near.contains { $0.contains(answerComment) }
      if isExplained || !Pattern.matches(parsing, in: match).isEmpty { return nil }
      return source.finding(
        line, "try? drops an error",
        "throw it on, handle it, or say `\(answerComment) …` on this line or before it")
    }
  }

  /// `!` that ends the program.
  static func traps(_ source: SourceText) -> [Finding] {
    if source.isForTests { return [] }
    let unwraps = source.codeMatches(#"[\w\)\]\}]!(?!=)"#).map { line, _ in
      source.finding(line, "a forced unwrap, try! or as!", "throw, or give the value another way out")
    }
    let fatal = source.codeMatches(#"\bfatalError\s*\("#).map { line, _ in
      source.finding(line, "fatalError", "throw a fault")
    }
    return unwraps + fatal
  }

  /// The clock and chance come in as ``TimeSource`` and ``RandomSource``; the program's composition hands
  /// them out.
  static func clockAndChance(_ source: SourceText) -> [Finding] {
    if source.isForTests || source.path == "Sources/Vocabulary/TimeSource.swift" { return [] }
    let direct =
      #"\bDate\(\)|\bDate\.now\b|\bUUID\(\)|\.random\(in|SystemRandomNumberGenerator|clock_gettime"#
    let handedOut = #"\bSystemTime\(\)|\bSystemRandom\(\)"#
    let pattern = source.room == "ebox" ? direct : direct + "|" + handedOut
    return source.codeMatches(pattern).map { line, match in
      source.finding(line, "\(match) outside the clock and id source", "take a TimeSource or RandomSource")
    }
  }

  static func leftovers(_ source: SourceText) -> [Finding] {
    source.layers.comments.enumerated().compactMap { index, comment in
      guard let mark = Pattern.matches(#"\b(TODO|FIXME|XXX|HACK)\b"#, in: comment).first else { return nil }
      return source.finding(index + 1, mark[0], "do it now, or write it in an issue")
    }
  }

  /// A file carries the name of its one type or verb.
  static func fileName(_ source: SourceText) -> [Finding] {
    let name = source.fileName.replacingOccurrences(of: ".swift", with: "")
    let pattern = #"(Utilities|Utils?|Helpers?|Manager|Common|Impl|DTOs?|Placeholder)(?![a-z])"#
    guard let word = Pattern.matches(pattern, in: name).first?[0] else { return [] }
    return [source.finding(1, "a file called \(word)", "name it after its one type or verb")]
  }
}
