import EdgeHTTP
import NIOCore

/// Reads a tar archive as it comes: POSIX ustar and pax, and what GNU tar writes for long names. Only plain
/// files and folders; folders make no step.
///
/// Source: IEEE Std 1003.1, *pax*, "ustar Interchange Format" and "pax Extended Header".
struct TarReader {
  enum Step {
    case file(name: String)
    case bytes(ByteBuffer)
    case endOfFile
    /// Bytes came that make no step yet.
    case pending
  }

  /// Extended headers and long names: more is no name of a file.
  static let extensionBytesMax = 65_536
  static let blockBytes = 512

  private enum State {
    case header
    case file(left: Int)
    /// Collects an extended header or a long name.
    case extended(TarHeader.Kind, size: Int)
    /// Content that is not looked at.
    case skipped(left: Int)
    case padding(left: Int)
    case ended
  }

  private let body: BodyReader
  private var held = ByteBuffer()
  private var state = State.header
  /// Of the entry that is open, and after it.
  private var padding = 0
  private var nextName: String?
  private var nextSize: Int?

  init(_ body: BodyReader) { self.body = body }

  /// - Returns: nil at the end of the archive.
  /// - Throws: ``ArchiveFailure``, or what the body throws.
  mutating func next() async throws -> Step? {
    if let step = try step() { return step }
    if case .ended = state {
      // What stands after the end mark is padding of the tape.
      held.clear()
      return try await body.next() == nil ? nil : .pending
    }
    guard let piece = try await body.next() else {
      guard case .header = state, held.readableBytes == 0, nextName == nil else {
        throw ArchiveFailure.truncated
      }
      state = .ended
      return nil
    }
    held.discardReadBytes()
    var more = piece
    held.writeBuffer(&more)
    return .pending
  }

  /// The next step of what is held; nil when more bytes are needed.
  private mutating func step() throws -> Step? {
    while true {
      switch state {
      case .ended: return nil
      case .padding(let left):
        let here = min(left, held.readableBytes)
        held.moveReaderIndex(forwardBy: here)
        guard here == left else {
          state = .padding(left: left - here)
          return nil
        }
        state = .header
      case .skipped(let left):
        let here = min(left, held.readableBytes)
        held.moveReaderIndex(forwardBy: here)
        guard here == left else {
          state = .skipped(left: left - here)
          return nil
        }
        state = .padding(left: padding)
      case .file(let left):
        guard left > 0 else {
          state = .padding(left: padding)
          return .endOfFile
        }
        guard let bytes = held.readSlice(length: min(left, held.readableBytes)), bytes.readableBytes > 0
        else {
          return nil
        }
        state = .file(left: left - bytes.readableBytes)
        return .bytes(bytes)
      case .extended(let kind, let size):
        guard let bytes = held.readBytes(length: size) else { return nil }
        try extend(kind, bytes)
        state = .padding(left: padding)
      case .header:
        guard let block = held.readBytes(length: Self.blockBytes) else { return nil }
        if let step = try begin(block) { return step }
      }
    }
  }

  private mutating func begin(_ block: [UInt8]) throws -> Step? {
    guard block.contains(where: { $0 != 0 }) else {
      state = .ended
      return nil
    }
    let header = try TarHeader(block)
    let size = header.kind == .file ? nextSize ?? header.size : header.size
    padding = (Self.blockBytes - size % Self.blockBytes) % Self.blockBytes
    switch header.kind {
    case .file:
      let name = nextName ?? header.name
      (nextName, nextSize) = (nil, nil)
      state = .file(left: size)
      return .file(name: name.hasPrefix("./") ? String(name.dropFirst(2)) : name)
    case .folder:
      (nextName, nextSize) = (nil, nil)
      state = .skipped(left: size)
    case .globalHeader, .longLink: state = .skipped(left: size)
    case .extendedHeader, .longName:
      guard size <= Self.extensionBytesMax else { throw ArchiveFailure.nameTooLong }
      state = .extended(header.kind, size: size)
    }
    return nil
  }

  private mutating func extend(_ kind: TarHeader.Kind, _ bytes: [UInt8]) throws {
    if kind == .longName {
      nextName = try TarHeader.text(bytes[...])
      return
    }
    for (key, value) in try Self.records(bytes) {
      switch key {
      case "path": nextName = value
      case "size":
        guard let size = Int(value), size >= 0, value.utf8.count <= 15 else {
          throw ArchiveFailure.malformedHeader
        }
        nextSize = size
      default: break
      }
    }
  }

  /// `length key=value`, a line each; the length counts the whole line.
  private static func records(_ bytes: [UInt8]) throws -> [(String, String)] {
    var records: [(String, String)] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let blank = rest.firstIndex(of: UInt8(ascii: " ")), blank - rest.startIndex <= 6,
        let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
        length > blank - rest.startIndex + 1,
        length <= rest.count, rest[rest.startIndex + length - 1] == UInt8(ascii: "\n")
      else { throw ArchiveFailure.malformedHeader }
      let record = rest[(blank + 1)..<(rest.startIndex + length - 1)]
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")),
        let key = String(validating: record[..<equals], as: UTF8.self),
        let value = String(validating: record[(equals + 1)...], as: UTF8.self)
      else { throw ArchiveFailure.malformedHeader }
      records.append((key, value))
      rest = rest.dropFirst(length)
    }
    return records
  }
}

/// Why a body is no archive that can be taken. Case order is check order.
package enum ArchiveFailure: Error, Hashable, Sendable, CaseIterable {
  case malformedHeader
  case nameTooLong
  /// A link, a device, a sparse file.
  case noPlainFile
  case truncated
}

/// The first block of an entry.
struct TarHeader {
  enum Kind: Hashable { case file, folder, extendedHeader, globalHeader, longName, longLink }

  let kind: Kind
  let name: String
  /// Bytes of the content.
  let size: Int

  /// - Parameter block: 512 bytes, not all zero.
  init(_ block: [UInt8]) throws(ArchiveFailure) {
    guard try Self.number(block[148..<156]) == Self.checksum(block) else { throw .malformedHeader }
    kind = try Self.kind(block[156])
    size = try Self.number(block[124..<136])
    let name = try Self.text(block[0..<100])
    // GNU tar has other things where ustar has the prefix.
    let isPOSIX = block[257..<263].elementsEqual(Array("ustar\0".utf8))
    let prefix = isPOSIX ? try Self.text(block[345..<500]) : ""
    self.name = prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  /// Up to the first NUL, in UTF-8.
  static func text(_ bytes: ArraySlice<UInt8>) throws(ArchiveFailure) -> String {
    guard let text = String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self) else {
      throw .malformedHeader
    }
    return text
  }

  private static func kind(_ flag: UInt8) throws(ArchiveFailure) -> Kind {
    switch flag {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file
    case UInt8(ascii: "5"): .folder
    case UInt8(ascii: "x"): .extendedHeader
    case UInt8(ascii: "g"): .globalHeader
    case UInt8(ascii: "L"): .longName
    case UInt8(ascii: "K"): .longLink
    default: throw .noPlainFile
    }
  }

  /// Octal digits among blanks and NULs, or, as GNU tar writes what is larger, a binary number.
  private static func number(_ field: ArraySlice<UInt8>) throws(ArchiveFailure) -> Int {
    if let first = field.first, first == 0x80 {
      guard field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else { throw .malformedHeader }
      let value = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard let number = Int(exactly: value) else { throw .malformedHeader }
      return number
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    guard !digits.isEmpty, digits.count <= 12, digits.allSatisfy({ (0x30...0x37).contains($0) }) else {
      throw .malformedHeader
    }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  /// The sum of all bytes, those of the checksum taken as blanks.
  private static func checksum(_ block: [UInt8]) -> Int {
    block.enumerated().reduce(0) { sum, byte in
      sum + ((148..<156).contains(byte.offset) ? 0x20 : Int(byte.element))
    }
  }
}
