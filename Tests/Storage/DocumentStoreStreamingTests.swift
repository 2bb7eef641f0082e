import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

@Suite("Document store: streaming")
struct DocumentStoreStreamingTests {
  private static let chunk: Int64 = 65_536

  @Test(
    "what went in comes out, whatever its size and its pieces",
    arguments: [
      0, 1, 65_535, 65_536, 65_537, 131_072, 300_000, 1_048_575, 1_048_576, 1_048_577, 1_114_112, 3_145_735,
    ])
  func roundTrip(size: Int) async throws {
    try await DocumentStoreBench.with { bench in
      var numbers = SeededNumbers(UInt64(size))
      let bytes = numbers.bytes(size)
      for pieces in [7_001, 65_536, 2_000_000] {
        let document = try await bench.write(bytes, pieces: pieces)
        #expect(document.size == Int64(size) && document.key.count == 32)
        #expect(try await bench.read(document) == bytes)
      }
    }
  }

  @Test("a range gives exactly its bytes, at and around every chunk border")
  func ranges() async throws {
    try await DocumentStoreBench.with { bench in
      var numbers = SeededNumbers(11)
      for size in [Self.chunk * 9 + 1000, Self.chunk * 20] {
        let bytes = numbers.bytes(Int(size))
        let document = try await bench.write(bytes)
        let borders = stride(from: Int64(0), through: size, by: Int(Self.chunk)).flatMap {
          [$0 - 1, $0, $0 + 1]
        }
        let edges = Array(Set(borders + [size - 1])).filter { (0..<size).contains($0) }.sorted()
        for first in edges {
          for last in [first, edges.last { $0 >= first }, edges.randomElement(using: &numbers)] {
            guard let last, last >= first else { continue }
            #expect(try await bench.read(document, first...last) == Array(bytes[Int(first)...Int(last)]))
          }
        }
        for _ in 0..<50 {
          let (one, other) = (
            Int64.random(in: 0..<size, using: &numbers), Int64.random(in: 0..<size, using: &numbers)
          )
          let range = min(one, other)...max(one, other)
          #expect(
            try await bench.read(document, range)
              == Array(bytes[Int(range.lowerBound)...Int(range.upperBound)]))
        }
      }
    }
  }

  @Test("a range past the end is refused")
  func rangePastTheEnd() async throws {
    try await DocumentStoreBench.with { bench in
      let document = try await bench.write([1, 2, 3])
      await #expect(throws: DocumentStoreFailure.invalidRange(document.id)) {
        try await bench.read(document, 0...3)
      }
    }
  }

  @Test("R-OPS-5: plain bytes are nowhere in the folder")
  func noPlainBytes() async throws {
    try await DocumentStoreBench.with { bench in
      let mark = Array("Aanslagbiljet personenbelasting".utf8)
      let bytes = (0..<40_000).flatMap { _ in mark }
      let small = try await bench.write(Array(bytes.prefix(20_000)))
      let large = try await bench.write(bytes)
      for document in [small, large] {
        let kept = try Data(contentsOf: URL(fileURLWithPath: bench.path(document)))
        #expect(
          kept.count > 20_000 && kept.range(of: Data(mark)) == nil
            && kept.range(of: Data(document.key)) == nil)
      }
    }
  }

  @Test("a document costs at most 200 bytes and 16 a chunk beside its own")
  func overhead() async throws {
    try await DocumentStoreBench.with { bench in
      for size in [10, 1000, 20_000, 200_000] {
        for _ in 0..<20 {
          let (one, next) = (
            try await bench.write([UInt8](repeating: 7, count: size)), try await bench.write([])
          )
          let kept = next.place.offset - one.place.offset
          #expect(kept <= Int64(size) + 200 + 16 * (Int64(size) / Self.chunk + 1))
        }
      }
    }
  }

  @Test("a writer that has ended takes nothing more")
  func ended() async throws {
    try await DocumentStoreBench.with { bench in
      let writer = try await bench.begin()
      let document = try await writer.finish()
      let ended = DocumentStoreFailure.writerEnded(document.id)
      await #expect(throws: ended) { try await writer.append(ByteBuffer(bytes: [1])) }
      await #expect(throws: ended) { try await writer.finish() }
      await writer.abandon()
      await #expect(throws: DocumentStoreFailure.gone(document.id)) { try await bench.read(document) }
      #expect(try await bench.named().isEmpty)
    }
  }

  @Test("an abandoned document leaves nothing, small or large")
  func abandoned() async throws {
    try await DocumentStoreBench.with { bench in
      let kept = try await bench.write([1, 2, 3])
      for size in [1000, 4_000_000] {
        let writer = try await bench.begin()
        try await writer.append(ByteBuffer(repeating: 5, count: size))
        await writer.abandon()
        await writer.abandon()
      }
      #expect(try await bench.named() == [kept.id])
      #expect(try bench.bytesOnDisk() < 64_000)
    }
  }

  @Test(
    "R-OPS-5: a 50 MB document is never held in memory, neither written nor read",
    .disabled(if: AddressSanitizer.isOn, "the address sanitizer keeps freed memory, to see it used"))
  func memory() async throws {
    // In a process of its own, whose peak is this document's.
    await #expect(processExitsWith: .success) {
      try await DocumentStoreBench.with { bench in
        let piece = ByteBuffer(repeating: 42, count: 64_000)
        // Once before measuring, so that buffers of the runtime and the allocator are there.
        _ = try await bench.write([UInt8](repeating: 1, count: 3_000_000))
        let before = try peakResidentBytes()
        let writer = try await bench.begin()
        for _ in 0..<800 { try await writer.append(piece) }
        let document = try await writer.finish()
        var count = 0
        for try await piece in bench.store.read(document, range: nil) { count += piece.readableBytes }
        let grown = try peakResidentBytes() - before
        try #require(count == 51_200_000)
        try #require(grown < 12_000_000, "\(grown) bytes")
      }
    }
  }
}

/// The most memory that this process ever had.
private func peakResidentBytes() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .ascii)
  let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
  return try #require(Int(line.split(whereSeparator: { !$0.isNumber }).last ?? "")) * 1024
}
