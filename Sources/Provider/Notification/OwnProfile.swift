import AuditTrail
import Contracts
import Storage
import Vocabulary

/// The profile of the citizen who is signed in.
struct OwnProfile: CitizenProfile {
  let caller: CitizenCaller
  let desk: ProviderProfileDesk

  private var parts: ProviderParts { desk.parts }
  private var seals: ProfileSeals { desk.seals }
  private var mailbox: MailboxID { caller.mailbox }

  private var steps: AddressSteps { AddressSteps(mailbox: caller.mailbox, desk: desk) }

  func current() async throws(Failure<ProfileRejection>) -> Profile {
    let own = self
    return try await parts.read(as: ProfileRejection.self) { transaction in
      try own.profile(in: transaction)
    }
  }

  func propose(_ address: EmailAddress) async throws(Failure<ProfileRejection>) {
    let step: AddressSteps.Step
    do { step = try steps.proposing(address) } catch { throw .outcomeUnknown(error) }
    try await act(.addressProposed, step)
  }

  func sendCodeAgain() async throws(Failure<ProfileRejection>) {
    let own = self
    let waiting = try await parts.read(as: ProfileRejection.self) { transaction in
      try AddressRows.waiting(own.mailbox, in: transaction)
    }
    let code = waiting.map { NewCode(desk, of: mailbox, addressHash: $0.hash) }
    try await act(.codeSentAgain) { transaction, now in
      guard let code, let waiting = try AddressRows.waiting(own.mailbox, in: transaction),
        waiting.hash == code.addressHash
      else { return .failure(.nothingProposed) }
      if let rejection = try own.steps.codeRejection(waiting, now, in: transaction) {
        return .failure(rejection)
      }
      let address = try own.seals.openAddress(waiting.cipher, of: own.mailbox)
      try own.steps.send(code, to: (waiting.number, address), at: now, in: transaction)
      return .success([ProfileChange(.codeSentAgain, "\(waiting.number)")])
    }
  }

  func confirm(_ digits: String) async throws(Failure<ProfileRejection>) {
    let typed = digits.filter { !$0.isWhitespace }
    let notice = NoticeID(at: parts.time.now(), random: parts.random)
    let own = self
    try await act(.addressConfirmed) { transaction, now in
      guard let waiting = try AddressRows.waiting(own.mailbox, in: transaction),
        let code = try AddressCodeRows.last(to: waiting.number, of: own.mailbox, in: transaction)
      else { return .failure(.nothingProposed) }
      guard now < code.expires else { return .failure(.codeExpired) }
      guard code.attemptsLeft > 0 else { return .failure(.attemptsExhausted) }
      guard own.seals.isCode(typed, hash: code.hash, of: own.mailbox, addressHash: waiting.hash) else {
        try AddressCodeRows.guessedWrong(code.number, of: own.mailbox, in: transaction)
        return .failure(.codeWrong)
      }
      if let old = try AddressRows.inUse(own.mailbox, in: transaction) {
        if old.hash != waiting.hash, old.undeliverableAt == nil {
          try own.tell(old, isReplacedIn: notice, at: now, in: transaction)
        }
        try AddressRows.end(old.number, .replaced, of: own.mailbox, at: now, in: transaction)
      }
      try AddressRows.verify(waiting.number, of: own.mailbox, at: now, in: transaction)
      try own.steps.setDeclined(nil, in: transaction)
      return .success([ProfileChange(.addressConfirmed, "\(waiting.number)")])
    }
  }

  func removeAddress() async throws(Failure<ProfileRejection>) {
    try await act(.addressRemoved, steps.removing)
  }

  func declineAddress() async throws(Failure<ProfileRejection>) {
    let own = self
    try await act(.addressDeclined) { transaction, now in
      guard try AddressRows.inUse(own.mailbox, in: transaction) == nil else { return .failure(.addressInUse) }
      let waiting = try AddressRows.waiting(own.mailbox, in: transaction)
      let isDeclined = try ProfileRows.kept(own.mailbox, in: transaction).declinedAt != nil
      if waiting == nil, isDeclined { return .success([]) }
      if let waiting {
        try AddressRows.end(waiting.number, .dropped, of: own.mailbox, at: now, in: transaction)
      }
      try own.steps.setDeclined(now, in: transaction)
      return .success([ProfileChange(.addressDeclined)])
    }
  }

  func seenUndeliverable() async throws(Failure<ProfileRejection>) {
    let own = self
    try await act(.undeliverableSeen) { transaction, now in
      guard let address = try AddressRows.inUse(own.mailbox, in: transaction), address.undeliverableAt != nil
      else { return .failure(.noAddress) }
      guard address.undeliverableSeenAt == nil else { return .success([]) }
      try AddressRows.undeliverableSeen(address.number, of: own.mailbox, at: now, in: transaction)
      return .success([ProfileChange(.undeliverableSeen, "\(address.number)")])
    }
  }

  func choose(_ choices: NoticeChoices) async throws(Failure<ProfileRejection>) {
    let own = self
    try await act(.notifierChosen) { transaction, _ in
      var kept = try ProfileRows.kept(own.mailbox, in: transaction)
      if let notifier = choices.notifier, notifier != kept.choices.notifier {
        let channels = try own.desk.notifiers(own.mailbox, in: transaction).map(\.channel)
        guard channels.contains(notifier) else { return .failure(.notifierUnknown) }
      }
      let changes = kept.choices.changes(to: choices)
      kept.choices = choices
      if !changes.isEmpty { try ProfileRows.keep(kept, of: own.mailbox, in: transaction) }
      return .success(changes)
    }
  }

  func choose(phrase: NoticePhrase?) async throws(Failure<ProfileRejection>) {
    let sealed: [UInt8]?
    do { sealed = try phrase.map { try seals.seal($0, of: mailbox) } } catch { throw .outcomeUnknown(error) }
    let own = self
    try await act(.phraseChosen) { transaction, _ in
      var kept = try ProfileRows.kept(own.mailbox, in: transaction)
      let old = try kept.phrase.map { try own.seals.openPhrase($0, of: own.mailbox) }
      guard old != phrase else { return .success([]) }
      kept.phrase = sealed
      try ProfileRows.keep(kept, of: own.mailbox, in: transaction)
      return .success([ProfileChange(phrase == nil ? .phraseRemoved : .phraseChosen)])
    }
  }
}

// MARK: - Steps

extension OwnProfile {
  /// Runs an act with its history and its audit entry, and has the mailbox looked at anew.
  /// - Parameter asked: how the entry of a rejection names the act.
  private func act(
    _ asked: ProfileAct, _ body: @escaping AddressSteps.Step
  ) async throws(Failure<ProfileRejection>) {
    let stamp = parts.stamp()
    let own = self
    let rejection: ProfileRejection? = try await parts.write(as: ProfileRejection.self) { transaction in
      let isClosed = try ConsentRows.standing(own.mailbox, in: transaction).state == .closed
      switch isClosed ? .failure(.boxClosed) : try body(transaction, stamp.at) {
      case .failure(let rejection):
        try own.parts.trail.record(own.entry(stamp, ["act": asked.rawValue], rejection), in: transaction)
        return rejection
      case .success(let changes):
        try own.record(changes, stamp, in: transaction)
        return nil
      }
    }
    if let rejection { throw .rejected(rejection) }
  }

  private func record(_ changes: [ProfileChange], _ stamp: Stamp, in transaction: Transaction) throws {
    guard !changes.isEmpty else { return }
    for change in changes {
      try ProfileRows.record(
        change, of: mailbox, at: stamp.at, by: ActOrigin(caller.requestID), in: transaction)
    }
    let details = changes.map { ($0.act.rawValue, $0.value ?? "") }
    try parts.trail.record(entry(stamp, Dictionary(details) { "\($0) \($1)" }), in: transaction)
    try WatchRows.lookAt(mailbox, in: transaction)
  }

  private func entry(
    _ stamp: Stamp, _ details: [String: String], _ rejection: ProfileRejection? = nil
  ) -> AuditEntry {
    AuditEntry(
      id: stamp.id, at: stamp.at, action: .profileChanged, outcome: rejection == nil ? .done : .rejected,
      code: rejection?.rawValue, requestID: caller.requestID, mailbox: mailbox, details: details)
  }

  /// Tells the old address that another took its place.
  private func tell(
    _ old: AddressRows.Address, isReplacedIn notice: NoticeID, at now: Instant, in transaction: Transaction
  ) throws {
    let kept = try ProfileRows.kept(mailbox, in: transaction)
    try desk.notices.add(
      Notice(
        id: notice, mailbox: mailbox, kind: .addressReplaced,
        address: try seals.openAddress(old.cipher, of: mailbox),
        language: try desk.language(kept.choices, of: mailbox, in: transaction),
        phrase: try kept.phrase.map { try seals.openPhrase($0, of: mailbox).text }, queuedAt: now),
      in: transaction)
  }

  private func profile(in transaction: Transaction) throws -> Profile {
    let kept = try ProfileRows.kept(mailbox, in: transaction)
    let inUse = try AddressRows.inUse(mailbox, in: transaction)
    return Profile(
      address: try inUse.map { row in
        AddressInUse(
          address: try seals.openAddress(row.cipher, of: mailbox),
          since: row.verifiedAt ?? Instant(microseconds: 0), undeliverableSince: row.undeliverableAt,
          isUndeliverableSeen: row.undeliverableSeenAt != nil)
      },
      proposal: try proposal(in: transaction), declinedAt: kept.declinedAt, choices: kept.choices,
      phrase: try kept.phrase.map { try seals.openPhrase($0, of: mailbox) },
      notifiers: try desk.notifiers(mailbox, in: transaction))
  }

  private func proposal(in transaction: Transaction) throws -> AddressProposal? {
    guard let waiting = try AddressRows.waiting(mailbox, in: transaction) else { return nil }
    let code = try AddressCodeRows.last(to: waiting.number, of: mailbox, in: transaction)
    let never = Instant(microseconds: 0)
    return AddressProposal(
      address: try seals.openAddress(waiting.cipher, of: mailbox), codeEnds: code?.expires ?? never,
      attemptsLeft: code?.attemptsLeft ?? 0, againFrom: code?.againFrom ?? never)
  }
}

extension NoticeChoices {
  /// What a citizen chose, an act for each that is not as it was.
  fileprivate func changes(to new: NoticeChoices) -> [ProfileChange] {
    var changes: [ProfileChange] = []
    if new.language != language { changes.append(ProfileChange(.languageChosen, new.language?.rawValue)) }
    if new.hour != hour { changes.append(ProfileChange(.hourChosen, "\(new.hour)")) }
    if new.pace != pace { changes.append(ProfileChange(.paceChosen, new.pace.rawValue)) }
    if new.namesSenders != namesSenders {
      changes.append(ProfileChange(.namingChosen, "\(new.namesSenders)"))
    }
    if new.notifier != notifier { changes.append(ProfileChange(.notifierChosen, new.notifier?.text)) }
    return changes
  }
}
