package import Vocabulary

/// A file that goes into an archive.
package struct ZIPFile: Hashable, Sendable {
  /// Relative, with `/` between the parts; each part must be safe (``SafeName``).
  package let path: String
  package let modified: Instant
  /// Bytes that it has at most; decides before the first byte whether its sizes need 64 bits.
  package let bytesMax: Int64
  /// Whether it is worth compressing.
  package let isCompressible: Bool

  package init(path: String, modified: Instant, bytesMax: Int64, isCompressible: Bool) {
    self.path = path
    self.modified = modified
    self.bytesMax = bytesMax
    self.isCompressible = isCompressible
  }
}

/// The records of a ZIP archive (APPNOTE.TXT 6.3: §4.3), little-endian. Every file is deflated, with its
/// sizes after its bytes (bit 3) and a UTF-8 name (bit 11); Zip64 where a number needs it.
struct ZIPRecord {
  static let max16: UInt64 = 0xFFFF
  static let max32: UInt64 = 0xFFFF_FFFF
  private static let flags: UInt16 = 1 << 3 | 1 << 11
  private static let deflated: UInt16 = 8
  private static let version: UInt16 = 20
  private static let versionZip64: UInt16 = 45

  /// What the central directory says of a file.
  struct Entry: Hashable, Sendable {
    let path: [UInt8]
    let clock: DOSTime
    /// Whether sizes in its descriptor have 64 bits.
    let isLarge: Bool
    let offset: UInt64
    var crc: UInt32 = 0
    var compressed: UInt64 = 0
    var size: UInt64 = 0
  }

  private(set) var bytes: [UInt8] = []

  static func localHeader(_ entry: Entry) -> [UInt8] {
    var record = ZIPRecord()
    record.add(UInt32(0x0403_4B50))
    record.add(entry.isLarge ? versionZip64 : version, flags, deflated, entry.clock.time, entry.clock.date)
    record.add(UInt32(0))
    let size = UInt32(entry.isLarge ? max32 : 0)
    record.add(size)
    record.add(size)
    record.add(UInt16(entry.path.count), UInt16(entry.isLarge ? 20 : 0))
    record.bytes += entry.path
    if entry.isLarge {
      record.add(UInt16(1), UInt16(16))
      record.add(UInt64(0))
      record.add(UInt64(0))
    }
    return record.bytes
  }

  static func descriptor(_ entry: Entry) -> [UInt8] {
    var record = ZIPRecord()
    record.add(UInt32(0x0807_4B50))
    record.add(entry.crc)
    if entry.isLarge {
      record.add(entry.compressed)
      record.add(entry.size)
    } else {
      record.add(UInt32(entry.compressed))
      record.add(UInt32(entry.size))
    }
    return record.bytes
  }

  static func directoryHeader(_ entry: Entry) -> [UInt8] {
    let large = [entry.size, entry.compressed, entry.offset].filter { $0 >= max32 }
    var record = ZIPRecord()
    record.add(UInt32(0x0201_4B50))
    // Made on Unix (3), so that the attributes are those of a file that its owner may write.
    record.add(3 << 8 | versionZip64, large.isEmpty ? version : versionZip64, flags, deflated)
    record.add(entry.clock.time, entry.clock.date)
    record.add(entry.crc)
    record.add(UInt32(min(entry.compressed, max32)))
    record.add(UInt32(min(entry.size, max32)))
    record.add(UInt16(entry.path.count), UInt16(large.isEmpty ? 0 : 4 + 8 * large.count), 0, 0, 0)
    record.add(UInt32(0o100644) << 16)
    record.add(UInt32(min(entry.offset, max32)))
    record.bytes += entry.path
    if !large.isEmpty {
      record.add(UInt16(1), UInt16(8 * large.count))
      for number in large { record.add(number) }
    }
    return record.bytes
  }

  static func end(count: Int, directory: UInt64, size: UInt64) -> [UInt8] {
    let count = UInt64(count)
    var record = ZIPRecord()
    if count >= max16 || directory >= max32 || size >= max32 {
      record.add(UInt32(0x0606_4B50))
      record.add(UInt64(44))
      record.add(3 << 8 | versionZip64, versionZip64)
      record.add(UInt32(0))
      record.add(UInt32(0))
      for number in [count, count, size, directory] { record.add(number) }
      record.add(UInt32(0x0706_4B50))
      record.add(UInt32(0))
      record.add(directory + size)
      record.add(UInt32(1))
    }
    record.add(UInt32(0x0605_4B50))
    record.add(0, 0, UInt16(min(count, max16)), UInt16(min(count, max16)))
    record.add(UInt32(min(size, max32)))
    record.add(UInt32(min(directory, max32)))
    record.add(UInt16(0))
    return record.bytes
  }

  private mutating func add(_ numbers: UInt16...) {
    for number in numbers { add(UInt64(number), count: 2) }
  }
  private mutating func add(_ number: UInt32) { add(UInt64(number), count: 4) }
  private mutating func add(_ number: UInt64) { add(number, count: 8) }

  private mutating func add(_ number: UInt64, count: Int) {
    for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) }
  }
}

/// A moment as ZIP keeps it: local time in Brussels, two seconds exact, from 1980 on.
struct DOSTime: Hashable, Sendable {
  let date: UInt16
  let time: UInt16

  init(_ instant: Instant) {
    let day = CalendarDate(inBrusselsAt: instant)
    let second = (instant.microseconds - day.startInBrussels.microseconds) / 1_000_000
    let year = min(max(day.year, 1980), 2107)
    date = UInt16((year - 1980) << 9 | day.month << 5 | day.day)
    let seconds = min(max(second, 0), 86_399)
    time = UInt16(seconds / 3600 << 11 | seconds % 3600 / 60 << 5 | seconds % 60 / 2)
  }
}
