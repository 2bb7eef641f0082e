import Foundation
import Vocabulary

/// Where documents live in one segment, learned from the headers on disk; nothing else says it.
struct SegmentIndex {
  struct Entry {
    let offset: Int64
    let length: Int64
    let begun: Instant
    /// Nil for a stretch whose header is damaged: it may be a document, and is left alone until its segment
    /// goes.
    let id: [UInt8]?

    var end: Int64 { offset + length }
  }

  /// A stretch in which nothing lives.
  struct Gap: Hashable {
    let offset: Int64
    let length: Int64
  }

  /// How much is read at once in search of a header after a damaged one.
  private static let searchBytes = 1024 * 1024

  /// Living documents and damaged stretches, by offset.
  private(set) var entries: [Entry] = []
  private var scannedTo = SegmentHeader.bytesCount

  /// Whether no document is known to live here.
  var isEmpty: Bool { entries.allSatisfy { $0.id == nil } }

  /// Learns what was appended since the last scan.
  /// - Parameter limit: the end of what is durable, or of the file when it is not written to any more.
  mutating func scan(_ file: SegmentFile, to limit: Int64) throws {
    while scannedTo < limit {
      let offset = scannedTo
      if let header = try file.header(at: offset) {
        let end = header.length == 0 ? limit : min(limit, offset + header.length)
        if header.state != .gap {
          add(Entry(offset: offset, length: end - offset, begun: header.begun, id: header.id))
        }
        scannedTo = max(end, offset + RecordHeader.alignment)
      } else {
        scannedTo = try nextHeader(file, after: offset, limit)
        add(Entry(offset: offset, length: scannedTo - offset, begun: Instant(microseconds: .max), id: nil))
      }
    }
  }

  /// Takes documents out.
  /// - Returns: the gaps that they leave, each with the gaps beside it, as long as can be.
  mutating func remove(_ offsets: Set<Int64>) -> [Gap] {
    let removed = entries.filter { offsets.contains($0.offset) && $0.length >= RecordHeader.alignment }
    guard !removed.isEmpty else { return [] }
    let gone = Set(removed.map(\.offset))
    entries.removeAll { gone.contains($0.offset) }
    var gaps: [Gap] = []
    for entry in removed where entry.offset >= gaps.last.map({ $0.offset + $0.length }) ?? 0 {
      let next = position(after: entry.offset)
      let start = next == 0 ? SegmentHeader.bytesCount : entries[next - 1].end
      let end = next == entries.count ? scannedTo : entries[next].offset
      gaps.append(Gap(offset: start, length: end - start))
    }
    return gaps
  }

  /// The first entry past an offset.
  func position(after offset: Int64) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func add(_ entry: Entry) { entries.append(entry) }

  /// Looks for the next header after a damaged one, at every place where one may be; `limit` when there is
  /// none.
  private func nextHeader(_ file: SegmentFile, after offset: Int64, _ limit: Int64) throws -> Int64 {
    var start = offset + RecordHeader.alignment
    while start < limit {
      let bytes = try file.read(Int(min(Int64(SegmentIndex.searchBytes), limit - start)), at: start)
      guard !bytes.isEmpty else { return limit }
      for local in stride(
        from: 0, to: bytes.count - RecordHeader.bytesCount + 1, by: Int(RecordHeader.alignment))
      {
        let place = DocumentPlace(segment: file.number, offset: start + Int64(local))
        let candidate = Array(bytes[local..<(local + RecordHeader.bytesCount)])
        if RecordHeader(decoding: candidate, at: place) != nil { return place.offset }
      }
      start += Int64(bytes.count)
    }
    return limit
  }
}
