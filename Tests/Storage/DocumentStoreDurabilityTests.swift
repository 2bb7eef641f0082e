import EBoxTesting
import Foundation
import NIOCore
import Storage
import Synchronization
import Testing
import Vocabulary

/// A disk that notes what it is asked, and fails when told.
private final class NotedDisk: Sendable {
  struct Notes {
    var writes = 0
    var syncs = 0
    /// Bytes written since the last sync.
    var unsynced = 0
    var failWrites = false
    var failSyncs = false
  }

  let notes = Mutex(Notes())

  var operations: DiskOperations {
    DiskOperations(
      write: { descriptor, bytes, offset in
        let fails = self.notes.withLock { notes in
          notes.writes += 1
          notes.unsynced += bytes.count
          return notes.failWrites
        }
        if fails {
          // A full disk takes a part.
          let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(bytes.count / 2))
          try DiskOperations.system.write(descriptor, part, offset)
          throw DocumentStoreFailure.diskFull
        }
        try DiskOperations.system.write(descriptor, bytes, offset)
      },
      sync: { descriptor in
        if self.notes.withLock({ $0.failSyncs }) { throw DocumentStoreFailure.disk("syncing", errno: 5) }
        try DiskOperations.system.sync(descriptor)
        self.notes.withLock { notes in
          notes.syncs += 1
          notes.unsynced = 0
        }
      })
  }

  func set(_ change: (inout Notes) -> Void) { notes.withLock { change(&$0) } }
}

@Suite("Document store: durability and faults")
struct DocumentStoreDurabilityTests {
  @Test(
    "R-PUB-9: nothing is unsynced when finish returns, small or large", arguments: [0, 20_000, 3_000_000])
  func synced(size: Int) async throws {
    let disk = NotedDisk()
    try await DocumentStoreBench.with(disk: disk.operations) { bench in
      for _ in 0..<5 {
        _ = try await bench.write([UInt8](repeating: 1, count: size))
        #expect(disk.notes.withLock { $0.unsynced } == 0)
      }
      #expect(disk.notes.withLock { $0.syncs } >= 5)
    }
  }

  @Test("R-PUB-9: writers that wait together share one fdatasync")
  func shared() async throws {
    let disk = NotedDisk()
    try await DocumentStoreBench.with(disk: disk.operations) { bench in
      _ = try await bench.write([1])
      let before = disk.notes.withLock { $0.syncs }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<16 {
          group.addTask {
            for _ in 0..<25 { _ = try await bench.write([UInt8](repeating: 2, count: 20_000)) }
          }
        }
        try await group.waitForAll()
      }
      let syncs = disk.notes.withLock { $0.syncs } - before
      #expect(syncs < 300, "400 documents took \(syncs) syncs")
      #expect(try await bench.named().count == 401)
    }
  }

  @Test("16 writers at once, small and large interleaved: each document is its own")
  func concurrent() async throws {
    var limits = SegmentLimits()
    limits.segmentBytesMax = 4_000_000
    try await DocumentStoreBench.with(limits: limits) { bench in
      let documents = try await withThrowingTaskGroup(of: [(StoredDocument, UInt64, Int)].self) { group in
        for writer in 0..<16 {
          group.addTask {
            var numbers = SeededNumbers(UInt64(writer))
            var written: [(StoredDocument, UInt64, Int)] = []
            for round in 0..<6 {
              let size =
                round % 3 == 0 ? Int.random(in: 1_100_000..<2_500_000, using: &numbers) : 20_000 + writer
              let seed = UInt64(writer * 100 + round)
              var content = SeededNumbers(seed)
              written.append((try await bench.write(content.bytes(size), pieces: 50_000), seed, size))
            }
            return written
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(documents.count == 96 && Set(documents.map(\.0.place)).count == 96)
      for (document, seed, size) in documents {
        var content = SeededNumbers(seed)
        #expect(try await bench.read(document) == content.bytes(size))
      }
    }
  }

  @Test(
    "R-PUB-9: a full disk is a clear failure, leaves nothing, and the store goes on when there is room",
    arguments: [
      20_000, 3_000_000,
    ])
  func diskFull(size: Int) async throws {
    let disk = NotedDisk()
    try await DocumentStoreBench.with(disk: disk.operations) { bench in
      let kept = try await bench.write([UInt8](repeating: 1, count: size))
      disk.set { $0.failWrites = true }
      for _ in 0..<3 {
        await #expect(throws: DocumentStoreFailure.diskFull) {
          try await bench.write([UInt8](repeating: 2, count: size))
        }
      }
      disk.set { $0.failWrites = false }
      #expect(try await bench.named() == [kept.id])
      let next = try await bench.write([UInt8](repeating: 3, count: size))
      #expect(next.place.segment == kept.place.segment)
      #expect(try await bench.read(kept) == [UInt8](repeating: 1, count: size))
      #expect(try await bench.read(next) == [UInt8](repeating: 3, count: size))
    }
  }

  @Test(
    "R-PUB-9: after a failed fdatasync the segment is never appended to again",
    arguments: [20_000, 3_000_000])
  func failedSync(size: Int) async throws {
    let disk = NotedDisk()
    try await DocumentStoreBench.with(disk: disk.operations) { bench in
      let kept = try await bench.write([UInt8](repeating: 1, count: size))
      disk.set { $0.failSyncs = true }
      await #expect(throws: DocumentStoreFailure.disk("syncing", errno: 5)) {
        try await bench.write([UInt8](repeating: 2, count: size))
      }
      await #expect(throws: DocumentStoreFailure.disk("syncing", errno: 5)) {
        try await bench.write([UInt8](repeating: 2, count: size))
      }
      disk.set { $0.failSyncs = false }
      let path = try bench.path(kept)
      let sizeThen = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      let next = try await bench.write([UInt8](repeating: 3, count: size))
      #expect(next.place.segment > kept.place.segment)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int == sizeThen)
      #expect(try await bench.read(kept) == [UInt8](repeating: 1, count: size))
      #expect(try await bench.read(next) == [UInt8](repeating: 3, count: size))
    }
  }

  @Test("a writer that is let go without a word harms nothing, and what it left is swept")
  func dropped() async throws {
    try await DocumentStoreBench.with { bench in
      do {
        let writer = try await bench.begin()
        try await writer.append(ByteBuffer(repeating: 1, count: 3_000_000))
      }
      let document = try await bench.write([UInt8](repeating: 2, count: 3_000_000))
      let left = try await bench.store.documents(
        begunBefore: Instant(microseconds: .max), after: nil, limit: 10)
      #expect(left.count == 2)
      try await bench.store.remove(left.filter { $0.id != document.id }.map(\.place))
      #expect(try await bench.named() == [document.id])
      #expect(try await bench.read(document).count == 3_000_000)
    }
  }
}
