import Contracts
import Testing

@Suite("R-NOT-5: the citizen's own words")
struct NoticePhraseTests {
  @Test(arguments: [
    "Grijze olifant", "  Grijze olifant  ", "l’été à la mer", "Straße 3. Stock", "<script>alert(1)</script>",
    "a. b. c.", "vier",
  ])
  func takes(_ text: String) throws {
    let phrase = try NoticePhrase(parsing: text)
    #expect(phrase.text.first != " ")
    #expect("\(phrase)" == "…")
  }

  @Test(arguments: [
    ("", NoticePhraseMistake.tooShort), ("  ab  ", .tooShort), (String(repeating: "a", count: 61), .tooLong),
    ("a" + String(repeating: "\u{301}", count: 400) + "bcd", .tooLong), ("two\nlines", .hasControls),
    ("head\r\nBcc: x", .hasControls), ("zero\u{200B}width", .hasControls), ("turn\u{202E}ed", .hasControls),
    ("line\u{2028}break", .hasControls), ("see https://x", .hasLink), ("www.example", .hasLink),
    ("ebox.be now", .hasLink), ("me@home", .hasLink), ("Mailto:you", .hasLink), ("éé.be", .hasLink),
    ("例え。テスト", .hasLink),
  ])
  func refuses(_ text: String, _ mistake: NoticePhraseMistake) {
    #expect(throws: mistake) { try NoticePhrase(parsing: text) }
  }
}
