import Contracts
import Vocabulary

/// What becomes of a publication as registered mail at the moment of sending, with the ids of its facts.
struct PlannedRegisteredMail: Sendable {
  /// Nil for what waits for no decision.
  let acceptUntil: Instant?
  /// In the order in which they follow from each other, all of one moment.
  let facts: [RegisteredMailFact]
  /// Sealed.
  let description: [UInt8]

  /// Nil for a message that is no registered mail.
  init?(
    _ accepted: AcceptedPublication, as message: MessageID, _ delivery: Delivery, _ seal: RegisteredSeal,
    _ ledger: Ledger
  ) throws {
    guard let rule = accepted.messageType.registeredMail, let recipient = accepted.request.recipients.first
    else { return nil }
    let now = accepted.publishedAt
    func fact(_ event: RegisteredMailEvent, _ reason: RegisteredMailFact.Reason? = nil) -> RegisteredMailFact
    {
      RegisteredMailFact(id: ledger.evidenceID(at: now), event: event, at: now, reason: reason)
    }
    let outcome: RegisteredMailFact
    switch (delivery, rule) {
    case (.delivered, .basic): (outcome, acceptUntil) = (fact(.contentConsignment), nil)
    case (.delivered, .acceptance(let period)):
      outcome = fact(.notificationForAcceptance)
      acceptUntil = period.end(from: now)
    case (.kept, _), (.destroyed, _):
      (outcome, acceptUntil) = (fact(.contentConsignmentFailure, .noConsent), nil)
    }
    facts = [fact(.submissionAcceptance), outcome]
    description = try seal.seal(RegisteredDescription(accepted, to: recipient), of: message)
  }

  /// For the audit entry of the publication.
  var details: [String: String] { facts.details }
}

extension [RegisteredMailFact] {
  /// What happened and under which id, for audit entries.
  var details: [String: String] {
    ["registered": map { "\($0.event.rawValue) \($0.id)" }.joined(separator: ", ")]
  }
}
