/// A media type without parameters, in lower case: `application/pdf`.
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// Takes `Type/Subtype; parameters` and keeps the type and subtype.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    // Nearly every file part names one of these just so.
    if let known = MediaType.known[String(text)] {
      self = known
      return
    }
    let bare = text.prefix { $0 != ";" }.trimmed.lowercased()
    let halves = bare.split(separator: "/", omittingEmptySubsequences: false)
    guard bare.utf8.count <= 127, halves.count == 2,
      halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isToken) })
    else { throw InvalidIdentifier("mediaType", "must be type/subtype (RFC 9110 §8.3.1)") }
    self.text = bare
  }

  init(known text: String) { self.text = text }

  package static let pdf = MediaType(known: "application/pdf")
  package static let html = MediaType(known: "text/html")
  package static let plainText = MediaType(known: "text/plain")

  private static let known = Dictionary(uniqueKeysWithValues: allowedForAttachments.map { ($0.text, $0) })

  /// The fifteen media types that an attachment may have (contracts 2.1, 1.8 and 1.6; reference §3.3).
  package static let allowedForAttachments: Set<MediaType> = Set(
    [
      "application/pdf", "application/zip", "text/csv", "text/html", "text/plain", "text/xml",
      "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
      "application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.graphics",
      "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.ms-powerpoint", "application/msword",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ].map(MediaType.init(known:)))

  package var description: String { text }
}

private func isToken(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "!#$&^_.+-".utf8.contains(byte)
}

extension StringProtocol {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
