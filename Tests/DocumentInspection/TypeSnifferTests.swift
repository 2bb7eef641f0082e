import NIOCore
import Testing
import Vocabulary

@testable import DocumentInspection

@Suite("R-PUB-7: whether bytes are what their media type says") struct TypeSnifferTests {
  static let ole2: [UInt8] =
    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
  static let odf = "application/vnd.oasis.opendocument."
  static let ooxml = "application/vnd.openxmlformats-officedocument."

  /// What each kind of bytes may be declared as; as nothing else of the fifteen.
  static let kinds: [(sample: String, types: Set<String>)] = [
    ("good", ["application/pdf"]), ("zip", ["application/zip"]), ("zip-empty", ["application/zip"]),
    ("docx", ["application/zip", ooxml + "wordprocessingml.document"]),
    ("docx-types-last", ["application/zip", ooxml + "wordprocessingml.document"]),
    ("xlsx", ["application/zip", ooxml + "spreadsheetml.sheet"]),
    ("text", ["application/zip", odf + "text"]), ("spreadsheet", ["application/zip", odf + "spreadsheet"]),
    ("presentation", ["application/zip", odf + "presentation"]),
    ("graphics", ["application/zip", odf + "graphics"]),
  ]

  @Test("archives and PDFs, among all fifteen types", arguments: kinds)
  func archives(_ kind: (sample: String, types: Set<String>)) throws {
    let sample = DocumentSample(try Samples.bytes(kind.sample))
    #expect(taken(sample) == kind.types)
  }

  static let office: Set<String> = [
    "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
  ]
  static let texts: Set<String> = ["text/plain", "text/csv", "text/html"]
  static let markup = texts.union(["text/xml"])

  static let others: [(bytes: [UInt8], types: Set<String>)] = [
    (ole2, office), (Array(ole2.prefix(7)), []), ([], texts),
    (Array("naam;bedrag\r\nJosé;12,50 €\r\n".utf8), texts),
    (Array("\u{FEFF}<?xml version='1.0'?><a/>".utf8), markup),
    (Array(" \n<a>\t</a>\u{1A}".utf8), markup), ([0x4A, 0x6F, 0x73, 0xE9, 0x20, 0x80], texts),
    (Array("een\0twee".utf8), []), (Array("een\u{1}twee".utf8), []), (Array("{\\rtf1 Geachte}".utf8), []),
    ([0xFF, 0xFE, 0x41, 0x42], []), ([0xFE, 0xFF, 0x41, 0x42], []), ([0x1F, 0x8B, 0x41], []),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], []), ([0xFF, 0xD8, 0xFF, 0xE1], []),
    (Array("MZ\u{90}\0".utf8), []),
    (Array(repeating: 0x20, count: 1019) + Array("%PDF-1.7".utf8), texts.union(["application/pdf"])),
    (Array(repeating: 0x20, count: 1020) + Array("%PDF-1.7".utf8), texts), (Array("%PDF".utf8), texts),
    ([0x50, 0x4B, 3, 4], ["application/zip"]), ([0x50, 0x4B, 3], []),
  ]

  @Test("texts, OLE2 and other bytes, among all fifteen types", arguments: others)
  func made(_ kind: (bytes: [UInt8], types: Set<String>)) {
    #expect(taken(DocumentSample(kind.bytes)) == kind.types)
  }

  @Test(
    "archives of writers with habits of their own",
    arguments: [
      ("docx-piped", ooxml + "wordprocessingml.document"), ("docx-many", ooxml + "wordprocessingml.document"),
      ("odt-late-type", odf + "text"),
    ])
  func habits(_ sample: String, _ type: String) throws {
    let sample = DocumentSample(try Samples.bytes(sample))
    #expect(taken(sample).contains(type))
    #expect(TypeSniffer.isAsDeclared(try MediaType(parsing: "image/png"), sample))
  }

  @Test("an archive cut anywhere is read without harm, and bytes are sampled alike in any pieces")
  func cut() throws {
    let bytes = try Samples.bytes("docx")
    for count in bytes.indices { _ = ZIPNames(DocumentSample(bytes[..<count])) }
    for place in bytes.indices {
      var spoilt = bytes
      spoilt[place] = 0xFF
      _ = ZIPNames(DocumentSample(spoilt))
    }
    let long = try Samples.bytes("docx-many")
    var sample = DocumentSample()
    for begin in stride(from: 0, to: long.count, by: 1000) {
      sample.append(.init(bytes: long[begin..<min(begin + 1000, long.count)]))
    }
    #expect(sample.head == Array(long.prefix(DocumentSample.headBytesMax)) && sample.count == long.count)
    #expect(sample.tail.suffix(DocumentSample.tailBytesMax) == long.suffix(DocumentSample.tailBytesMax))
    #expect(ZIPNames(sample).contains(folder: "word/media/picture-001999"))
  }

  private func taken(_ sample: DocumentSample) -> Set<String> {
    Set(MediaType.allowedForAttachments.filter { TypeSniffer.isAsDeclared($0, sample) }.map(\.text))
  }
}
