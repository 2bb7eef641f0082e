import Vocabulary

/// Whether bytes are what their media type says, by their beginning and end. It refuses only what can't be
/// of that type: a text of any kind is taken for CSV, any OLE2 file for Word, Excel or PowerPoint of old.
enum TypeSniffer {
  /// Readers look for the header in so many bytes (ISO 32000-1, annex H.3.4.1).
  static let pdfHeaderBytesMax = 1024

  /// True for types other than the fifteen of ``MediaType/allowedForAttachments``: nothing is known of them.
  static func isAsDeclared(_ type: MediaType, _ sample: DocumentSample) -> Bool {
    switch type.text {
    case "application/pdf": hasPDFHeader(sample)
    case "application/zip": isZIP(sample)
    case "text/csv", "text/html", "text/plain": isText(sample)
    case "text/xml": isText(sample) && beginsWithTag(sample)
    case "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint":
      sample.head.starts(ole2, at: 0)
    case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
      isOfficeOpen("word/", sample)
    case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": isOfficeOpen("xl/", sample)
    case let text where text.hasPrefix("application/vnd.oasis.opendocument."): isOpenDocument(text, sample)
    default: true
    }
  }

  static func hasPDFHeader(_ sample: DocumentSample) -> Bool {
    Array(sample.head.prefix(pdfHeaderBytesMax)).first(Array("%PDF-".utf8), from: 0) != nil
  }

  // MARK: Archives

  private static let ole2: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// Entries, or the list of an archive without any.
  private static func isZIP(_ sample: DocumentSample) -> Bool {
    sample.head.starts([0x50, 0x4B, 3, 4], at: 0) || sample.head.starts([0x50, 0x4B, 5, 6], at: 0)
  }

  /// Some writers put `[Content_Types].xml` last, and the list of a large document may begin before the
  /// sample: one part of Office Open XML is then enough.
  private static func isOfficeOpen(_ folder: String, _ sample: DocumentSample) -> Bool {
    guard isZIP(sample) else { return false }
    let found = ZIPNames(sample)
    let types = "[content_types].xml"
    if found.isComplete { return found.names.contains(types) && found.contains(folder: folder) }
    return found.names.contains(types)
      || [folder, "_rels/", "docprops/", "customxml/"].contains { found.contains(folder: $0) }
  }

  private static func isOpenDocument(_ type: String, _ sample: DocumentSample) -> Bool {
    guard isZIP(sample) else { return false }
    let found = ZIPNames(sample)
    if let said = found.openDocumentType { return said == type }
    if found.isComplete { return found.names.contains("content.xml") }
    return ["content.xml", "styles.xml", "meta.xml", "settings.xml"].contains { found.names.contains($0) }
      || found.contains(folder: "meta-inf/")
  }

  // MARK: Text

  /// What begins so is no text, even where every byte of the sample could be one of a text.
  private static let binary: [[UInt8]] = [
    Array("%PDF-".utf8), Array("{\\rtf".utf8), Array("PK\u{3}\u{4}".utf8), ole2,
    [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x1F, 0x8B], [0x7F, 0x45, 0x4C, 0x46],
    // UTF-16, which this contract's texts are not in.
    [0xFE, 0xFF], [0xFF, 0xFE],
  ]

  /// UTF-8, or an 8-bit character set such as ISO 8859-15 or Windows-1252.
  private static func isText(_ sample: DocumentSample) -> Bool {
    guard !binary.contains(where: { sample.head.starts($0, at: 0) }) else { return false }
    return sample.head.allSatisfy { isOfText($0) }
  }

  /// Tab, line ends, the end mark of DOS and the shift of ISO 2022 are the controls of texts.
  private static func isOfText(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte) || byte == 0x1A || byte == 0x1B
  }

  private static func beginsWithTag(_ sample: DocumentSample) -> Bool {
    let text = sample.head.starts([0xEF, 0xBB, 0xBF], at: 0) ? sample.head.dropFirst(3) : sample.head[...]
    return text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == 0x3C
  }
}
