import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

@Suite("Document store: a crash at any moment")
struct DocumentStoreCrashTests {
  @Test("R-PUB-9: in an image of the folder taken at any moment, every finished document is whole")
  func images() async throws {
    try await TemporaryFolder.with { folder in
      let bench = try DocumentStoreBench(folder + "/documents")
      var numbers = SeededNumbers(21)
      var finished: [(StoredDocument, [UInt8])] = []
      let large = try await bench.begin()
      for round in 0..<12 {
        try await large.append(ByteBuffer(bytes: numbers.bytes(400_000)))
        let bytes = numbers.bytes(Int.random(in: 0..<90_000, using: &numbers))
        finished.append((try await bench.write(bytes), bytes))
        if round % 3 == 2 { try await bench.store.remove([finished.removeFirst().0.place]) }
        let image = "\(folder)/image-\(round)"
        try FileManager.default.copyItem(atPath: bench.folder, toPath: image)
        try await check(image, finished, unfinished: round >= 2 ? 1 : 0)
      }
      await large.abandon()
      await bench.store.close()
    }
  }

  @Test(
    "R-PUB-9: with the tail cut at any byte, what was whole stays whole, nothing is half there"
  )
  func tails() async throws {
    try await TemporaryFolder.with { folder in
      let bench = try DocumentStoreBench(folder + "/documents")
      var numbers = SeededNumbers(22)
      var finished: [(StoredDocument, [UInt8])] = []
      for size in [20_000, 100, 0, 70_000, 131_072] {
        let bytes = numbers.bytes(size)
        finished.append((try await bench.write(bytes), bytes))
      }
      let path = try bench.path(finished[0].0)
      await bench.store.close()
      let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
      let cuts =
        (0..<40).map { _ in Int.random(in: 0...size, using: &numbers) } + [0, 63, 64, 65, size - 1, size]
      for (number, cut) in cuts.enumerated() {
        let image = "\(folder)/image-\(number)"
        try FileManager.default.copyItem(atPath: bench.folder, toPath: image)
        let copy = image + path.dropFirst(bench.folder.count)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: copy))
        try file.truncate(atOffset: UInt64(cut))
        try file.close()
        let whole = finished.filter {
          $0.0.place.offset + 64 + $0.0.size + 16 * max(1, ($0.0.size + 65_535) / 65_536) <= cut
        }
        try await checkCut(image, finished, whole: whole.count)
        try FileManager.default.removeItem(atPath: image)
      }
    }
  }

  @Test("what a crash left unfinished is swept, and its space comes back")
  func swept() async throws {
    try await TemporaryFolder.with { folder in
      let bench = try DocumentStoreBench(folder + "/documents")
      let large = try await bench.begin()
      try await large.append(ByteBuffer(repeating: 1, count: 3_000_000))
      let image = folder + "/image"
      try FileManager.default.copyItem(atPath: bench.folder, toPath: image)
      let after = try DocumentStoreBench(image)
      let left = try await after.store.documents(
        begunBefore: Instant(microseconds: .max), after: nil, limit: 10)
      #expect(left.count == 1)
      try await after.store.remove(left.map(\.place))
      #expect(try await after.named().isEmpty && after.bytesOnDisk() == 0)
      await after.store.close()
      await large.abandon()
      await bench.store.close()
    }
  }

  @Test("a second store does not open the same folder; after closing it does")
  func lock() async throws {
    try await DocumentStoreBench.with { bench in
      #expect(throws: DocumentStoreFailure.folderInUse(bench.folder)) { try DocumentStoreBench(bench.folder) }
      let document = try await bench.write([1])
      await bench.store.close()
      await #expect(throws: DocumentStoreFailure.closed) { try await bench.read(document) }
      await #expect(throws: DocumentStoreFailure.closed) { try await bench.write([1]) }
      let next = try DocumentStoreBench(bench.folder)
      #expect(try await next.read(document) == [1])
      await next.store.close()
    }
  }

  private func check(_ image: String, _ finished: [(StoredDocument, [UInt8])], unfinished: Int) async throws {
    let after = try DocumentStoreBench(image)
    for (document, bytes) in finished { #expect(try await after.read(document) == bytes) }
    #expect(try await after.named().isSuperset(of: finished.map(\.0.id)))
    #expect(try await after.named().count == finished.count + unfinished)
    // It goes on: in a segment of its own, and what was there stays whole.
    let old = Set(finished.map(\.0.place.segment))
    let next = try await after.write([7, 7, 7])
    #expect(!old.contains(next.place.segment))
    #expect(try await after.read(next) == [7, 7, 7])
    await after.store.close()
  }

  private func checkCut(_ image: String, _ finished: [(StoredDocument, [UInt8])], whole: Int) async throws {
    let after = try DocumentStoreBench(image)
    for (number, (document, bytes)) in finished.enumerated() {
      if number < whole {
        #expect(try await after.read(document) == bytes)
      } else {
        let (read, failure) = await after.readUntilFailure(document)
        #expect(read.isEmpty && (failure == .gone(document.id) || failure == .damaged(document.id)))
      }
    }
    let next = try await after.write([5])
    #expect(try await after.read(next) == [5])
    await after.store.close()
  }
}
