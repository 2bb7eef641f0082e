import Crypto
import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import TrustServices
import Vocabulary

@Suite("Content keys")
struct ContentKeysTests {
  private let random = SystemRandom()
  private let now = Instant(microseconds: 1_800_000_000_000_000)

  private struct Party {
    let keys: DirectoryKeyStore
    let mailboxes: MailboxKeys
    let contents: ContentKeys
    let mailbox: MailboxID

    init(_ folder: String, at now: Instant) throws {
      keys = try DirectoryKeyStore(opening: folder, random: SystemRandom())
      mailboxes = try MailboxKeys(keys: keys, random: SystemRandom())
      contents = ContentKeys(keys: keys, random: SystemRandom())
      mailbox = MailboxID(at: now, random: SystemRandom())
    }
  }

  @Test(
    "R-BOX-4: the expiry day is the day in Brussels of the last microsecond",
    arguments: [
      ("2027-01-31T23:00:00Z", "2027-01-31"), ("2027-01-31T23:00:00.000001Z", "2027-02-01"),
      ("2027-07-01T22:00:00Z", "2027-07-01"), ("2027-07-01T21:59:59Z", "2027-07-01"),
      ("2027-07-01T22:00:01Z", "2027-07-02"),
    ])
  func expiryDay(expiration: String, day: String) throws {
    #expect(try ContentKeys.expiryDay(Instant(parsing: expiration)) == CalendarDate(parsing: day))
  }

  @Test("R-OPS-5: a wrapped key opens for its content and mailbox only")
  func wrapped() async throws {
    try await TemporaryFolder.with { folder in
      let party = try Party(folder + "/keys", at: now)
      let (mailbox, wrappedMailbox) = try party.mailboxes.make(for: party.mailbox)
      let other = try party.mailboxes.make(for: MailboxID(at: now, random: random)).key
      let (key, message) = (ContentKey(random: random), MessageID(at: now, random: random))
      let wrapped = try party.contents.wrap(key, of: .message(message), under: mailbox, until: now)
      #expect(wrapped.count == ContentKeys.wrappedBytes && wrappedMailbox.count == 65)
      #expect(try party.contents.unwrap(wrapped, of: .message(message), under: mailbox) == key)
      let again = try party.mailboxes.unwrap(wrappedMailbox, for: party.mailbox)
      #expect(try party.contents.unwrap(wrapped, of: .message(message), under: again) == key)

      #expect(throws: KeyFailure.notAuthentic("a content key")) {
        try party.contents.unwrap(wrapped, of: .message(MessageID(at: now, random: random)), under: mailbox)
      }
      #expect(throws: KeyFailure.wrongKey("a content key")) {
        try party.contents.unwrap(wrapped, of: .message(message), under: other)
      }
      #expect(throws: KeyFailure.notAuthentic("a mailbox key")) {
        try party.mailboxes.unwrap(wrappedMailbox, for: other.mailbox)
      }
    }
  }

  @Test("R-OPS-5: every altered byte of a wrapped key is noticed")
  func altered() async throws {
    try await TemporaryFolder.with { folder in
      let party = try Party(folder + "/keys", at: now)
      let mailbox = try party.mailboxes.make(for: party.mailbox).key
      let message = MessageID(at: now, random: random)
      let wrapped = try party.contents.wrap(
        ContentKey(random: random), of: .message(message), under: mailbox, until: now)
      for offset in wrapped.indices {
        var altered = wrapped
        altered[offset] ^= 1
        #expect(throws: KeyFailure.self) {
          try party.contents.unwrap(altered, of: .message(message), under: mailbox)
        }
      }
      #expect(throws: KeyFailure.self) {
        try party.contents.unwrap(wrapped.dropLast(), of: .message(message), under: mailbox)
      }
    }
  }

  @Test("R-BOX-4: when the day's key is destroyed its documents are noise, also in a copy taken before")
  func destroyedDay() async throws {
    try await TemporaryFolder.with { folder in
      let party = try Party(folder + "/keys", at: now)
      let mailbox = try party.mailboxes.make(for: party.mailbox).key
      let store = try SegmentStore(opening: folder + "/documents", time: SystemTime(), random: random)
      let writer = try await store.begin(DocumentID(at: now, random: random))
      let mark = "Uw aanslagbiljet"
      try await writer.append(ByteBuffer(string: mark))
      let document = try await writer.finish()
      let content = Content.document(document.id)
      let wrapped = try party.contents.wrap(ContentKey(document.key), of: content, under: mailbox, until: now)
      await store.close()

      // The backup: documents and rows (here `wrapped`), not the key store.
      try FileManager.default.copyItem(atPath: folder + "/documents", toPath: folder + "/backup")
      let day = ContentKeys.expiryDay(now)
      #expect(try party.keys.destroyDayKeys(before: day.adding(days: 1)) == [day])
      #expect(throws: KeyDestroyed.self) { try party.contents.unwrap(wrapped, of: content, under: mailbox) }
      let restarted = ContentKeys(
        keys: try DirectoryKeyStore(opening: folder + "/keys", random: random), random: random)
      #expect(throws: KeyDestroyed.self) { try restarted.unwrap(wrapped, of: content, under: mailbox) }
      // Another key store, with a key of its own for that day, does not open it either.
      let foreign = ContentKeys(
        keys: try DirectoryKeyStore(opening: folder + "/other", random: random), random: random)
      #expect(throws: KeyFailure.wrongKey("a content key")) {
        try foreign.unwrap(wrapped, of: content, under: mailbox)
      }
      for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/backup") {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/backup/\(name)"))
        #expect(bytes.range(of: Data(mark.utf8)) == nil && bytes.range(of: Data(document.key)) == nil)
      }
      #expect(throws: KeyDestroyed.self) {
        try party.contents.wrap(ContentKey(random: random), of: content, under: mailbox, until: now)
      }
    }
  }

  @Test("R-BOX-4: keys that remember open and wrap what the others do, and nothing of a day that is over")
  func remembering() async throws {
    try await TemporaryFolder.with { folder in
      let party = try Party(folder + "/keys", at: now)
      let mailboxes = try (0..<2).map { _ in
        try party.mailboxes.make(for: MailboxID(at: now, random: random)).key
      }
      let days = (0..<2).map { now.adding(seconds: $0 * 86_400) }
      let remembering = party.contents.remembering()
      var wrapped: [(MailboxKey, Instant, Content, ContentKey, [UInt8])] = []
      for mailbox in mailboxes + mailboxes {
        for day in days {
          let (key, content) = (
            ContentKey(random: random), Content.message(MessageID(at: now, random: random))
          )
          wrapped.append(
            (mailbox, day, content, key, try remembering.wrap(key, of: content, under: mailbox, until: day)))
        }
      }
      for keys in [remembering, party.contents, party.contents.remembering()] {
        for (mailbox, _, content, key, bytes) in wrapped {
          #expect(try keys.unwrap(bytes, of: content, under: mailbox) == key)
        }
      }
      #expect(throws: KeyFailure.wrongKey("a content key")) {
        try remembering.unwrap(wrapped[0].4, of: wrapped[0].2, under: mailboxes[1])
      }
      _ = try party.keys.destroyDayKeys(before: ContentKeys.expiryDay(days[0]).adding(days: 1))
      for (mailbox, day, content, key, bytes) in wrapped {
        if day == days[0] {
          #expect(throws: KeyDestroyed.self) { try remembering.unwrap(bytes, of: content, under: mailbox) }
        } else {
          #expect(try remembering.unwrap(bytes, of: content, under: mailbox) == key)
        }
      }
    }
  }

  @Test("R-OPS-5: no document, mailbox or message key lies in clear on disk")
  func noPlainKeys() async throws {
    try await TemporaryFolder.with { folder in
      let party = try Party(folder + "/keys", at: now)
      let key = ContentKey(random: random)
      let (mailbox, wrappedMailbox) = try party.mailboxes.make(for: party.mailbox)
      let content = Content.message(MessageID(at: now, random: random))
      let wrapped = try party.contents.wrap(key, of: content, under: mailbox, until: now)
      let kept = try FileManager.default.contentsOfDirectory(atPath: folder + "/keys").sorted()
      #expect(kept == ["day-\(ContentKeys.expiryDay(now))", "root-mailbox"])
      for bytes in [wrapped, wrappedMailbox].map({ Data($0) }) {
        #expect(bytes.range(of: Data(key.bytes)) == nil)
      }
      #expect("\(key)\(mailbox)".contains(party.mailbox.text) && !"\(key)".contains("["))
    }
  }

  @Test("a key store that is not the one is told at once, not met as noise")
  func wrongStore() async throws {
    try await TemporaryFolder.with { folder in
      let (one, other) = (try Party(folder + "/one", at: now), try Party(folder + "/other", at: now))
      let wrapped = try one.mailboxes.make(for: one.mailbox).wrapped
      #expect(throws: KeyFailure.wrongKey("a mailbox key")) {
        try other.mailboxes.unwrap(wrapped, for: one.mailbox)
      }
    }
  }
}
