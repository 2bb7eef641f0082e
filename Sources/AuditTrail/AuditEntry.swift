package import Contracts
package import Vocabulary

/// One line of a party's trail: who did what to what, when, and how it ended. No personal data in the clear:
/// a citizen is a mailbox id (R-AUD-1, R-AUD-5).
package struct AuditEntry: Hashable, Sendable {
  package enum Action: String, Hashable, Sendable, CaseIterable {
    case publish, list, describe, read, status, body
    /// A content that a channel fetched ahead, and the showing of it: the reading.
    case prefetch, showing
    case setVisibility, accesses, archive, summarize, statistics
    case recall, recalls
    /// Who may approve that an opened message is taken back, as the configuration says it now.
    case approversRegistered
    case reply, replies
    case rehearse, quality, events
    case acceptBatch, batchRows, batches, cancelBatch
    case boxes
    /// A citizen's decision on registered mail; the end of waiting for one by silence or withdrawal.
    case decide, acceptanceEnded
    case registeredStatus, proofs, proof
    case makeAvailable, expire, sweep
    /// A proof of registered mail was made.
    case proofSealed
    case signIn, signOut, token, revoke, introspect
    case consentGiven, consentWithdrawn, exclusiveChosen, exclusiveDropped, numberReplaced
    case prefetchAllowed, prefetchEnded
    case profileChanged, noticeQueued
    case profiles, accountResolved
    case noticePosted, noticeChecked, noticesFetched, noticeAcknowledged
    case noticeTakenBack
    case attempt
  }

  package enum Outcome: String, Hashable, Sendable, CaseIterable { case done, rejected, denied }

  package let id: AuditEntryID
  package let at: Instant
  package let action: Action
  package let outcome: Outcome
  /// The stable code of a rejection or denial; nil when done.
  package let code: String?
  package let requestID: RequestID
  /// OAuth client, channel included.
  package let clientID: String?
  package let organization: EnterpriseNumber?
  package let mailbox: MailboxID?
  package let message: MessageID?
  /// What is particular to the action: digests, sizes, epochs, text version; in key order. Never personal
  /// data.
  package let details: [String: String]

  package init(
    id: AuditEntryID, at: Instant, action: Action, outcome: Outcome = .done, code: String? = nil,
    requestID: RequestID, clientID: String? = nil, organization: EnterpriseNumber? = nil,
    mailbox: MailboxID? = nil,
    message: MessageID? = nil, details: [String: String] = [:]
  ) {
    self.id = id
    self.at = at
    self.action = action
    self.outcome = outcome
    self.code = code
    self.requestID = requestID
    self.clientID = clientID
    self.organization = organization
    self.mailbox = mailbox
    self.message = message
    self.details = details
  }
}
