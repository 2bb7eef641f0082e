import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Answers senders and channels that ask about citizens' profiles (R-CON-6).
struct ProviderProfiles: ProfileRegistry {
  let parts: ProviderParts
  let directory: CitizenDirectory
  let desk: ProviderProfileDesk

  func profiles(for caller: SenderCaller, purpose: String) -> any RecipientProfiles {
    ProfilesOfRecipients(caller: caller, purpose: purpose, profiles: self)
  }

  func profiles(for caller: ChannelSystem) -> any LinkedProfiles {
    ProfilesOfLinked(caller: caller, profiles: self)
  }

  /// What is known of each, of one moment; nil where `body` is, and for a number that leads nowhere.
  func find<T: Sendable>(
    _ numbers: [NationalNumber], _ body: @escaping @Sendable (MailboxID, Transaction) throws -> T?
  ) async throws(Failure<Never>) -> [(mailbox: MailboxID, known: T)?] {
    let hashes = numbers.map(directory.hash)
    return try await parts.read(as: Never.self) { transaction in
      try hashes.map { hash in
        guard let found = try CitizenDirectory.find(hash, in: transaction) else { return nil }
        return try body(found.mailbox, transaction).map { (found.mailbox, $0) }
      }
    }
  }

  /// Nil for a box that nobody ever consented to, and for a closed one.
  func profile(_ mailbox: MailboxID, in transaction: Transaction) throws -> RecipientProfile? {
    let standing = try ConsentRows.standing(mailbox, in: transaction)
    guard standing.state != .closed, let last = try ConsentRows.lastActAt(mailbox, in: transaction) else {
      return nil
    }
    let isActive = standing.state == .active
    return RecipientProfile(
      language: try desk.language(
        ProfileRows.kept(mailbox, in: transaction).choices, of: mailbox, in: transaction),
      isActive: isActive, isExclusive: try isActive && ExclusiveRows.isChosen(mailbox, in: transaction),
      validatedAt: last)
  }
}

/// What senders may know.
private struct ProfilesOfRecipients: RecipientProfiles {
  let caller: SenderCaller
  let purpose: String
  let profiles: ProviderProfiles

  func profiles(of recipients: [NationalNumber]) async throws(Failure<Never>) -> [RecipientProfile?] {
    guard caller.scopes.contains(.publicationSender) else {
      try await record(.denied, "MISSING_SCOPE", ["asked": "\(recipients.count)"])
      throw .denied(.missingScope(.publicationSender))
    }
    let profiles = profiles
    let found = try await profiles.find(recipients) { try profiles.profile($0, in: $1) }
    let mailboxes = found.compactMap { $0?.mailbox.text }.joined(separator: " ")
    try await record(
      .done, nil, ["asked": "\(recipients.count)", "mailboxes": mailboxes, "purpose": purpose])
    return found.map { $0?.known }
  }

  private func record(
    _ outcome: AuditEntry.Outcome, _ code: String?, _ details: [String: String]
  ) async throws(Failure<Never>) {
    let stamp = profiles.parts.stamp()
    try await profiles.parts.record(
      AuditEntry(
        id: stamp.id, at: stamp.at, action: .profiles, outcome: outcome, code: code,
        requestID: caller.requestID, clientID: caller.clientID, organization: caller.organization,
        details: details), as: Never.self)
  }
}
