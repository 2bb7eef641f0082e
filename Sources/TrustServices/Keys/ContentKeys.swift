import Crypto
import Synchronization
package import Vocabulary

/// The key of one document's bytes, or of one message's personal columns: 32 bytes. Kept only wrapped;
/// prints nothing of itself.
package struct ContentKey: Hashable, Sendable, CustomStringConvertible {
  package static let bytesCount = 32
  package let bytes: [UInt8]

  /// - Parameter bytes: a stored document's key.
  /// - Throws: ``KeyFailure/notAuthentic(_:)`` unless there are 32.
  package init(_ bytes: [UInt8]) throws {
    guard bytes.count == ContentKey.bytesCount else { throw KeyFailure.notAuthentic("a content key") }
    self.bytes = bytes
  }

  package init(random: some RandomSource) { bytes = random.bytes(ContentKey.bytesCount) }

  package var description: String { "content key" }
}

/// What a content key opens.
package enum Content: Hashable, Sendable {
  case document(DocumentID)
  /// The personal columns of a message.
  case message(MessageID)

  var context: [UInt8] {
    switch self {
    case .document(let id): Array("document".utf8) + id.bytes
    case .message(let id): Array("message".utf8) + id.bytes
    }
  }
}

/// Wraps content keys under the mailbox's key **and** the key of the expiry day; both are needed to open one.
///
/// Once the day's key is destroyed the content is noise wherever a copy lies, backups included. The expiry
/// day stands, in clear, in the wrapped form and is authenticated. Wrapping takes a few microseconds; day
/// keys are cached by the key store.
package struct ContentKeys: Sendable {
  /// Size of a wrapped content key.
  package static let wrappedBytes = 4 + KeyWrapping.bytesCount

  private let keys: any KeyStore
  private let random: any RandomSource
  private let derived: DerivedWrappings?

  package init(keys: any KeyStore, random: any RandomSource) {
    self.init(keys: keys, random: random, derived: nil)
  }

  private init(keys: any KeyStore, random: any RandomSource, derived: DerivedWrappings?) {
    self.keys = keys
    self.random = random
    self.derived = derived
  }

  /// The same keys for one piece of work, such as a page of a list: what is derived for a mailbox and a day
  /// is derived once, and forgotten with it. A day's key that is destroyed meanwhile opens nothing more.
  package func remembering() -> ContentKeys {
    ContentKeys(keys: keys, random: random, derived: DerivedWrappings())
  }

  /// The day in Europe/Brussels that holds the last microsecond before `expiration`. When it is over, so is
  /// everything under its key: the key may go as soon as `CalendarDate(inBrusselsAt: now)` is past it.
  package static func expiryDay(_ expiration: Instant) -> CalendarDate {
    CalendarDate(inBrusselsAt: Instant(microseconds: expiration.microseconds - 1))
  }

  /// The wrapped form (69 bytes), for the row that names the content.
  /// - Throws: ``KeyDestroyed`` when the expiry day is over and its key gone.
  package func wrap(
    _ key: ContentKey, of content: Content, under mailbox: MailboxKey, until expiration: Instant
  ) throws -> [UInt8] {
    let day = ContentKeys.expiryDay(expiration)
    let wrapped = try wrapping(mailbox, day).wrap(
      key.bytes, context: context(content, mailbox, day), random: random)
    return withUnsafeBytes(of: Int32(day.daysSince1970).littleEndian, Array.init) + wrapped
  }

  /// - Throws: ``KeyDestroyed`` when the expiry day's key is gone; ``KeyFailure/wrongKey(_:)`` when the
  ///   mailbox's or the day's key is not the one; ``KeyFailure/notAuthentic(_:)`` when bytes were altered or
  ///   are another content's.
  package func unwrap(
    _ wrapped: [UInt8], of content: Content, under mailbox: MailboxKey
  ) throws -> ContentKey {
    guard wrapped.count == ContentKeys.wrappedBytes else { throw KeyFailure.notAuthentic("a content key") }
    let day = wrapped.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let expiryDay = CalendarDate(daysSince1970: Int(Int32(bitPattern: day)))
    guard ContentKeys.plausibleYears.contains(expiryDay.year) else {
      throw KeyFailure.notAuthentic("a content key")
    }
    return try ContentKey(
      wrapping(mailbox, expiryDay).unwrap(
        Array(wrapped.dropFirst(4)), context: context(content, mailbox, expiryDay)))
  }

  /// An altered day must not make the key store keep a key for it.
  private static let plausibleYears = 2000...2200

  private func wrapping(_ mailbox: MailboxKey, _ day: CalendarDate) throws -> KeyWrapping {
    let dayKey = try keys.dayKey(day)
    func derive() -> KeyWrapping { KeyWrapping("a content key", under: [mailbox.key, dayKey]) }
    return derived?.wrapping(of: mailbox.mailbox, day, orMake: derive) ?? derive()
  }

  private func context(_ content: Content, _ mailbox: MailboxKey, _ day: CalendarDate) -> [UInt8] {
    content.context + mailbox.mailbox.bytes + Array(day.description.utf8)
  }
}

/// What was derived from keys of mailboxes and days; to derive takes longer than to open a message.
private final class DerivedWrappings: Sendable {
  private struct Under: Hashable, Sendable {
    let mailbox: MailboxID
    let day: CalendarDate
  }

  private let made = Mutex<[Under: KeyWrapping]>([:])

  func wrapping(
    of mailbox: MailboxID, _ day: CalendarDate, orMake make: () -> KeyWrapping
  ) -> KeyWrapping {
    let under = Under(mailbox: mailbox, day: day)
    if let known = made.withLock({ $0[under] }) { return known }
    let new = make()
    made.withLock { $0[under] = new }
    return new
  }
}
