import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

@Suite("Document store: removal")
struct DocumentStoreRemovalTests {
  /// Small segments, so that a test has several.
  private static let limits: SegmentLimits = {
    var limits = SegmentLimits()
    limits.segmentBytesMax = 1_000_000
    return limits
  }()

  @Test("R-BOX-4: a removed document is gone, the others are whole, and repeating changes nothing")
  func gone() async throws {
    try await DocumentStoreBench.with { bench in
      var documents: [StoredDocument] = []
      for number in 0..<30 {
        documents.append(try await bench.write([UInt8](repeating: UInt8(number), count: 20_000)))
      }
      let removed = [3, 4, 5, 10, 20, 29]
      for _ in 0..<2 {
        try await bench.store.remove(removed.map { documents[$0].place })
        for (number, document) in documents.enumerated() {
          if removed.contains(number) {
            await #expect(throws: DocumentStoreFailure.gone(document.id)) { try await bench.read(document) }
          } else {
            #expect(try await bench.read(document) == [UInt8](repeating: UInt8(number), count: 20_000))
          }
        }
      }
      #expect(try await bench.named().count == 24)
      try await bench.store.remove([
        DocumentPlace(segment: 99, offset: 64), DocumentPlace(segment: 1, offset: 128),
      ])
      #expect(try await bench.named().count == 24)
    }
  }

  @Test("R-BOX-4: documents removed one by one give their space back; all removed leave at most 1 %")
  func space() async throws {
    try await DocumentStoreBench.with(limits: Self.limits) { bench in
      var documents: [StoredDocument] = []
      var numbers = SeededNumbers(3)
      for _ in 0..<200 { documents.append(try await bench.write(numbers.bytes(20_000))) }
      documents.append(try await bench.write(numbers.bytes(2_500_000)))
      let full = try bench.bytesOnDisk()
      #expect(full > 6_500_000 && full < 6_900_000)
      documents.shuffle(using: &numbers)
      for document in documents.prefix(100) { try await bench.store.remove([document.place]) }
      let left = documents.dropFirst(100).reduce(0) { $0 + $1.size }
      // At most two blocks of 4096 bytes stay of each gap.
      #expect(try bench.bytesOnDisk() < left + 100 * 2 * 4096 + 100_000)
      for document in documents.dropFirst(100) { try await bench.store.remove([document.place]) }
      #expect(try bench.bytesOnDisk() <= full / 100)
      #expect(try await bench.named().isEmpty)
    }
  }

  @Test("a segment in which nothing lives is unlinked, and its number is never used again")
  func unlinked() async throws {
    try await TemporaryFolder.with { folder in
      var places: [DocumentPlace] = []
      for round in 1...3 {
        let bench = try DocumentStoreBench(folder + "/documents", limits: Self.limits)
        let document = try await bench.write([1, 2, 3])
        #expect(document.place.segment == Int64(round))
        places.append(document.place)
        await bench.store.close()
        let again = try DocumentStoreBench(folder + "/documents", limits: Self.limits)
        try await again.store.remove([document.place])
        #expect(try again.segments.count == 1 && again.bytesOnDisk() == 0)
        // A place that was removed names nothing, also after its file is gone.
        try await again.store.remove(places)
        await again.store.close()
      }
    }
  }

  @Test("the sweep sees what was begun before an instant, in pieces, finished or not, and only once")
  func sweep() async throws {
    try await DocumentStoreBench.with(limits: Self.limits) { bench in
      var old: Set<DocumentID> = []
      for _ in 0..<70 { old.insert(try await bench.write([UInt8](repeating: 1, count: 30_000)).id) }
      let beingWritten = try await bench.begin()
      try await beingWritten.append(ByteBuffer(repeating: 1, count: 2_000_000))
      bench.time.advance(seconds: 3600)
      let limit = bench.time.now()
      _ = try await bench.write([1])
      var (seen, cursor): ([DocumentID], DocumentPlace?) = ([], nil)
      while true {
        let piece = try await bench.store.documents(begunBefore: limit, after: cursor, limit: 9)
        seen += piece.map(\.id)
        guard let last = piece.last else { break }
        cursor = last.place
        // The sweep removes as it goes.
        try await bench.store.remove(piece.prefix(4).map(\.place))
      }
      #expect(seen.count == 70 && Set(seen) == old)
      _ = try await beingWritten.finish()
    }
  }

  @Test("a reader that has begun gets whole pieces or an error while its document is removed")
  func removedWhileRead() async throws {
    try await DocumentStoreBench.with { bench in
      let document = try await bench.write([UInt8](repeating: 6, count: 4_000_000))
      var pieces = bench.store.read(document, range: nil).makeAsyncIterator()
      #expect(try await pieces.next()?.readableBytes == 262_144)
      try await bench.store.remove([document.place])
      await #expect(throws: DocumentStoreFailure.gone(document.id)) { _ = try await pieces.next() }
    }
  }
}
