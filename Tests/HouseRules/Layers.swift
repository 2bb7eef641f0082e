/// A Swift text taken apart into code, the contents of string literals, and comments: three texts of the same
/// lines, in which what belongs to the others is blank. Interpolations are code. Quotes stay in the code.
struct Layers {
  private(set) var code: [String] = []
  private(set) var strings: [String] = []
  private(set) var comments: [String] = []
  /// Whether a line begins inside a string literal of several lines.
  private(set) var beginsInString: [Bool] = []

  private enum Context {
    /// Parentheses that are open since the interpolation began; 0 at file level.
    case code(parentheses: Int)
    case string(hashes: Int, isMultiline: Bool)
    case lineComment
    case blockComment(depth: Int)
    case regex
  }

  private let bytes: [UInt8]
  private var position = 0
  private var contexts: [Context] = [.code(parentheses: 0)]
  private var line: (code: [UInt8], strings: [UInt8], comments: [UInt8]) = ([], [], [])

  init(_ text: String) {
    bytes = Array(text.utf8)
    beginsInString.append(false)
    while position < bytes.count { step() }
    endLine()
    beginsInString.removeLast()
  }

  private mutating func step() {
    if bytes[position] == UInt8(ascii: "\n") {
      position += 1
      if case .lineComment? = contexts.last { contexts.removeLast() }
      if case .regex? = contexts.last { contexts.removeLast() }
      endLine()
      return
    }
    switch contexts.last ?? .code(parentheses: 0) {
    case .code(let parentheses): stepInCode(parentheses)
    case .string(let hashes, let isMultiline): stepInString(hashes, isMultiline)
    case .lineComment: emit(1, to: \.comments)
    case .blockComment(let depth): stepInComment(depth)
    case .regex:
      if peek("\\") { return emit(2, to: \.strings) }
      if peek("/") { contexts.removeLast() }
      emit(1, to: \.strings)
    }
  }

  private mutating func stepInCode(_ parentheses: Int) {
    if peek("//") {
      contexts.append(.lineComment)
      return emit(2, to: \.comments)
    }
    if peek("/*") {
      contexts.append(.blockComment(depth: 1))
      return emit(2, to: \.comments)
    }
    let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    if position + hashes < bytes.count, bytes[position + hashes] == UInt8(ascii: "\"") {
      let isMultiline = peek("\"\"\"", ahead: hashes)
      contexts.append(.string(hashes: hashes, isMultiline: isMultiline))
      return emit(hashes + (isMultiline ? 3 : 1), to: \.code)
    }
    if beginsRegex {
      contexts.append(.regex)
      return emit(1, to: \.strings)
    }
    if contexts.count > 1 {
      if peek("(") { contexts[contexts.count - 1] = .code(parentheses: parentheses + 1) }
      if peek(")") {
        contexts.removeLast()
        if parentheses > 1 { contexts.append(.code(parentheses: parentheses - 1)) }
      }
    }
    emit(1, to: \.code)
  }

  private mutating func stepInString(_ hashes: Int, _ isMultiline: Bool) {
    let marks = String(repeating: "#", count: hashes)
    if peek("\\" + marks + "(") {
      emit(1 + hashes, to: \.strings)
      contexts.append(.code(parentheses: 1))
      return emit(1, to: \.code)
    }
    if hashes == 0, peek("\\") { return emit(2, to: \.strings) }
    let end = (isMultiline ? "\"\"\"" : "\"") + marks
    if peek(end) {
      contexts.removeLast()
      return emit(end.utf8.count, to: \.code)
    }
    emit(1, to: \.strings)
  }

  private mutating func stepInComment(_ depth: Int) {
    if peek("/*") || peek("*/") {
      let new = peek("/*") ? depth + 1 : depth - 1
      contexts.removeLast()
      if new > 0 { contexts.append(.blockComment(depth: new)) }
      return emit(2, to: \.comments)
    }
    emit(1, to: \.comments)
  }

  /// A slash after nothing, a parenthesis, a comma or an equals sign, with no space after it and another
  /// slash in the line.
  private var beginsRegex: Bool {
    guard peek("/"), position + 1 < bytes.count, bytes[position + 1] != UInt8(ascii: " ") else {
      return false
    }
    let before = line.code.last { $0 != UInt8(ascii: " ") }
    guard before.map({ "(,=:[".utf8.contains($0) }) ?? true else { return false }
    return bytes[(position + 1)...].prefix { $0 != UInt8(ascii: "\n") }.contains(UInt8(ascii: "/"))
  }

  private func peek(_ text: String, ahead: Int = 0) -> Bool {
    bytes[min(position + ahead, bytes.count)...].starts(with: text.utf8)
  }

  private mutating func emit(
    _ count: Int, to layer: WritableKeyPath<(code: [UInt8], strings: [UInt8], comments: [UInt8]), [UInt8]>
  ) {
    for _ in 0..<count where position < bytes.count && bytes[position] != UInt8(ascii: "\n") {
      line.code.append(UInt8(ascii: " "))
      line.strings.append(UInt8(ascii: " "))
      line.comments.append(UInt8(ascii: " "))
      line[keyPath: layer][line.code.count - 1] = bytes[position]
      position += 1
    }
  }

  private mutating func endLine() {
    code.append(String(decoding: line.code, as: UTF8.self))
    strings.append(String(decoding: line.strings, as: UTF8.self))
    comments.append(String(decoding: line.comments, as: UTF8.self))
    line = ([], [], [])
    if case .string? = contexts.last { beginsInString.append(true) } else { beginsInString.append(false) }
  }
}
