import Crypto
import EBoxTesting
import Foundation
import Testing
import TrustServices
import Vocabulary

@Suite("Personal columns and numbers")
struct ColumnCipherTests {
  private let random = SystemRandom()
  private let now = Instant(microseconds: 1_800_000_000_000_000)
  private let subject = PersonalColumn("document_provider_message", "subject")

  @Test("R-OPS-5: a value opens in its own table, column and row only, and altered nowhere")
  func bound() throws {
    let key = ContentKey(random: random)
    let cipher = ColumnCipher(key, random: random)
    let text = "Votre avertissement-extrait de rôle — Ihr Steuerbescheid"
    let row = MessageID(at: now, random: random).bytes
    let sealed = try cipher.seal(text, in: subject, row: row)
    #expect(sealed.count == text.utf8.count + ColumnCipher.overheadBytes)
    #expect(try cipher.openText(sealed, in: subject, row: row) == text)
    #expect(try cipher.seal(text, in: subject, row: row) != sealed)
    let refused = KeyFailure.notAuthentic("document_provider_message.subject")
    #expect(throws: refused) {
      try cipher.open(sealed, in: subject, row: MessageID(at: now, random: random).bytes)
    }
    #expect(throws: KeyFailure.self) {
      try cipher.open(sealed, in: PersonalColumn("document_provider_message", "body"), row: row)
    }
    #expect(throws: KeyFailure.self) {
      try cipher.open(sealed, in: PersonalColumn("document_provider_messages", "ubject"), row: row)
    }
    #expect(throws: refused) {
      try ColumnCipher(ContentKey(random: random), random: random).open(sealed, in: subject, row: row)
    }
    for offset in sealed.indices {
      var altered = sealed
      altered[offset] ^= 1
      #expect(throws: KeyFailure.self) { try cipher.open(altered, in: subject, row: row) }
    }
    #expect(throws: refused) { try cipher.open([], in: subject, row: row) }
    #expect(throws: refused) { try cipher.open(Array(sealed.prefix(20)), in: subject, row: row) }
    #expect(throws: KeyFailure.unknownFormat(2)) {
      try cipher.open([2] + sealed.dropFirst(), in: subject, row: row)
    }
  }

  @Test("R-OPS-5: a national number is found by its keyed hash and kept sealed for its mailbox")
  func numbers() async throws {
    try await TemporaryFolder.with { folder in
      let keys = try DirectoryKeyStore(opening: folder + "/keys", random: random)
      let hash = try KeyedNumberHash(keys: keys)
      let numbers = try ["78041299916", "04022999904"].map { try NationalNumber(parsing: $0) }
      #expect(hash.hash(numbers[0]).count == 32 && hash.hash(numbers[0]) != hash.hash(numbers[1]))
      let again = try DirectoryKeyStore(opening: folder + "/keys", random: random)
      #expect(try KeyedNumberHash(keys: again).hash(numbers[0]) == hash.hash(numbers[0]))
      let other = try DirectoryKeyStore(opening: folder + "/other", random: random)
      #expect(try KeyedNumberHash(keys: other).hash(numbers[0]) != hash.hash(numbers[0]))

      let cipher = try NumberCipher(keys: keys, random: random)
      let mailboxes = (0..<2).map { _ in MailboxID(at: now, random: random) }
      let sealed = try cipher.seal(numbers[0], of: mailboxes[0])
      #expect(Data(sealed).range(of: Data(numbers[0].digits.utf8)) == nil)
      #expect(try NumberCipher(keys: again, random: random).open(sealed, of: mailboxes[0]) == numbers[0])
      #expect(throws: KeyFailure.self) { try cipher.open(sealed, of: mailboxes[1]) }
    }
  }
}
