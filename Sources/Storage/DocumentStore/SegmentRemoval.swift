import Synchronization
import Vocabulary

/// Destroys documents and finds what is left; one call at a time. All calls block.
///
/// A gap's header, which covers the destroyed documents and the gaps beside them, is durable before the hole
/// is punched. After a crash in between, removing again changes nothing and the space comes back with the
/// next gap or the segment.
final class SegmentRemoval: Sendable {
  /// Indexes that are kept in memory: 13 000 documents of 20 KB fill a segment.
  private static let indexesMax = 8

  private struct Kept {
    var indexes: [Int64: (index: SegmentIndex, lastUse: Int)] = [:]
    var uses = 0
  }

  private let folder: SegmentFolder
  private let kept = Mutex(Kept())

  init(_ folder: SegmentFolder) { self.folder = folder }

  func remove(_ places: [DocumentPlace]) throws {
    try kept.withLock { kept in
      for (number, places) in Dictionary(grouping: places, by: \.segment).sorted(by: { $0.key < $1.key }) {
        guard let file = try folder.file(number), var index = try index(file, &kept) else { continue }
        let gaps = index.remove(Set(places.map(\.offset)))
        // Read again from disk if what follows fails.
        kept.indexes[number] = nil
        if try deleteIfEmpty(file, index) { continue }
        try dig(gaps, in: file)
        keep(index, number, &kept)
      }
    }
  }

  func documents(
    begunBefore instant: Instant, after cursor: DocumentPlace?, limit: Int
  ) throws -> [(id: DocumentID, place: DocumentPlace)] {
    try kept.withLock { kept in
      var found: [(id: DocumentID, place: DocumentPlace)] = []
      for number in folder.numbers where number >= cursor?.segment ?? 0 {
        guard let file = try folder.file(number), let index = try index(file, &kept) else { continue }
        if try deleteIfEmpty(file, index) {
          kept.indexes[number] = nil
          continue
        }
        keep(index, number, &kept)
        let start = cursor.map { $0.segment == number ? index.position(after: $0.offset) : 0 } ?? 0
        for entry in index.entries[start...] where entry.begun < instant {
          guard let bytes = entry.id, let id = DocumentID(bytes: bytes) else { continue }
          guard found.count < limit else { return found }
          found.append((id, DocumentPlace(segment: number, offset: entry.offset)))
        }
      }
      return found
    }
  }

  private func dig(_ gaps: [SegmentIndex.Gap], in file: SegmentFile) throws {
    guard !gaps.isEmpty else { return }
    for gap in gaps {
      let place = DocumentPlace(segment: file.number, offset: gap.offset)
      try file.write(RecordHeader.gap(gap.length).encoded(at: place), at: gap.offset)
    }
    try file.sync()
    for gap in gaps where gap.length > RecordHeader.alignment {
      try file.punch((gap.offset + RecordHeader.alignment)..<(gap.offset + gap.length))
    }
  }

  /// Unlinks a segment in which nothing lives and to which nothing is written any more.
  private func deleteIfEmpty(_ file: SegmentFile, _ index: SegmentIndex) throws -> Bool {
    guard index.isEmpty, folder.durableEnd(file.number) == nil else { return false }
    try folder.delete(file)
    return true
  }

  /// The index of a segment, up to what is durable now; nil when the segment holds nothing at all.
  private func index(_ file: SegmentFile, _ kept: inout Kept) throws -> SegmentIndex? {
    let limit = try folder.durableEnd(file.number) ?? file.size()
    guard var index = try kept.indexes[file.number]?.index ?? fresh(file) else { return nil }
    try index.scan(file, to: limit)
    return index
  }

  /// - Throws: ``DocumentStoreFailure/notASegment(_:)``, so that nothing of a later version is taken for a
  ///   gap.
  private func fresh(_ file: SegmentFile) throws -> SegmentIndex? {
    let bytes = try file.read(Int(SegmentHeader.bytesCount), at: 0)
    if bytes.isEmpty { return nil }
    _ = try SegmentHeader(decoding: bytes, number: file.number)
    return SegmentIndex()
  }

  private func keep(_ index: SegmentIndex, _ number: Int64, _ kept: inout Kept) {
    kept.uses += 1
    kept.indexes[number] = (index, kept.uses)
    guard kept.indexes.count > SegmentRemoval.indexesMax else { return }
    if let oldest = kept.indexes.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
      kept.indexes[oldest] = nil
    }
  }
}
