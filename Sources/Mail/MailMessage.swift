package import Vocabulary

/// A mail to one person, in plain text and in HTML, as the bytes that go over the wire.
///
/// Everything in a header is an ``EmailAddress``, a ``HeaderText``, a date, a language, or a token of the
/// product's own: nothing of them can hold a line break. Lines have at most 78 columns, in ASCII.
///
/// Source: RFC 5322, RFC 2045, RFC 2046 §5.1.4 (multipart/alternative), RFC 3834 (Auto-Submitted).
package struct MailMessage: Sendable {
  package static let columnsMax = 78

  package struct Party: Hashable, Sendable {
    package let name: HeaderText
    package let address: EmailAddress

    package init(name: HeaderText, address: EmailAddress) {
      self.name = name
      self.address = address
    }
  }

  package let from: Party
  package let to: EmailAddress
  package let subject: HeaderText
  package let date: Instant
  /// The part before the @ of Message-ID; the other part is the sender's domain.
  package let id: NoticeID
  package let language: Language
  package let plain: String
  package let html: String

  package init(
    from: Party, to: EmailAddress, subject: HeaderText, date: Instant, id: NoticeID, language: Language,
    plain: String, html: String
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.date = date
    self.id = id
    self.language = language
    self.plain = plain
    self.html = html
  }

  /// The header fields, in order, each without its last CRLF.
  var fields: [String] {
    [
      Self.field("From", from.name.phrase + ["<\(from.address.text)>"]),
      Self.field("To", ["<\(to.text)>"]),
      Self.field("Subject", subject.unstructured),
      Self.field("Date", MailDate.text(date).split(separator: " ").map(String.init)),
      Self.field("Message-ID", [messageID]),
      Self.field("MIME-Version", ["1.0"]),
      Self.field("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]),
      Self.field("Content-Language", [language.rawValue]),
      // Keeps answering machines quiet.
      Self.field("Auto-Submitted", ["auto-generated"]),
      Self.field("X-Auto-Response-Suppress", ["All"]),
      // For sorting; without List-Unsubscribe, which mail programs show as a link.
      Self.field("List-Id", ["<notices.\(from.address.domain)>"]),
    ]
  }

  package var messageID: String { "<\(id.text)@\(from.address.domain)>" }

  /// Lines that end in CRLF.
  var body: [UInt8] {
    part("text/plain", plain) + part("text/html", html) + Array("--\(boundary)--\r\n".utf8)
  }

  /// `=_` never comes out of quoted-printable, so no text can end a part.
  private var boundary: String { "=_\(id.text)" }

  private func part(_ type: String, _ text: String) -> [UInt8] {
    let head = [
      "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
      "Content-Language: \(language.rawValue)", "", "",
    ]
    return Array(head.joined(separator: "\r\n").utf8) + QuotedPrintable.encode(text)
  }

  /// Words joined by spaces, by line breaks where a line would grow too long.
  static func field(_ name: String, _ words: [String]) -> String {
    var text = "\(name):"
    var column = text.utf8.count
    for (place, word) in words.enumerated() {
      if place > 0, column + 1 + word.utf8.count > columnsMax {
        text += "\r\n"
        column = 0
      }
      text += " " + word
      column += 1 + word.utf8.count
    }
    return text
  }
}
