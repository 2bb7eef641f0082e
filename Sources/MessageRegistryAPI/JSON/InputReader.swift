import Vocabulary

/// Reads a request document against its shape and gathers everything that is wrong with it: unknown names,
/// nulls, wrong types, missing and malformed values.
final class InputReader {
  static let issuesMax = 25
  static let namesCharactersMax = 100

  private(set) var issues: [Problem.Issue] = []
  private(set) var notOffered: [Problem.Issue] = []

  /// An object and where it stands in the document.
  struct Object {
    let path: String
    fileprivate let members: [String: JSON]

    func name(_ member: String) -> String { path.isEmpty ? member : "\(path).\(member)" }
    func has(_ member: String) -> Bool { members[member] != nil }
  }

  /// - Parameter names: all that may stand in it.
  func object(_ value: JSON, at path: String, names: Set<String>) -> Object? {
    guard case .object(let members) = value else {
      wrongType(path, "an object")
      return nil
    }
    var known: [String: JSON] = [:]
    for member in members {
      let name = path.isEmpty ? member.name : "\(path).\(member.name)"
      if !names.contains(member.name) {
        report(Problem.Issue.belgif + "unknownInput", name, "is not known here")
      } else if member.value == .null {
        report(Problem.Issue.belgif + "schemaViolation", name, "must not be null: leave it out")
      } else {
        known[member.name] = member.value
      }
    }
    return Object(path: path, members: known)
  }

  func object(_ name: String, of parent: Object, names: Set<String>, isRequired: Bool = false) -> Object? {
    value(name, of: parent, isRequired: isRequired).flatMap {
      object($0, at: parent.name(name), names: names)
    }
  }

  func elements(_ value: JSON, at path: String, countMax: Int) -> [(path: String, value: JSON)] {
    guard case .array(let elements) = value else {
      wrongType(path, "an array")
      return []
    }
    guard elements.count <= countMax else {
      report(Problem.Issue.belgif + "outOfRange", path, "may have at most \(countMax) elements")
      return []
    }
    return elements.enumerated().map { ("\(path)[\($0.offset)]", $0.element) }
  }

  func value(_ name: String, of object: Object, isRequired: Bool = false) -> JSON? {
    let value = object.members[name]
    if value == nil, isRequired { missing(object.name(name)) }
    return value
  }

  func text(_ name: String, of object: Object, isRequired: Bool = false) -> String? {
    guard let value = value(name, of: object, isRequired: isRequired) else { return nil }
    if case .string(let text) = value { return text }
    wrongType(object.name(name), "a string")
    return nil
  }

  func flag(_ name: String, of object: Object, default fallback: Bool = false) -> Bool {
    guard let value = value(name, of: object) else { return fallback }
    if case .bool(let flag) = value { return flag }
    wrongType(object.name(name), "a boolean")
    return fallback
  }

  /// A text that has a parser.
  func parsed<Value>(
    _ name: String, of object: Object, isRequired: Bool = false,
    by parse: (String) throws(InvalidIdentifier) -> Value
  ) -> Value? {
    guard let text = text(name, of: object, isRequired: isRequired) else { return nil }
    do { return try parse(text) } catch {
      invalid(object.name(name), error.reason)
      return nil
    }
  }

  /// A sum of money, which is required: a number, read from its text and never through binary fractions.
  func amount(_ name: String, of object: Object) -> MoneyAmount? {
    guard let value = value(name, of: object, isRequired: true) else { return nil }
    guard case .number(let text) = value else {
      wrongType(object.name(name), "a number")
      return nil
    }
    do { return try MoneyAmount(parsing: text) } catch {
      invalid(object.name(name), error.reason)
      return nil
    }
  }

  /// A `TranslatedString`; ours in what we send, `originalLanguage`, is not taken.
  func translated(
    _ name: String, of parent: Object, charactersMax: Int, _ languages: [Language], isRequired: Bool = false
  ) -> TranslatedText? {
    value(name, of: parent, isRequired: isRequired).flatMap {
      translated($0, at: parent.name(name), charactersMax: charactersMax, languages)
    }
  }

  func translated(
    _ value: JSON, at path: String, charactersMax: Int, _ languages: [Language]
  ) -> TranslatedText? {
    guard let object = object(value, at: path, names: Set(languages.map(\.rawValue))) else { return nil }
    var texts: [Language: String] = [:]
    for language in languages {
      texts[language] = text(language.rawValue, of: object)
    }
    do {
      return try TranslatedText(parsing: texts, kind: path, charactersMax: charactersMax)
    } catch {
      invalid(error.kind, error.reason)
      return nil
    }
  }

  /// Reports each of these members that is there as not offered in this release.
  func refuse(_ names: [String], of object: Object) {
    for name in names where object.has(name) { refuse(object.name(name)) }
  }

  func refuse(_ path: String) {
    notOffered.append(
      Problem.Issue(
        Problem.Issue.ours + "notOffered", in: .body, name: path, detail: "is not offered in this release"))
  }

  func invalid(_ path: String, _ reason: String) {
    report(Problem.Issue.belgif + "invalidInput", path, reason)
  }
  func missing(_ path: String) { report(Problem.Issue.belgif + "requiredInput", path, "is required") }

  /// - Throws: what was gathered, if anything.
  func finish() throws(EdgeRefusal) {
    guard issues.isEmpty else { throw .invalidInput(issues) }
    guard notOffered.isEmpty else { throw .notOffered(notOffered) }
  }

  /// Parses bytes that should be JSON.
  static func document(_ bytes: [UInt8]) throws(EdgeRefusal) -> JSON {
    do { return try JSONParser.parse(bytes) } catch {
      let detail =
        switch error {
        case .malformed(let offset): "is not JSON at byte \(offset)"
        case .tooDeep: "is nested more than \(JSONParser.depthMax) deep"
        case .nameRepeated: "holds a name twice in one object"
        case .notUTF8: "is not UTF-8"
        }
      throw .invalidInput([
        Problem.Issue(
          Problem.Issue.belgif + "schemaViolation", in: .body, name: nil, detail: "the document \(detail)")
      ])
    }
  }

  private func wrongType(_ path: String, _ expected: String) {
    report(Problem.Issue.belgif + "schemaViolation", path.isEmpty ? nil : path, "must be \(expected)")
  }

  private func report(_ type: String, _ name: String?, _ detail: String) {
    guard issues.count < InputReader.issuesMax else { return }
    let name = name.map { String($0.prefix(InputReader.namesCharactersMax)) }
    issues.append(Problem.Issue(type, in: .body, name: name, detail: detail))
  }
}
