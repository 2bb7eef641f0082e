import Testing

/// A strict reader of Prometheus' text exposition format 0.0.4: what it takes, every scraper takes. It also
/// finds what `promtool check metrics` finds: families without help, counters without `_total`.
struct Exposition {
  struct Malformed: Error, CustomStringConvertible {
    let line: String
    let why: String
    var description: String { "\(why): \(line)" }
  }

  struct Sample {
    let name: String
    let labels: [String: String]
    let value: Double
  }

  private(set) var kinds: [String: String] = [:]
  private(set) var samples: [Sample] = []
  private var helps: Set<String> = []
  private var series: Set<String> = []
  private var closed: Set<String> = []
  private var family = ""

  init(parsing text: String) throws {
    guard text.hasSuffix("\n") else {
      throw Malformed(line: String(text.suffix(80)), why: "no last line end")
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("# ") { try comment(String(line)) } else { try sample(String(line)) }
    }
    for (name, kind) in kinds {
      guard helps.contains(name) else { throw Malformed(line: name, why: "no help") }
      guard (kind == "counter") == name.hasSuffix("_total") else {
        throw Malformed(line: name, why: "a counter, and nothing else, ends in _total")
      }
      if kind == "histogram" { try histogram(name) }
    }
  }

  /// The sum over the samples of that name that have these labels.
  func sum(_ name: String, _ labels: [String: String] = [:]) -> Double {
    samples.filter { sample in
      sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
    }.reduce(0) { $0 + $1.value }
  }

  private mutating func comment(_ line: String) throws {
    let words = line.split(separator: " ", maxSplits: 3).map(String.init)
    guard words.count == 4, Self.isName(words[2]) else { throw Malformed(line: line, why: "comment") }
    try enter(words[2], line)
    switch words[1] {
    case "HELP":
      guard helps.insert(words[2]).inserted else { throw Malformed(line: line, why: "help twice") }
    case "TYPE":
      guard ["counter", "gauge", "histogram"].contains(words[3]), kinds[words[2]] == nil else {
        throw Malformed(line: line, why: "type")
      }
      kinds[words[2]] = words[3]
    default: throw Malformed(line: line, why: "comment")
    }
  }

  /// All lines of a family stand together.
  private mutating func enter(_ name: String, _ line: String) throws {
    guard name != family else { return }
    guard !closed.contains(name) else { throw Malformed(line: line, why: "family in two places") }
    closed.insert(family)
    family = name
  }

  private mutating func sample(_ line: String) throws {
    var rest = Substring(line)
    let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" })
    guard Self.isName(name) else { throw Malformed(line: line, why: "name") }
    rest = rest.dropFirst(name.count)
    let labels = try Self.labels(&rest, line)
    guard rest.first == " ", let value = Double(rest.dropFirst()), value.isFinite else {
      throw Malformed(line: line, why: "value")
    }
    let suffixes = ["_bucket", "_sum", "_count"]
    let base = suffixes.first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) }
    let owner = base.flatMap { kinds[$0] == "histogram" ? $0 : nil } ?? name
    guard owner == family, kinds[owner] != nil else { throw Malformed(line: line, why: "no type before it") }
    guard kinds[owner] == "gauge" || value >= 0 else { throw Malformed(line: line, why: "below nothing") }
    guard series.insert("\(name) \(labels.sorted { $0.key < $1.key })").inserted else {
      throw Malformed(line: line, why: "series twice")
    }
    samples.append(Sample(name: name, labels: labels, value: value))
  }

  private static func labels(_ rest: inout Substring, _ line: String) throws -> [String: String] {
    guard rest.first == "{" else { return [:] }
    rest = rest.dropFirst()
    var labels: [String: String] = [:]
    while rest.first != "}" {
      let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      rest = rest.dropFirst(name.count)
      guard isName(name), !name.contains(":"), rest.hasPrefix("=\"") else {
        throw Malformed(line: line, why: "label")
      }
      rest = rest.dropFirst(2)
      let value = try quoted(&rest, line)
      guard labels.updateValue(value, forKey: name) == nil else {
        throw Malformed(line: line, why: "label twice")
      }
      if rest.first == "," {
        rest = rest.dropFirst()
      } else if rest.first != "}" {
        throw Malformed(line: line, why: "after a label")
      }
    }
    rest = rest.dropFirst()
    return labels
  }

  private static func quoted(_ rest: inout Substring, _ line: String) throws -> String {
    var value = ""
    while let character = rest.popFirst() {
      switch character {
      case "\"": return value
      case "\\":
        guard let escaped = rest.popFirst(), let plain = ["\\": "\\", "\"": "\"", "n": "\n"][escaped] else {
          throw Malformed(line: line, why: "escape")
        }
        value += plain
      default: value.append(character)
      }
    }
    throw Malformed(line: line, why: "label without end")
  }

  private func histogram(_ name: String) throws {
    let groups = Dictionary(grouping: samples.filter { $0.name.hasPrefix(name + "_") }) { sample in
      sample.labels.filter { $0.key != "le" }
    }
    for (labels, samples) in groups {
      let buckets = samples.filter { $0.name == name + "_bucket" }
      let bounds = buckets.map { $0.labels["le"].flatMap(Double.init) ?? .nan }
      let counts = buckets.map(\.value)
      guard bounds.last == .infinity, bounds == bounds.sorted(), counts == counts.sorted(),
        samples.filter({ $0.name == name + "_sum" }).count == 1,
        samples.first(where: { $0.name == name + "_count" })?.value == counts.last
      else { throw Malformed(line: "\(name) \(labels)", why: "histogram") }
    }
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        || $0 == ":"
    }
  }
}
