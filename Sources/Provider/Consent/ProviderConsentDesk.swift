import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Gives each signed-in citizen their own consents, and nobody else's (R-CON-1).
struct ProviderConsentDesk: ConsentDesk {
  let parts: ProviderParts
  let clients: OAuthClients
  let round: ConsentRound

  func consents(for caller: CitizenCaller) -> any CitizenConsents {
    OwnConsents(caller: caller, parts: parts, clients: clients, round: round)
  }
}

/// The consents of the citizen who is signed in.
struct OwnConsents: CitizenConsents {
  let caller: CitizenCaller
  let parts: ProviderParts
  let clients: OAuthClients
  let round: ConsentRound

  /// How an act ended inside its transaction.
  private enum Ending: Sendable {
    case changed(ConsentChange)
    case unchanged(ConsentRows.InForce)
    case rejected(ConsentRejection)
  }

  func inForce() async throws(Failure<ConsentRejection>) -> [ChannelConsent] {
    let mailbox = caller.mailbox
    let consents: [ConsentRows.InForce] = try await parts.read(as: ConsentRejection.self) { transaction in
      try ConsentRows.inForce(mailbox, in: transaction)
    }
    return consents.map(named)
  }

  func activate(
    _ channel: ChannelID, accepted text: ConsentText
  ) async throws(Failure<ConsentRejection>) -> ChannelConsent {
    guard clients.channel(channel) != nil else {
      throw try await refused(.channelUnknown, .consentGiven, channel)
    }
    guard text.version == ConsentText.currentVersion, let accepted = ConsentRows.Accepted(text) else {
      throw try await refused(.textOutdated, .consentGiven, channel)
    }
    let stamp = parts.stamp()
    let event = EventID(at: stamp.at, random: parts.random)
    let own = self
    let ending: Ending = try await parts.write(as: ConsentRejection.self) { transaction in
      try own.give(channel, accepted, stamp: stamp, event: event, in: transaction)
    }
    switch ending {
    case .rejected(let rejection): throw .rejected(rejection)
    case .unchanged(let consent): return named(consent)
    case .changed(let change):
      await round.tell(change)
      return named(
        ConsentRows.InForce(channel: channel, since: stamp.at, text: text, isPrefetchAllowed: false))
    }
  }

  func withdraw(_ channel: ChannelID) async throws(Failure<ConsentRejection>) {
    let stamp = parts.stamp()
    let event = EventID(at: stamp.at, random: parts.random)
    let own = self
    let ending: Ending = try await parts.write(as: ConsentRejection.self) { transaction in
      try own.takeAway(channel, stamp: stamp, event: event, in: transaction)
    }
    switch ending {
    case .rejected(let rejection): throw .rejected(rejection)
    case .unchanged: return
    case .changed(let change): await round.tell(change)
    }
  }

  private func give(
    _ channel: ChannelID, _ accepted: ConsentRows.Accepted, stamp: Stamp, event: EventID,
    in transaction: Transaction
  ) throws -> Ending {
    let standing = try ConsentRows.standing(caller.mailbox, in: transaction)
    guard standing.state != .closed, try CitizenDirectory.isKnown(caller.mailbox, in: transaction) else {
      try parts.trail.record(entry(stamp, .consentGiven, channel, rejected: .boxClosed), in: transaction)
      return .rejected(.boxClosed)
    }
    if standing.channels.contains(channel) {
      let consents = try ConsentRows.inForce(caller.mailbox, in: transaction)
      if let consent = consents.first(where: { $0.channel == channel }) { return .unchanged(consent) }
    }
    let epoch = standing.epoch + 1
    try ConsentRows.give(caller.mailbox, channel, accepted, moment(epoch, stamp), in: transaction)
    try parts.outbox.record(
      Event(
        id: event, kind: .consentGiven, mailbox: caller.mailbox, occurredAt: stamp.at, channel: channel),
      in: transaction)
    let details = [
      "epoch": "\(epoch)", "textVersion": accepted.text.version,
      "textLanguage": accepted.text.language.rawValue, "textDigest": "sha256:\(accepted.digest.base64URL)",
    ]
    try parts.trail.record(entry(stamp, .consentGiven, channel, details: details), in: transaction)
    return try changed(in: transaction)
  }

  private func takeAway(
    _ channel: ChannelID, stamp: Stamp, event: EventID, in transaction: Transaction
  ) throws -> Ending {
    let standing = try ConsentRows.standing(caller.mailbox, in: transaction)
    guard standing.channels.contains(channel) else {
      try parts.trail.record(entry(stamp, .consentWithdrawn, channel, rejected: .notInForce), in: transaction)
      return .rejected(.notInForce)
    }
    let epoch = standing.epoch + 1
    if standing.prefetchSince[channel] != nil {
      try PrefetchRows.end([channel], of: caller.mailbox, at: stamp.at, caller.requestID, in: transaction)
    }
    try ConsentRows.withdraw(caller.mailbox, channel, moment(epoch, stamp), in: transaction)
    try TokenRows.endAll(of: caller.mailbox, clientID: channel.text, at: stamp.at, in: transaction)
    if standing.channels.count == 1 {
      try ExclusiveRows.drop(caller.mailbox, at: stamp.at, caller.requestID, in: transaction)
    }
    try parts.outbox.record(
      Event(
        id: event, kind: .consentWithdrawn, mailbox: caller.mailbox, occurredAt: stamp.at, channel: channel),
      in: transaction)
    try parts.trail.record(
      entry(stamp, .consentWithdrawn, channel, details: ["epoch": "\(epoch)"]), in: transaction)
    return try changed(in: transaction)
  }

  private func changed(in transaction: Transaction) throws -> Ending {
    guard let change = try ConsentRows.change(caller.mailbox, in: transaction) else {
      throw UnreadableRow("provider_consent_act", "lacks the act that was written")
    }
    return .changed(change)
  }

  func box() async throws(Failure<ConsentRejection>) -> OwnBox {
    let mailbox = caller.mailbox
    let own = self
    return try await parts.read(as: ConsentRejection.self) { transaction in
      let standing = try ConsentRows.standing(mailbox, in: transaction)
      let acts = try ConsentHistory.acts(of: mailbox, own.clients, in: transaction)
      return OwnBox(
        state: standing.state, consents: try ConsentRows.inForce(mailbox, in: transaction).map(own.named),
        isExclusive: try ExclusiveRows.isChosen(mailbox, in: transaction), history: acts)
    }
  }

  func setExclusive(_ isExclusive: Bool) async throws(Failure<ConsentRejection>) {
    let (stamp, caller, trail) = (parts.stamp(), caller, parts.trail)
    let action: AuditEntry.Action = isExclusive ? .exclusiveChosen : .exclusiveDropped
    let rejection: ConsentRejection? = try await parts.write(as: ConsentRejection.self) { transaction in
      let standing = try ConsentRows.standing(caller.mailbox, in: transaction)
      let rejection: ConsentRejection? =
        standing.state == .closed ? .boxClosed : standing.state == .active ? nil : .notInForce
      if rejection == nil {
        guard try ExclusiveRows.isChosen(caller.mailbox, in: transaction) != isExclusive else { return nil }
        try ExclusiveRows.record(
          isExclusive, of: caller.mailbox, at: stamp.at, ActOrigin(caller.requestID),
          in: transaction)
      }
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: action, outcome: rejection == nil ? .done : .rejected,
          code: rejection.map { "\($0)" }, requestID: caller.requestID, mailbox: caller.mailbox),
        in: transaction)
      return rejection
    }
    if let rejection { throw .rejected(rejection) }
  }

  func setPrefetch(
    _ isAllowed: Bool, in channel: ChannelID
  ) async throws(Failure<ConsentRejection>) {
    let (stamp, own) = (parts.stamp(), self)
    let rejection: ConsentRejection? = try await parts.write(as: ConsentRejection.self) { transaction in
      let mailbox = own.caller.mailbox
      let standing = try ConsentRows.standing(mailbox, in: transaction)
      let rejection: ConsentRejection? =
        standing.state == .closed ? .boxClosed : standing.channels.contains(channel) ? nil : .notInForce
      if rejection == nil {
        guard (standing.prefetchSince[channel] != nil) != isAllowed else { return nil }
        let act = PrefetchRows.Act(
          isAllowed: isAllowed, channel: channel, at: stamp.at, request: own.caller.requestID)
        try PrefetchRows.record(act, of: mailbox, in: transaction)
      }
      let action: AuditEntry.Action = isAllowed ? .prefetchAllowed : .prefetchEnded
      try own.parts.trail.record(own.entry(stamp, action, channel, rejected: rejection), in: transaction)
      return rejection
    }
    if let rejection { throw .rejected(rejection) }
  }

  private func moment(_ epoch: Int64, _ stamp: Stamp) -> ConsentRows.Moment {
    ConsentRows.Moment(epoch: epoch, at: stamp.at, requestID: caller.requestID)
  }

  private func refused(
    _ rejection: ConsentRejection, _ action: AuditEntry.Action, _ channel: ChannelID
  ) async throws(Failure<ConsentRejection>) -> Failure<ConsentRejection> {
    try await parts.record(
      entry(parts.stamp(), action, channel, rejected: rejection), as: ConsentRejection.self)
    return .rejected(rejection)
  }

  private func entry(
    _ stamp: Stamp, _ action: AuditEntry.Action, _ channel: ChannelID, rejected: ConsentRejection? = nil,
    details: [String: String] = [:]
  ) -> AuditEntry {
    AuditEntry(
      id: stamp.id, at: stamp.at, action: action, outcome: rejected == nil ? .done : .rejected,
      code: rejected.map { "\($0)" }, requestID: caller.requestID, clientID: channel.text,
      mailbox: caller.mailbox, details: details)
  }

  private func named(_ consent: ConsentRows.InForce) -> ChannelConsent {
    let names = clients.channel(consent.channel)?.names
    return ChannelConsent(
      channel: consent.channel,
      channelName: names?.text(in: consent.text.language).text ?? consent.channel.text,
      since: consent.since, text: consent.text, isPrefetchAllowed: consent.isPrefetchAllowed)
  }
}
