import Foundation

/// A Swift file of the house, read once.
struct SourceText {
  /// From the root: `Sources/Storage/SQL.swift`.
  let path: String
  let lines: [String]
  let layers: Layers

  init(_ path: String, _ text: String) {
    self.path = path
    lines = text.components(separatedBy: "\n")
    layers = Layers(text)
  }

  /// `Sources` or `Tests`…
  var root: String { String(path.prefix { $0 != "/" }) }
  /// The folder under `Sources` or `Tests`: the target.
  var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
  /// Tests, and what only tests are made with.
  var isForTests: Bool { root != "Sources" || room == "EBoxTesting" }

  func finding(_ line: Int, _ wrong: String, _ remedy: String) -> Finding {
    Finding(path: path, line: line, wrong: wrong, remedy: remedy)
  }

  /// Lines (1-based) whose code matches, with the match.
  func codeMatches(_ pattern: String) -> [(line: Int, match: String)] {
    layers.code.enumerated().flatMap { index, code in
      Pattern.matches(pattern, in: code).map { (index + 1, $0[0]) }
    }
  }
}
