import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Rows of a manifest")
struct BatchLinesTests {
  @Test("read from any of them, however the bytes are cut", arguments: [1, 2, 3, 7, 100])
  func lines(_ pieceBytes: Int) async throws {
    let text = Array("first\r\n\n  \nsecond\n\tthird".utf8)
    func stream(from start: Int) -> AsyncThrowingStream<ByteBuffer, any Error> {
      AsyncThrowingStream { continuation in
        for piece in stride(from: start, to: text.count, by: pieceBytes) {
          continuation.yield(ByteBuffer(bytes: text[piece..<min(piece + pieceBytes, text.count)]))
        }
        continuation.finish()
      }
    }
    var counter = BatchRowCounter()
    for piece in stride(from: 0, to: text.count, by: pieceBytes) {
      try counter.take(text[piece..<min(piece + pieceBytes, text.count)])
    }
    try counter.end()
    #expect(counter.count == 3)
    var start = 0
    var read: [String] = []
    while true {
      var lines = BatchLines(stream(from: start))
      guard let line = try await lines.next() else { break }
      read.append(String(decoding: line.bytes, as: UTF8.self))
      start += Int(line.end)
    }
    #expect(read == ["first", "second", "\tthird"])
    #expect(start == text.count)
  }
}
