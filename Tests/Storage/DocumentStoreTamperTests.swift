import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

@Suite("Document store: who owns it can alter nothing unnoticed")
struct DocumentStoreTamperTests {
  private static let headerBytes: Int64 = 64
  private static let sealedChunk: Int64 = 65_552

  @Test(
    "R-OPS-5: an altered byte of any class is an error, and nothing of its chunk comes out",
    arguments: [
      // magic, version, state, length, id, begun, size, nonce prefix, checksum
      0, 4, 5, 8, 16, 32, 40, 48, 56,
    ] as [Int64])
  func header(offset: Int64) async throws {
    try await DocumentStoreBench.with { bench in
      let document = try await bench.write([UInt8](repeating: 9, count: 100_000))
      try alter(bench.path(document), at: document.place.offset + offset, { $0[0] ^= 1 })
      let (bytes, failure) = await bench.readUntilFailure(document)
      #expect(bytes.isEmpty && failure == .damaged(document.id))
    }
  }

  @Test("R-OPS-5: an altered chunk or tag is an error; chunks before its piece are whole")
  func chunks() async throws {
    try await DocumentStoreBench.with { bench in
      var numbers = SeededNumbers(5)
      let plain = numbers.bytes(700_000)
      for chunk in 0..<Int64(11) {
        for within in [0, 30_000, Self.sealedChunk - 16, Self.sealedChunk - 1] {
          let document = try await bench.write(plain)
          let offset = Self.headerBytes + chunk * Self.sealedChunk + within
          guard offset < Self.headerBytes + 700_000 + 11 * 16 else { continue }
          try alter(bench.path(document), at: document.place.offset + offset, { $0[0] ^= 0x80 })
          let (bytes, failure) = await bench.readUntilFailure(document)
          #expect(failure == .damaged(document.id))
          #expect(bytes.count <= Int(chunk) * 65_536 && plain.starts(with: bytes))
        }
      }
    }
  }

  @Test("R-OPS-5: chunks can't be swapped, nor the last one cut off")
  func order() async throws {
    try await DocumentStoreBench.with { bench in
      let document = try await bench.write([UInt8](repeating: 3, count: 65_536 * 3))
      let first = document.place.offset + Self.headerBytes
      try alter(
        bench.path(document), at: first,
        { bytes in
          let (one, two) = (bytes.prefix(Int(Self.sealedChunk)), bytes.suffix(Int(Self.sealedChunk)))
          bytes = Array(two + one)
        }, count: Int(2 * Self.sealedChunk))
      let swapped = await bench.readUntilFailure(document)
      #expect(swapped.bytes.isEmpty && swapped.failure == .damaged(document.id))

      let other = try await bench.write([UInt8](repeating: 3, count: 65_536 * 3))
      let shorter = StoredDocument(id: other.id, place: other.place, size: 65_536 * 2, key: other.key)
      #expect(await bench.readUntilFailure(shorter).failure == .damaged(other.id))
    }
  }

  @Test("R-OPS-5: another document's record, key, id or place opens nothing")
  func mixedUp() async throws {
    try await DocumentStoreBench.with { bench in
      let (one, other) = (try await bench.write([1, 2, 3]), try await bench.write([4, 5, 6]))
      for wrong in [
        StoredDocument(id: one.id, place: other.place, size: 3, key: one.key),
        StoredDocument(id: one.id, place: one.place, size: 3, key: other.key),
        StoredDocument(id: other.id, place: one.place, size: 3, key: one.key),
      ] {
        let (bytes, failure) = await bench.readUntilFailure(wrong)
        #expect(bytes.isEmpty && failure == .damaged(wrong.id))
      }
      // The whole record of `other`, header and all, laid over that of `one`.
      let path = try bench.path(one)
      var record: [UInt8] = []
      try alter(path, at: other.place.offset, { record = $0 }, count: 128)
      try alter(path, at: one.place.offset, { $0 = record }, count: 128)
      #expect(await bench.readUntilFailure(one).failure == .damaged(one.id))
    }
  }

  @Test("R-OPS-5: a segment that was cut gives what is whole and refuses the rest")
  func cut() async throws {
    try await DocumentStoreBench.with { bench in
      var documents: [StoredDocument] = []
      for _ in 0..<5 { documents.append(try await bench.write([UInt8](repeating: 8, count: 30_000))) }
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: bench.path(documents[3])))
      try file.truncate(atOffset: UInt64(documents[3].place.offset + 20_000))
      try file.close()
      for document in documents.prefix(3) { #expect(try await bench.read(document).count == 30_000) }
      #expect(await bench.readUntilFailure(documents[3]).failure == .damaged(documents[3].id))
      #expect(await bench.readUntilFailure(documents[4]).failure == .gone(documents[4].id))
    }
  }

  @Test("a damaged header hides one document only, and removing its neighbours leaves it alone")
  func damagedHeader() async throws {
    try await DocumentStoreBench.with { bench in
      var documents: [StoredDocument] = []
      for number in 0..<6 {
        documents.append(try await bench.write([UInt8](repeating: UInt8(number), count: 50_000)))
      }
      try alter(bench.path(documents[2]), at: documents[2].place.offset + 20, { $0[0] ^= 1 })
      #expect(try await bench.named() == Set(documents.map(\.id)).subtracting([documents[2].id]))
      try await bench.store.remove([documents[1].place, documents[3].place])
      try alter(bench.path(documents[2]), at: documents[2].place.offset + 20, { $0[0] ^= 1 })
      for number in [0, 2, 4, 5] {
        #expect(try await bench.read(documents[number]) == [UInt8](repeating: UInt8(number), count: 50_000))
      }
    }
  }
}
