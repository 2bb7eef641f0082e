/// Names of the entries of a ZIP archive, as far as a sample shows them. Nothing is unpacked.
struct ZIPNames: Hashable, Sendable {
  /// In lower case, with `/` between folders whatever the writer put there.
  let names: Set<String>
  /// The archive's own list is in the sample, whole.
  let isComplete: Bool
  /// What an OpenDocument file says it is, in its first entry.
  let openDocumentType: String?

  init(_ sample: DocumentSample) {
    let (listed, isComplete) = Self.listed(sample.tail)
    names = Set(isComplete ? listed : listed + Self.local(sample.head))
    self.isComplete = isComplete
    openDocumentType = Self.openDocumentType(sample.head)
  }

  func contains(folder: String) -> Bool { names.contains { $0.hasPrefix(folder) } }

  private static let local: [UInt8] = [0x50, 0x4B, 3, 4]
  private static let central: [UInt8] = [0x50, 0x4B, 1, 2]
  private static let end: [UInt8] = [0x50, 0x4B, 5, 6]

  /// Headers before the entries, from the first on. Where a header does not tell its entry's length, the next
  /// header is looked for.
  private static func local(_ head: [UInt8]) -> [String] {
    var names: [String] = []
    var place = 0
    while head.starts(local, at: place), let name = head.name(at: place + 30, length: place + 26) {
      names.append(name)
      let content = place + 30 + head.number(2, at: place + 26) + head.number(2, at: place + 28)
      let isLengthAfter = head.number(2, at: place + 6) & 8 != 0
      if isLengthAfter {
        guard let next = head.first(local, from: content) else { break }
        place = next
      } else {
        place = content + head.number(4, at: place + 18)
      }
    }
    return names
  }

  /// The list at the archive's end.
  private static func listed(_ tail: [UInt8]) -> (names: [String], isComplete: Bool) {
    guard let ending = tail.last(end), ending + 22 <= tail.count else { return ([], false) }
    let begin = ending - tail.number(4, at: ending + 12)
    let isComplete = begin >= 0 && (begin == ending || tail.starts(central, at: begin))
    var names: [String] = []
    var place = isComplete ? begin : tail.first(central, from: 0) ?? ending
    while place < ending, tail.starts(central, at: place),
      let name = tail.name(at: place + 46, length: place + 28)
    {
      names.append(name)
      place += 46 + [28, 30, 32].map { tail.number(2, at: place + $0) }.reduce(0, +)
    }
    return (names, isComplete && place == ending)
  }

  /// OpenDocument 1.3, part 2, §3.3: the entry `mimetype` comes first and is not compressed.
  private static func openDocumentType(_ head: [UInt8]) -> String? {
    guard head.starts(local, at: 0), head.number(2, at: 8) == 0,
      head.name(at: 30, length: 26) == "mimetype"
    else { return nil }
    let begin = 38 + head.number(2, at: 28)
    let type = head.dropFirst(begin).prefix { isTypeByte($0) }
    return String(decoding: type.prefix(max(head.number(4, at: 18), 0)), as: UTF8.self)
  }

  private static func isTypeByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x2F].contains(byte)
  }
}

extension [UInt8] {
  func starts(_ bytes: [UInt8], at place: Int) -> Bool {
    place >= 0 && place + bytes.count <= count && self[place..<place + bytes.count].elementsEqual(bytes)
  }

  func first(_ bytes: [UInt8], from place: Int) -> Int? {
    guard place >= 0, place + bytes.count <= count else { return nil }
    return (place...count - bytes.count).first { starts(bytes, at: $0) }
  }

  func last(_ bytes: [UInt8]) -> Int? {
    guard bytes.count <= count else { return nil }
    return (0...count - bytes.count).last { starts(bytes, at: $0) }
  }

  /// Least significant byte first; 0 where the sample ends.
  fileprivate func number(_ length: Int, at place: Int) -> Int {
    guard place >= 0, place + length <= count else { return 0 }
    return self[place..<place + length].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Nil where the sample ends.
  fileprivate func name(at place: Int, length: Int) -> String? {
    let count = number(2, at: length)
    guard place + count <= self.count else { return nil }
    let text = String(decoding: self[place..<place + count], as: UTF8.self)
    return text.lowercased().replacing("\\", with: "/")
  }
}
