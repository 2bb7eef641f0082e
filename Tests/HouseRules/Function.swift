import Foundation

/// A function or initialiser as it stands in a file.
struct Function {
  let name: String
  /// 1-based line of `func` or `init`.
  let line: Int
  let parameters: Int
  /// The code between its braces, by lines; nil for a requirement of a protocol.
  let body: [Substring]?
  /// Lines from the first to the closing brace, without those inside text literals.
  let length: Int

  var isInitializer: Bool { name == "init" }

  /// Points at which the way through it divides.
  var branches: Int {
    let code = body?.joined(separator: "\n") ?? ""
    return Pattern.matches(#"\b(if|guard|for|while|case|catch)\b| \? |&&|\|\|"#, in: code).count
  }

  /// An initialiser that does nothing but assign, of values given or made of them.
  var onlyAssigns: Bool {
    guard isInitializer, let body, branches == 0 else { return false }
    let code = body.joined(separator: "\n")
    return Pattern.matches(#"\b(await|switch|return|throw|repeat|do)\b"#, in: code).isEmpty
      && code.contains("=")
  }
}

extension Function {
  /// All functions of a file, nested ones too, in the order in which they begin.
  static func all(in source: SourceText) -> [Function] {
    let code = source.layers.code
    return code.indices.flatMap { index -> [Function] in
      let pattern = #"(?:\bfunc\s+(\w+|[^\s\w(]+)\s*[<(]|(?<![.\w])(init)\b[?!]?\s*[(<])"#
      return Pattern.matches(pattern, in: code[index]).compactMap { groups in
        let column = code[index].range(of: groups[0])?.lowerBound
        guard let column else { return nil }
        let name = groups[1].isEmpty ? "init" : groups[1]
        return read(name, at: index, from: code[index][column...], source)
      }
    }
  }

  private static func read(
    _ name: String, at index: Int, from first: Substring, _ source: SourceText
  ) -> Function? {
    var reader = FunctionReader(first: first, rest: source.layers.code[(index + 1)...])
    guard let parameters = reader.parameters() else { return nil }
    let body = reader.body()
    let end = index + reader.linesRead
    let length = (index...end).count { !LengthRules.isInText($0, source) }
    return Function(name: name, line: index + 1, parameters: parameters, body: body, length: length)
  }
}
