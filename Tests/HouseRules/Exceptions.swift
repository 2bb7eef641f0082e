import Foundation

/// Written exceptions to the rules: `rule | path | reason`, a line each; `#` begins a comment.
struct Exceptions {
  static let countMax = 10
  static let path = "Tests/HouseRules/exceptions.txt"

  struct Entry: Hashable {
    let line: Int
    let rule: String
    let path: String
  }

  let entries: [Entry]
  /// What is wrong with the list itself.
  let findings: [Finding]

  init(_ text: String) {
    var (entries, findings): ([Entry], [Finding]) = ([], [])
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      if cells.count == 3, cells[2].count >= 20 {
        entries.append(Entry(line: index + 1, rule: cells[0], path: cells[1]))
      } else {
        findings.append(
          Finding(
            path: Exceptions.path, line: index + 1, wrong: "not an exception",
            remedy: "write `rule | path | reason`, the reason in a sentence"))
      }
    }
    if entries.count > Exceptions.countMax {
      findings.append(
        Finding(
          path: Exceptions.path, line: 1, wrong: "\(entries.count) exceptions",
          remedy: "at most \(Exceptions.countMax): put the code in order instead"))
    }
    (self.entries, self.findings) = (entries, findings)
  }

  /// Findings that no exception covers, and exceptions of this rule that cover nothing.
  func applied(to findings: [Finding], of rule: String) -> [Finding] {
    let mine = entries.filter { $0.rule == rule }
    let paths = Set(mine.map(\.path))
    let unused = mine.filter { entry in !findings.contains { $0.path == entry.path } }.map { entry in
      Finding(
        path: Exceptions.path, line: entry.line, wrong: "the exception for \(entry.path) is not needed",
        remedy: "remove it")
    }
    return findings.filter { !paths.contains($0.path) } + unused
  }
}
