/// Reads a declaration's parameters and body out of code without literals and comments.
struct FunctionReader {
  private let characters: [Character]
  private var position = 0

  init(first: Substring, rest: ArraySlice<String>) {
    characters = Array(([String(first)] + rest).joined(separator: "\n"))
  }

  /// Line breaks passed.
  var linesRead: Int { characters[..<min(position, characters.count)].count { $0 == "\n" } }

  /// Number of parameters, or nil when there is no list of them. Afterwards the reader stands past the list.
  mutating func parameters() -> Int? {
    guard let open = characters[position...].firstIndex(of: "(") else { return nil }
    position = open + 1
    var (depth, commas, hasText, sinceComma) = (1, 0, false, false)
    while position < characters.count, depth > 0 {
      let character = characters[position]
      if "([{".contains(character) || isGenericOpening { depth += 1 }
      if ")]}".contains(character) || isGenericClosing { depth -= 1 }
      if depth == 1, character == "," {
        commas += 1
        sinceComma = false
      } else if depth > 0, !character.isWhitespace {
        (hasText, sinceComma) = (true, true)
      }
      position += 1
    }
    return hasText ? commas + (sinceComma ? 1 : 0) : 0
  }

  /// The code between the braces, or nil when the declaration has none.
  mutating func body() -> [Substring]? {
    guard findBrace() else { return nil }
    let start = position + 1
    var depth = 0
    while position < characters.count {
      if characters[position] == "{" { depth += 1 }
      if characters[position] == "}" { depth -= 1 }
      if depth == 0 { break }
      position += 1
    }
    return String(characters[min(start, position)..<position]).split(separator: "\n")
  }

  /// Goes to the body's brace, over `async throws(…) -> … where …`, which may continue on the next lines.
  private mutating func findBrace() -> Bool {
    var depth = 0
    var ahead = position
    while ahead < characters.count {
      let character = characters[ahead]
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if depth < 0 || character == "}" { return false }
      if depth == 0, character == "{" {
        position = ahead
        return true
      }
      if depth == 0, character == "\n", !continues(after: ahead) { return false }
      ahead += 1
    }
    return false
  }

  private func continues(after lineBreak: Int) -> Bool {
    let before = characters[..<lineBreak].last { !$0.isWhitespace }
    if let before, ",&(>".contains(before) { return true }
    let next = String(characters[lineBreak...].drop { $0.isWhitespace }.prefix(8))
    return ["->", "{", "async", "throws", "rethrows", "where"].contains { next.hasPrefix($0) }
  }

  private var isGenericOpening: Bool {
    characters[position] == "<" && position > 0 && (characters[position - 1].isLetter)
  }

  private var isGenericClosing: Bool {
    characters[position] == ">" && position > 0 && !"-=".contains(characters[position - 1])
      && characters[position - 1] != " "
  }
}
