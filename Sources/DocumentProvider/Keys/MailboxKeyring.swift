import Storage
import Synchronization
import TrustServices
import Vocabulary

/// The mailboxes' keys, each in its own row, made when a mailbox gets its first content; the latest used are
/// remembered.
final class MailboxKeyring: Sendable {
  /// Keys remembered at most: two generations of half as many each.
  static let rememberedMax = 20_000

  private struct Generations {
    var young: [MailboxID: MailboxKey] = [:]
    var old: [MailboxID: MailboxKey] = [:]
  }

  private let database: any Database
  private let mailboxKeys: MailboxKeys
  private let contentKeys: ContentKeys
  private let random: any RandomSource
  private let remembered = Mutex(Generations())

  init(database: any Database, keys: any KeyStore, random: any RandomSource) throws {
    self.database = database
    self.random = random
    mailboxKeys = try MailboxKeys(keys: keys, random: random)
    contentKeys = ContentKeys(keys: keys, random: random)
  }

  /// Seals and opens the contents of one mailbox, in one piece of work.
  func seal(of mailbox: MailboxID) async throws -> MessageSeal {
    MessageSeal(
      mailboxKey: try await key(of: mailbox), contentKeys: contentKeys.remembering(), random: random)
  }

  private func key(of mailbox: MailboxID) async throws -> MailboxKey {
    if let key = recalled(mailbox) { return key }
    let wrapped: [UInt8]
    if let kept = try await kept(mailbox) {
      wrapped = kept
    } else {
      wrapped = try await keep(try mailboxKeys.make(for: mailbox).wrapped, for: mailbox)
    }
    let key = try mailboxKeys.unwrap(wrapped, for: mailbox)
    remember(key)
    return key
  }

  private func kept(_ mailbox: MailboxID) async throws(StorageFailure) -> [UInt8]? {
    try await database.lookup { transaction in
      try transaction.rows(
        "SELECT wrapped FROM document_provider_mailbox_key WHERE mailbox = $1", .text(mailbox.text)
      ).first?.bytes(0)
    }
  }

  /// - Returns: the wrapped key that stands: this one, or that of somebody who was first.
  private func keep(_ wrapped: [UInt8], for mailbox: MailboxID) async throws(StorageFailure) -> [UInt8] {
    try await database.write { transaction in
      let inserted = try transaction.rows(
        """
        INSERT INTO document_provider_mailbox_key (mailbox, wrapped) VALUES ($1, $2)
        ON CONFLICT (mailbox) DO NOTHING RETURNING wrapped
        """,
        .text(mailbox.text), .bytes(wrapped))
      if !inserted.isEmpty { return wrapped }
      let standing = try transaction.rows(
        "SELECT wrapped FROM document_provider_mailbox_key WHERE mailbox = $1", .text(mailbox.text))
      guard let row = standing.first else { throw UnreadableRow(what: "a mailbox key") }
      return try row.bytes(0)
    }
  }

  private func recalled(_ mailbox: MailboxID) -> MailboxKey? {
    remembered.withLock { generations in
      if let key = generations.young[mailbox] { return key }
      guard let key = generations.old.removeValue(forKey: mailbox) else { return nil }
      generations.young[mailbox] = key
      return key
    }
  }

  private func remember(_ key: MailboxKey) {
    remembered.withLock { generations in
      if generations.young.count >= Self.rememberedMax / 2 {
        generations.old = generations.young
        generations.young = [:]
      }
      generations.young[key.mailbox] = key
    }
  }
}
