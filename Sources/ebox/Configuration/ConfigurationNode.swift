import Vocabulary
import Yams

/// A place in the configuration file. Every getter throws ``ConfigurationError`` with the file and line of
/// what is wrong.
struct ConfigurationNode {
  let node: Node
  let file: String
  /// From the top, for people: `channels[0].redirect-uris`.
  let path: String

  /// The file's top, or nil when it holds nothing but comments.
  static func parse(_ text: String, file: String) throws(ConfigurationError) -> ConfigurationNode? {
    do {
      guard let node = try Yams.compose(yaml: text) else { return nil }
      return ConfigurationNode(node: node, file: file, path: "")
    } catch let error as YamlError {
      throw ConfigurationError(place: file, reason: "is not YAML: \(error)")
    } catch {
      throw ConfigurationError(place: file, reason: "is not YAML")
    }
  }

  func error(_ reason: String) -> ConfigurationError {
    let line = node.mark.map { ":\($0.line)" } ?? ""
    return ConfigurationError(place: file + line, reason: path.isEmpty ? reason : "\(path): \(reason)")
  }

  var isMapping: Bool { node.mapping != nil }

  /// The entries of a mapping, in the file's order; a repeated or non-text key is refused.
  func entries() throws(ConfigurationError) -> [(key: String, node: ConfigurationNode)] {
    guard let mapping = node.mapping else { throw error("must be a mapping (key: value)") }
    var entries: [(key: String, node: ConfigurationNode)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw error("a key must be a text") }
      let child = ConfigurationNode(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
      guard !entries.contains(where: { $0.key == name }) else { throw child.error("is given twice") }
      entries.append((name, child))
    }
    return entries
  }

  /// A mapping that may hold these keys only.
  func fields(_ allowed: [String]) throws(ConfigurationError) -> [String: ConfigurationNode] {
    var fields: [String: ConfigurationNode] = [:]
    for (key, child) in try entries() {
      guard allowed.contains(key) else {
        let hint = nearestText(to: key, among: allowed).map { ": did you mean `\($0)`?" } ?? ""
        throw child.error("unknown key" + hint)
      }
      fields[key] = child
    }
    return fields
  }

  func items() throws(ConfigurationError) -> [ConfigurationNode] {
    guard let sequence = node.sequence else { throw error("must be a list") }
    return sequence.enumerated().map { index, item in
      ConfigurationNode(node: item, file: file, path: "\(path)[\(index)]")
    }
  }

  func text() throws(ConfigurationError) -> String {
    guard let text = node.scalar?.string else { throw error("must be a single value") }
    return text
  }

  func flag() throws(ConfigurationError) -> Bool {
    switch try text() {
    case "true": return true
    case "false": return false
    default: throw error("must be true or false")
    }
  }

  /// Parses the text with an identifier's parser.
  func value<Value>(_ parse: (String) throws(InvalidIdentifier) -> Value) throws(ConfigurationError) -> Value
  {
    let text = try text()
    do {
      return try parse(text)
    } catch {
      throw self.error(error.reason)
    }
  }

  func values<Value>(_ parse: (String) throws(InvalidIdentifier) -> Value) throws(ConfigurationError)
    -> [Value]
  {
    var values: [Value] = []
    for item in try items() { values.append(try item.value(parse)) }
    return values
  }

  /// A mapping of languages to texts.
  func translated(charactersMax: Int) throws(ConfigurationError) -> TranslatedText {
    var texts: [Language: String] = [:]
    for (key, child) in try entries() {
      guard let language = Language(rawValue: key) else { throw child.error("must be nl, fr, de or en") }
      texts[language] = try child.text()
    }
    do {
      return try TranslatedText(parsing: texts, kind: path, charactersMax: charactersMax)
    } catch {
      throw self.error(error.reason)
    }
  }
}

extension [String: ConfigurationNode] {
  /// The field, or an error at the mapping it lacks in.
  func required(_ key: String, in parent: ConfigurationNode) throws(ConfigurationError) -> ConfigurationNode {
    guard let node = self[key] else { throw parent.error("lacks `\(key)`") }
    return node
  }
}
