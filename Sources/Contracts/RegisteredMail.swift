package import Vocabulary

/// How registered mail of a message type reaches its citizen (R-REG-3).
package enum RegisteredMailRule: Hashable, Sendable {
  /// At once, as any message does.
  case basic
  /// Its content can be reached by nobody before the citizen accepts it; the period runs from the moment of
  /// making available.
  case acceptance(within: Period)
}

/// What happens to registered mail, each at most once: events of ETSI EN 319 522-1 §6, by the names of
/// EN 319 522-3.
package enum RegisteredMailEvent: String, Hashable, Sendable, CaseIterable {
  /// It was accepted for delivery: the legal moment of sending.
  case submissionAcceptance = "SubmissionAcceptance"
  /// It stands in the active box and waits for the citizen's decision.
  case notificationForAcceptance = "NotificationForAcceptance"
  /// The citizen accepted it.
  case consignmentAcceptance = "ConsignmentAcceptance"
  /// The citizen refused it: an end.
  case consignmentRejection = "ConsignmentRejection"
  /// The period passed without a decision: an end.
  case acceptanceRejectionExpiry = "AcceptanceRejectionExpiry"
  /// Its content can be opened in the active box: proof of delivery.
  case contentConsignment = "ContentConsignment"
  /// Its content will never be there; ``RegisteredMailFact/reason`` says why. An end.
  case contentConsignmentFailure = "ContentConsignmentFailure"
  /// The citizen opened the main content for the first time.
  case contentHandover = "ContentHandover"

  /// Whether its proof describes the content by media types, sizes and digests. What can happen while the
  /// content is closed has a proof that does not; what was sent has one that the citizen gets later.
  package var describesContent: Bool {
    switch self {
    case .submissionAcceptance, .contentConsignment, .contentHandover: true
    case .notificationForAcceptance, .consignmentAcceptance, .consignmentRejection,
      .acceptanceRejectionExpiry, .contentConsignmentFailure:
      false
    }
  }
}

/// Something that happened to a piece of registered mail. It is never changed, and a proof of it is made
/// (R-REG-1, R-REG-2).
package struct RegisteredMailFact: Hashable, Sendable {
  /// Why content will never be there.
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The citizen had no active box when it was sent.
    case noConsent = "NO_CONSENT"
    /// The last consent ended before it was accepted: withdrawn, or the box was closed, as after a death.
    case consentWithdrawn = "CONSENT_WITHDRAWN"
  }

  package let id: EvidenceID
  package let event: RegisteredMailEvent
  package let at: Instant
  /// Of a ``RegisteredMailEvent/contentConsignmentFailure`` only.
  package let reason: Reason?
  /// In which the citizen acted; nil for what was not the citizen's act, and wherever the sender is told.
  package let channel: ChannelID?

  package init(
    id: EvidenceID, event: RegisteredMailEvent, at: Instant, reason: Reason? = nil, channel: ChannelID? = nil
  ) {
    self.id = id
    self.event = event
    self.at = at
    self.reason = reason
    self.channel = channel
  }

  /// The same without the channel, which is the citizen's own.
  package var toldToSender: RegisteredMailFact {
    RegisteredMailFact(id: id, event: event, at: at, reason: reason)
  }
}

/// Where a piece of registered mail stands, by what happened to it.
package struct RegisteredDelivery: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    /// Waits for the citizen's decision until that instant; content can't be reached.
    case awaitingAcceptance(until: Instant)
    /// Content can be opened, by right or because the citizen accepted it.
    case delivered(Instant)
    case refused(Instant)
    /// Nobody decided in time.
    case unanswered(Instant)
    case notDelivered(Instant, RegisteredMailFact.Reason)
  }

  /// Until when the citizen may decide; nil for mail that waits for no decision.
  package let acceptUntil: Instant?
  /// Oldest first.
  package let facts: [RegisteredMailFact]

  package init(acceptUntil: Instant?, facts: [RegisteredMailFact]) {
    self.acceptUntil = acceptUntil
    self.facts = facts
  }

  package func fact(_ event: RegisteredMailEvent) -> RegisteredMailFact? { facts.first { $0.event == event } }

  /// An end outweighs what came before it. Where the period is over and the fact of it is not written yet,
  /// the state is what it will say.
  package func state(at now: Instant) -> State {
    if let failure = fact(.contentConsignmentFailure) {
      return .notDelivered(failure.at, failure.reason ?? .noConsent)
    }
    if let refusal = fact(.consignmentRejection) { return .refused(refusal.at) }
    if let expiry = fact(.acceptanceRejectionExpiry) { return .unanswered(expiry.at) }
    if let delivery = fact(.contentConsignment) { return .delivered(delivery.at) }
    guard let acceptUntil else { return .notDelivered(facts.last?.at ?? now, .noConsent) }
    return now < acceptUntil ? .awaitingAcceptance(until: acceptUntil) : .unanswered(acceptUntil)
  }

  /// The same without the channels in which the citizen acted, which are the citizen's own.
  package var toldToSender: RegisteredDelivery {
    RegisteredDelivery(acceptUntil: acceptUntil, facts: facts.map(\.toldToSender))
  }

  /// Whether content may be opened.
  package var isOpen: Bool {
    fact(.contentConsignment) != nil && fact(.contentConsignmentFailure) == nil
  }

  /// Whether the citizen may have the proof of that fact: one that describes the content only while it is
  /// open (R-REG-3).
  package func citizenMayHaveProof(of fact: RegisteredMailFact) -> Bool {
    isOpen || !fact.event.describesContent
  }
}

/// A citizen's decision on registered mail that waits for one. It is final.
package enum AcceptanceDecision: String, Hashable, Sendable, CaseIterable {
  case accept, refuse
}

/// Why a decision is not taken. Case order is check order.
package enum AcceptanceRejection: Error, Hashable, Sendable {
  /// Not in this mailbox: it never was, it is another citizen's, or its term is over.
  case messageNotFound
  /// It is no registered mail that asks for a decision.
  case nothingToDecide
  /// It is decided, or the period is over: what stands. The same decision again is no rejection.
  case alreadyDecided(RegisteredDelivery)

  /// The stable wire code.
  package var code: String {
    switch self {
    case .messageNotFound: "MESSAGE_NOT_FOUND"
    case .nothingToDecide: "NOTHING_TO_DECIDE"
    case .alreadyDecided: "ALREADY_DECIDED"
    }
  }
}

/// A proof of one fact: a document and the seal over it, which a third party checks without us (R-REG-2;
/// docs/guides/proofs.md).
package struct SealedProof: Hashable, Sendable {
  package let fact: RegisteredMailFact
  /// ERDS evidence: XML in UTF-8.
  package let document: [UInt8]
  /// CMS SignedData over `document`, detached, DER: CAdES with a signature time-stamp (RFC 3161) and all
  /// certificates.
  package let signature: [UInt8]

  package init(fact: RegisteredMailFact, document: [UInt8], signature: [UInt8]) {
    self.fact = fact
    self.document = document
    self.signature = signature
  }
}

/// Why a proof can't be had. Case order is check order.
package enum ProofRejection: Error, Hashable, Sendable {
  /// The asker has no such registered mail.
  case messageNotFound
  case proofNotFound
  /// The proof describes content that its citizen did not accept; never told to a sender.
  case notAccepted
  /// The fact is there, its seal is still being made: ask again in a moment.
  case notSealedYet

  /// The stable wire code.
  package var code: String {
    switch self {
    case .messageNotFound: "MESSAGE_NOT_FOUND"
    case .proofNotFound: "PROOF_NOT_FOUND"
    case .notAccepted: "NOT_ACCEPTED"
    case .notSealedYet: "PROOF_NOT_SEALED_YET"
    }
  }
}

/// Registered mail as its sender sees it, also long after the message is over.
package struct RegisteredMailStatus: Hashable, Sendable {
  package let message: MessageID
  /// Under the number that it was sent to.
  package let recipient: NationalNumber
  package let messageType: MessageTypeID
  package let sentAt: Instant
  package let expiration: Instant
  package let delivery: RegisteredDelivery
  /// Those of `delivery.facts` whose proof can be had.
  package let sealed: Set<EvidenceID>

  package init(
    message: MessageID, recipient: NationalNumber, messageType: MessageTypeID, sentAt: Instant,
    expiration: Instant, delivery: RegisteredDelivery, sealed: Set<EvidenceID>
  ) {
    self.message = message
    self.recipient = recipient
    self.messageType = messageType
    self.sentAt = sentAt
    self.expiration = expiration
    self.delivery = delivery
    self.sealed = sealed
  }
}

/// A document provider's registered mail beside its ``MessageRegistry``, which publishes and lists it.
package protocol RegisteredMail: Sendable {
  func registeredMail(for caller: SenderCaller) -> any RegisteredMailDesk
  func registeredMail(for caller: ChannelCaller) -> any RegisteredMailbox
}

/// What a sender may ask of its own registered mail (R-REG-1). Each call is on record.
package protocol RegisteredMailDesk: Sendable {
  func status(of message: MessageID) async throws(Failure<ProofRejection>) -> RegisteredMailStatus

  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof
}

/// What a channel may ask for its one citizen (R-REG-3). Every call asks the provider whether the consent
/// still stands, and is on record.
package protocol RegisteredMailbox: Sendable {
  /// Takes the citizen's decision; the same again changes nothing.
  /// - Returns: where it stands now.
  func decide(
    _ decision: AcceptanceDecision, on message: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery

  /// Which facts of a message have a proof that the citizen can have now; for a message in its term.
  func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID>

  func proof(
    _ id: EvidenceID, of message: MessageID
  ) async throws(Failure<ProofRejection>) -> SealedProof
}
