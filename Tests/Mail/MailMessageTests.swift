import Mail
import Testing
import Vocabulary

@Suite("Mails as other programs read them (R-NOT-5)") struct MailMessageTests {
  @Test("a mail in two forms, read by Python's parser without a defect")
  func whole() throws {
    let mail = try Letters.letter(
      plain: "Beste lezer,\n\nœuvre, Straße, ½ – “zin” 🙂\n.punt\nFrom mij\nspatie \n",
      html: "<p>œuvre &amp; Straße</p>\n")
    let seen = try Letters.seen(mail.unsigned)
    #expect(seen.subject == "Uw eBox: 2 nieuwe berichten")
    #expect(
      seen.values("From") == ["eBox <noreply@ebox.example>"] && seen.fromAddress == "noreply@ebox.example")
    #expect(seen.to == ["jan@example.be"])
    #expect(seen.type == "multipart/alternative" && seen.parts == ["text/plain", "text/html"])
    #expect(seen.plain == mail.plain)
    #expect(seen.html == mail.html)
    #expect(seen.values("Date") == ["Wed, 25 Nov 2026 08:00:00 +0000"])
    #expect(seen.values("Message-ID") == ["<\(try Letters.id().text)@ebox.example>"])
    #expect(seen.values("Auto-Submitted") == ["auto-generated"])
    #expect(seen.values("Content-Language") == ["nl"])
    #expect(seen.isASCII && seen.bareLineEnds == 0 && seen.longestLine <= MailMessage.columnsMax)
  }

  @Test(
    "names in any alphabet come back as they went, in lines of at most 78 columns",
    arguments: [
      "Überweisung", "Fédération Wallonie-Bruxelles – Ministère de l’Équipement et des Transports, à Namur",
      "Ελληνικά 日本語 🙂🙂🙂", "Jan \"de bakker\" Peeters, nv", "=?UTF-8?B?eA==?=", "<x@y.be>", "a:b;c",
      String(repeating: "é", count: 200), String(repeating: "x", count: 200), "👨‍👩‍👧‍👦 gezin",
    ])
  func names(_ name: String) throws {
    let seen = try Letters.seen(try Letters.letter(name: name, subject: name).unsigned)
    #expect(seen.subject == HeaderText(name).text)
    #expect(seen.values("From") == ["\(HeaderText(name).text) <noreply@ebox.example>"])
    #expect(seen.fromAddress == "noreply@ebox.example")
    #expect(seen.longestLine <= MailMessage.columnsMax && seen.isASCII)
  }

  @Test(
    "nothing that is put in a header ends it, in name or subject",
    arguments: [
      "x\r\nBcc: boef@example.be", "x\nBcc: boef@example.be", "x\rBcc: boef@example.be",
      "x\u{2028}Bcc: boef@example.be", "x\u{85}Bcc: boef@example.be", "x\u{0}\r\n\r\n<p>tekst</p>",
      "é\r\nBcc: boef@example.be", "x\u{B}\u{C}Bcc: boef@example.be", "x\u{202E}\r\n Bcc: y",
    ])
  func injection(_ text: String) throws {
    let seen = try Letters.seen(try Letters.letter(name: text, subject: text).unsigned)
    #expect(seen.values("Bcc").isEmpty)
    #expect(seen.fields.count == 11)
    #expect(seen.plain == "Dag\n")
    #expect(!seen.subject.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }

  @Test("no text ends its part, and no line grows too long")
  func bodies() throws {
    let boundary = "--=_\(try Letters.id().text)--"
    let text =
      "\(boundary)\n--\n\(String(repeating: "lang ", count: 400))\n\(String(repeating: "é", count: 900))\n"
    let seen = try Letters.seen(try Letters.letter(plain: text, html: text).unsigned)
    #expect(seen.plain == text && seen.html == text)
    #expect(seen.parts.count == 2 && seen.longestLine <= MailMessage.columnsMax)
  }

  @Test("header text is one line without marks of direction, cut at its length")
  func headerText() {
    #expect(HeaderText("  a \t\n b\u{202E}c  ").text == "a b c")
    #expect(HeaderText(String(repeating: "x", count: 500)).text.count == HeaderText.charactersMax)
    #expect(HeaderText("\r\n").text.isEmpty)
  }
}
