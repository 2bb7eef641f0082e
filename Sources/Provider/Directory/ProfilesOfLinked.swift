import AuditTrail
import Contracts
import Storage
import Vocabulary

/// What a channel may know and change of the citizens who have linked it.
struct ProfilesOfLinked: LinkedProfiles {
  let caller: ChannelSystem
  let profiles: ProviderProfiles

  private var parts: ProviderParts { profiles.parts }

  func profiles(of citizens: [NationalNumber]) async throws(Failure<Never>) -> [LinkedProfile?] {
    let own = self
    let found = try await profiles.find(citizens) { mailbox, transaction -> LinkedProfile? in
      guard try own.isLinked(mailbox, in: transaction),
        let profile = try own.profiles.profile(mailbox, in: transaction)
      else { return nil }
      let address = try AddressRows.inUse(mailbox, in: transaction)
      return LinkedProfile(
        profile: profile,
        address: try address.map { try own.profiles.desk.seals.openAddress($0.cipher, of: mailbox) })
    }
    let mailboxes = found.compactMap { $0?.mailbox.text }.joined(separator: " ")
    let details = ["asked": "\(citizens.count)", "mailboxes": mailboxes]
    try await parts.record(entry(parts.stamp(), .profiles, nil, details), as: Never.self)
    return found.map { $0?.known }
  }

  func number(of mailbox: MailboxID) async throws(Failure<Never>) -> NationalNumber? {
    let own = self
    let sealed: [UInt8]? = try await parts.read(as: Never.self) { transaction in
      guard try own.isLinked(mailbox, in: transaction) else { return nil }
      return try CitizenDirectory.sealedNumber(of: mailbox, in: transaction)
    }
    let code = sealed == nil ? LinkedProfileRejection.notLinked.rawValue : nil
    try await parts.record(
      entry(parts.stamp(), .accountResolved, sealed == nil ? nil : mailbox, code: code), as: Never.self)
    guard let sealed else { return nil }
    return try profiles.directory.open(sealed, of: mailbox, as: Never.self)
  }

  func change(
    _ citizen: NationalNumber, _ change: LinkedProfileChange
  ) async throws(Failure<LinkedProfileRejection>) {
    let hash = profiles.directory.hash(citizen)
    let found: CitizenDirectory.Found? = try await parts.lookup(as: LinkedProfileRejection.self) {
      try CitizenDirectory.find(hash, in: $0)
    }
    guard let mailbox = found?.mailbox else {
      throw try await refused(.notLinked)
    }
    let own = self
    let addressed = try addressing(change.address, of: mailbox)
    let stamp = parts.stamp()
    let rejection: LinkedProfileRejection? = try await parts.write(as: LinkedProfileRejection.self) {
      transaction in
      let entry: AuditEntry
      var rejection: LinkedProfileRejection?
      switch try own.apply(change, addressed, to: mailbox, at: stamp.at, in: transaction) {
      case .success(let changes):
        let details = changes.map { ($0.act.rawValue, $0.value ?? "") }
        entry = own.entry(stamp, .profileChanged, mailbox, Dictionary(details) { "\($0) \($1)" })
      case .failure(let why):
        entry = own.entry(stamp, .profileChanged, mailbox, code: why.rawValue)
        rejection = why
      }
      try own.parts.trail.record(entry, in: transaction)
      return rejection
    }
    if let rejection { throw .rejected(rejection) }
  }
}

// MARK: - Steps

extension ProfilesOfLinked {
  private typealias Ending = Result<[ProfileChange], LinkedProfileRejection>

  private func isLinked(_ mailbox: MailboxID, in transaction: Transaction) throws -> Bool {
    try ConsentRows.isInForce(mailbox, caller.channel, in: transaction)
  }

  /// The address comes first: only it can be turned down, and then before it wrote anything.
  private func apply(
    _ change: LinkedProfileChange, _ addressed: AddressSteps.Step, to mailbox: MailboxID, at now: Instant,
    in transaction: Transaction
  ) throws -> Ending {
    guard try isLinked(mailbox, in: transaction) else { return .failure(.notLinked) }
    guard change.isActive else { return .failure(.consentInForce) }
    guard case .success(var changes) = try addressed(transaction, now) else {
      return .failure(.codesExhausted)
    }
    var kept = try ProfileRows.kept(mailbox, in: transaction)
    if try profiles.desk.language(kept.choices, of: mailbox, in: transaction) != change.language {
      kept.choices.language = change.language
      try ProfileRows.keep(kept, of: mailbox, in: transaction)
      changes.append(ProfileChange(.languageChosen, change.language.rawValue))
    }
    let origin = ActOrigin(caller.requestID, caller.channel)
    for change in changes {
      try ProfileRows.record(change, of: mailbox, at: now, by: origin, in: transaction)
    }
    if !changes.isEmpty { try WatchRows.lookAt(mailbox, in: transaction) }
    if let isExclusive = change.isExclusive,
      try ExclusiveRows.isChosen(mailbox, in: transaction) != isExclusive
    {
      try ExclusiveRows.record(isExclusive, of: mailbox, at: now, origin, in: transaction)
      changes.append(ProfileChange(isExclusive ? .exclusiveChosen : .exclusiveDropped))
    }
    return .success(changes)
  }

  /// What is so already, or waits for its code already, is left.
  private func addressing(
    _ address: LinkedProfileChange.Address, of mailbox: MailboxID
  ) throws(Failure<LinkedProfileRejection>) -> AddressSteps.Step {
    let steps = AddressSteps(mailbox: mailbox, desk: profiles.desk)
    switch address {
    case .kept: return { _, _ in .success([]) }
    case .proposed(let address):
      let hash = profiles.desk.seals.hash(address)
      let propose: AddressSteps.Step
      do { propose = try steps.proposing(address) } catch { throw .outcomeUnknown(error) }
      return { transaction, now in
        let inUse = try AddressRows.inUse(mailbox, in: transaction)
        let waiting = try AddressRows.waiting(mailbox, in: transaction)
        let isKnown = waiting?.hash == hash || (inUse?.hash == hash && inUse?.undeliverableAt == nil)
        return isKnown ? .success([]) : try propose(transaction, now)
      }
    }
  }

  private func refused(
    _ rejection: LinkedProfileRejection
  ) async throws(Failure<LinkedProfileRejection>) -> Failure<LinkedProfileRejection> {
    try await parts.record(
      entry(parts.stamp(), .profileChanged, nil, code: rejection.rawValue), as: LinkedProfileRejection.self)
    return .rejected(rejection)
  }

  private func entry(
    _ stamp: Stamp, _ action: AuditEntry.Action, _ mailbox: MailboxID?, _ details: [String: String] = [:],
    code: String? = nil
  ) -> AuditEntry {
    AuditEntry(
      id: stamp.id, at: stamp.at, action: action, outcome: code == nil ? .done : .rejected, code: code,
      requestID: caller.requestID, clientID: caller.channel.text, mailbox: mailbox, details: details)
  }
}
