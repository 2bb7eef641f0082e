import AuditTrail
package import Contracts
import Storage
package import Vocabulary

/// What the register of the population tells the provider: in the demo and in tests, what they tell it to
/// tell.
package struct CitizenRegister: Sendable {
  let parts: ProviderParts
  let directory: CitizenDirectory
  let round: ConsentRound

  /// Closes the box of a citizen who died: every consent and token ends, and none follows. Repeating it
  /// changes nothing.
  package func close(_ number: NationalNumber, requestID: RequestID) async throws(Failure<Never>) {
    let mailbox: MailboxID = try await directory.mailbox(number, as: Never.self)
    let stamp = parts.stamp()
    let event = EventID(at: stamp.at, random: parts.random)
    let (trail, outbox) = (parts.trail, parts.outbox)
    let change: ConsentChange? = try await parts.write(as: Never.self) { transaction in
      let standing = try ConsentRows.standing(mailbox, in: transaction)
      guard standing.state != .closed else { return nil }
      let epoch = standing.epoch + 1
      try PrefetchRows.end(
        Set(standing.prefetchSince.keys), of: mailbox, at: stamp.at, requestID, in: transaction)
      try ConsentRows.close(
        mailbox, ConsentRows.Moment(epoch: epoch, at: stamp.at, requestID: requestID), in: transaction)
      try ExclusiveRows.drop(mailbox, at: stamp.at, requestID, in: transaction)
      try ProfileRows.close(mailbox, at: stamp.at, in: transaction)
      for channel in standing.channels {
        try TokenRows.endAll(of: mailbox, clientID: channel.text, at: stamp.at, in: transaction)
      }
      try outbox.record(
        Event(id: event, kind: .consentWithdrawn, mailbox: mailbox, occurredAt: stamp.at), in: transaction)
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: .consentWithdrawn, requestID: requestID, mailbox: mailbox,
          details: ["epoch": "\(epoch)", "act": "closed"]),
        in: transaction)
      return ConsentChange(mailbox: mailbox, epoch: epoch, isActive: false, at: stamp.at)
    }
    if let change { await round.tell(change) }
  }

  /// The box of a citizen as it is now.
  package func state(_ number: NationalNumber) async throws(Failure<Never>) -> BoxState {
    let mailbox: MailboxID = try await directory.mailbox(number, as: Never.self)
    let standing: ConsentStanding = try await parts.read(as: Never.self) { transaction in
      try ConsentRows.standing(mailbox, in: transaction)
    }
    return standing.state
  }
}
