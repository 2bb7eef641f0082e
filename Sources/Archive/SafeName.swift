import Foundation

/// A name for a file or folder that no system takes amiss: one path part, without control, invisible or
/// direction-changing characters, without what Windows reserves, not hidden, short enough.
package struct SafeName: Hashable, Sendable {
  /// Bytes of a name in UTF-8.
  package static let bytesMax = 150

  package let text: String

  /// - Parameter fallback: for a name of which nothing is left.
  package init(_ name: String, bytesMax: Int = SafeName.bytesMax, fallback: String) {
    var scalars = String.UnicodeScalarView()
    for scalar in name.precomposedStringWithCanonicalMapping.unicodeScalars.prefix(Self.scalarsMax) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        if scalars.last.map({ $0 != " " }) ?? false { scalars.append(" ") }
      case .format, .surrogate, .privateUse, .unassigned: continue
      default: scalars.append(Self.reserved.contains(scalar) ? "_" : scalar)
      }
    }
    let (stem, ending) = Self.split(Self.trimmed(String(scalars)))
    var name = Self.trimmed(Self.shortened(stem, to: bytesMax - ending.utf8.count)) + ending
    if name.isEmpty || name == ending { name = fallback + ending }
    if Self.devices.contains(name.prefix { $0 != "." }.uppercased()) { name = "_" + name }
    text = name
  }

  /// The ending, dot included, when it looks like one.
  private static func split(_ name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
    let ending = name[name.index(after: dot)...]
    guard (1...10).contains(ending.utf8.count),
      ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return (name, "") }
    return (String(name[..<dot]), "." + ending)
  }

  private static func shortened(_ text: String, to bytes: Int) -> String {
    var short = text
    while short.utf8.count > bytes { short.removeLast() }
    return short
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: CharacterSet(charactersIn: " ."))
  }

  private static let scalarsMax = 400
  private static let reserved = Set("\"\\/:*?<>|".unicodeScalars)
  private static let devices: Set<String> = Set(
    ["CON", "PRN", "AUX", "NUL"] + (0...9).flatMap { ["COM\($0)", "LPT\($0)"] })
}

/// Gives each file of a folder a name of its own, whatever the case: the second becomes `name (2).pdf`.
package struct UniqueNames: Sendable {
  private var taken: Set<String> = []

  package init() {}

  package mutating func name(_ name: String, fallback: String) -> String {
    let safe = SafeName(name, bytesMax: SafeName.bytesMax - 8, fallback: fallback).text
    var unique = safe
    var count = 1
    while !taken.insert(unique.lowercased()).inserted {
      count += 1
      let dot = safe.lastIndex(of: ".") ?? safe.endIndex
      unique = "\(safe[..<dot]) (\(count))\(safe[dot...])"
    }
    return unique
  }
}
