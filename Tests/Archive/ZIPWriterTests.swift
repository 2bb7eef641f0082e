import EBoxTesting
import Foundation
import NIOCore
import Testing
import Vocabulary

@testable import Archive

@Suite("A ZIP archive")
struct ZIPWriterTests {
  private static func pieces(_ bytes: [UInt8], by size: Int = 1000) -> AsyncStream<ByteBuffer> {
    AsyncStream { continuation in
      for start in stride(from: 0, to: bytes.count, by: size) {
        continuation.yield(ByteBuffer(bytes: bytes[start..<min(bytes.count, start + size)]))
      }
      continuation.finish()
    }
  }

  private static func file(_ path: String, _ count: Int, isCompressible: Bool = true) -> ZIPFile {
    ZIPFile(path: path, modified: Sample.now, bytesMax: Int64(count), isCompressible: isCompressible)
  }

  @Test("python and unzip read it back: compressed, framed, empty, with names in UTF-8")
  func whole() async throws {
    let sink = Sink()
    var writer = try ZIPWriter()
    let text = Array(String(repeating: "een regel tekst\n", count: 9000).utf8)
    let noise = SystemRandom().bytes(200_000)
    for (path, bytes, isCompressible) in [
      ("map/Überweisung – ½ jaar.txt", text, true), ("noise.bin", noise, false), ("leeg.txt", [], true),
      ("leeg.bin", [], false), ("élève/日本.txt", text, true),
    ] {
      try await writer.add(
        Self.file(path, bytes.count, isCompressible: isCompressible), Self.pieces(bytes), to: sink.take)
    }
    try await writer.finish(to: sink.take)
    let unpacked = try await Unpacked(sink.bytes)
    #expect(
      unpacked.files.map(\.path) == [
        "map/Überweisung – ½ jaar.txt", "noise.bin", "leeg.txt", "leeg.bin", "élève/日本.txt",
      ])
    #expect(unpacked["noise.bin"] == Data(noise) && unpacked["élève/日本.txt"] == Data(text))
    #expect(unpacked["leeg.txt"] == Data() && unpacked["leeg.bin"] == Data())
    #expect(sink.bytes.count < 200_000 + text.count / 10)
  }

  @Test("more than 65 535 files need Zip64, and both programs count them")
  func manyFiles() async throws {
    let sink = Sink()
    var writer = try ZIPWriter()
    for number in 0..<65_600 {
      try await writer.add(Self.file("\(number)", 0), Self.pieces([]), to: sink.take)
    }
    try await writer.finish(to: sink.take)
    let unpacked = try await Unpacked(sink.bytes)
    #expect(unpacked.files.count == 65_600 && unpacked.files.last?.path == "65599")
  }

  @Test("files and offsets past 4 GiB need Zip64; python reads what stands behind a hole of 5 GiB")
  func pastFourGigabytes() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/large.zip"
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      let handle = try #require(FileHandle(forWritingAtPath: path))
      let hole: UInt64 = 5 << 30
      try handle.seek(toOffset: hole)
      let sink = Sink()
      var writer = try ZIPWriter(startingAt: hole)
      let large = ZIPFile(path: "large.txt", modified: Sample.now, bytesMax: 6 << 30, isCompressible: true)
      try await writer.add(large, Self.pieces(Array("large".utf8)), to: sink.take)
      try await writer.add(Self.file("small.txt", 5), Self.pieces(Array("small".utf8)), to: sink.take)
      try await writer.finish(to: sink.take)
      try handle.write(contentsOf: Data(sink.bytes))
      try handle.close()
      let script = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as z:
            assert z.infolist()[0].header_offset == 5 << 30, z.infolist()[0].header_offset
            assert z.testzip() is None
            assert (z.read('large.txt'), z.read('small.txt')) == (b'large', b'small')
        """
      try Unpacked.run("/usr/bin/env", ["python3", "-c", script, path])
    }
  }

  @Test(
    "a path that leads elsewhere is refused, whoever made it",
    arguments: [
      "", "/etc/passwd", "../x", "a/../x", "a/./x", "a//x", "a/", "a\\b", "C:x", "a\u{0}b", "a\nb",
      String(repeating: "x", count: 1025),
    ])
  func unsafePaths(path: String) async throws {
    var writer = try ZIPWriter()
    await #expect(throws: ZIPMistake.pathUnsafe) {
      try await writer.add(Self.file(path, 1), Self.pieces([1]), to: { _ in })
    }
  }

  @Test("a path comes once, whatever its case; a file is never longer than was said")
  func mistakes() async throws {
    var writer = try ZIPWriter()
    try await writer.add(Self.file("A.pdf", 1), Self.pieces([1]), to: { _ in })
    await #expect(throws: ZIPMistake.pathTwice) {
      try await writer.add(Self.file("a.PDF", 1), Self.pieces([1]), to: { _ in })
    }
    await #expect(throws: ZIPMistake.longerThanSaid) {
      try await writer.add(Self.file("b", 1), Self.pieces([1, 2]), to: { _ in })
    }
  }

  @Test(
    "R-OPS-5: a hostile name becomes a harmless one",
    arguments: [
      ("../../etc/passwd", "_.._etc_passwd"), ("..\\x.pdf", "_x.pdf"), ("a\r\nb.pdf", "a b.pdf"),
      ("fdp.\u{202E}exe.pdf", "fdp.exe.pdf"), ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("...", "fallback"),
      ("  ", "fallback"), (".hidden", "hidden"), ("a:b|c?.pdf", "a_b_c_.pdf"), ("name. ", "name"),
      ("Überweisung – ½ jaar.pdf", "Überweisung – ½ jaar.pdf"), ("e\u{301}le\u{300}ve.pdf", "élève.pdf"),
    ])
  func safeNames(name: String, expected: String) {
    #expect(SafeName(name, fallback: "fallback").text == expected)
  }

  @Test("a long name is cut between characters and keeps its ending")
  func longNames() {
    let name = SafeName(String(repeating: "é", count: 300) + ".pdf", fallback: "x").text
    #expect(name.utf8.count <= SafeName.bytesMax && name.hasSuffix("é.pdf"))
  }

  @Test("R-OPS-5: every name made safe is one that the writer takes, and unique in its folder")
  func anyName() async throws {
    let random = SystemRandom()
    var names = UniqueNames()
    var writer = try ZIPWriter()
    for round in 0..<2000 {
      var scalars = String.UnicodeScalarView()
      for byte in random.bytes(12) {
        let values: [UInt32] = [UInt32(byte), UInt32(byte) << 4, UInt32(byte) << 8 | 0x2028, 0x2E, 0x2F]
        scalars.append(Unicode.Scalar(values[Int(byte) % 5]) ?? "x")
      }
      let name = names.name(round % 3 == 0 ? "brief.pdf" : String(scalars), fallback: "document")
      #expect(!name.contains("/") && !name.isEmpty)
      try await writer.add(Self.file("map/\(name)", 0), Self.pieces([]), to: { _ in })
    }
    #expect(writer.filesCount == 2000)
  }
}
