import Foundation
import Testing
import Vocabulary

@testable import Pages

@Suite("Texts of the pages")
struct TextTests {
  @Test("R-BOX-7: every text is there in nl, fr, de and en, once, with the same placeholders")
  func complete() throws {
    let all = try Words.all()
    #expect(Set(all.keys) == Set(Language.allCases))
    for key in TextKey.allCases {
      let placeholders = all.values.map { Words.placeholders(in: $0[key]) }
      #expect(Set(placeholders).count == 1, "\(key)")
    }
  }

  @Test("R-BOX-7: no text is left that no page uses")
  func used() throws {
    let used = Set(
      try Self.sources().flatMap { $0.matches(of: /\.([a-z][A-Za-z]*)/).map { String($0.output.1) } })
    for key in TextKey.allCases { #expect(used.contains(key.rawValue), "\(key)") }
  }

  @Test("a table with a missing, unknown or repeated key is refused")
  func refused() {
    #expect(throws: PageMistake.self) { try Words(language: .nl, parsing: "inbox = Berichten") }
    #expect(throws: PageMistake.self) { try Words(language: .nl, parsing: dutchTexts + "\nnoSuchKey = x") }
    #expect(throws: PageMistake.self) { try Words(language: .nl, parsing: dutchTexts + "\ninbox = x") }
  }

  @Test("placeholders are filled once: a value with braces stays as it is")
  func filled() throws {
    let words = try #require(try Words.all()[.en])
    #expect(words.filled(.readSince, ["date": "{date}"]) == "First opened on {date}")
  }

  @Test("R-BOX-7: one and many, by the rule of the language")
  func counted() throws {
    let all = try Words.all()
    #expect(all[.nl]?.counted(0, one: .inboxUnreadOne, many: .inboxUnreadMany) == "0 ongelezen berichten")
    #expect(all[.fr]?.counted(0, one: .inboxUnreadOne, many: .inboxUnreadMany) == "0 message non lu")
    #expect(all[.de]?.counted(2, one: .inboxUnreadOne, many: .inboxUnreadMany) == "2 ungelesene Nachrichten")
    #expect(all[.en]?.counted(1, one: .inboxUnreadOne, many: .inboxUnreadMany) == "1 unread message")
  }

  private static func sources() throws -> [String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
      .standardized
    let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter {
      $0.pathExtension == "swift" && !$0.path.contains("/Texts/")
    }
    .map { try String(contentsOf: $0, encoding: .utf8) }
  }
}
