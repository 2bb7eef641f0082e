import AuditTrail
import Contracts
import Storage
import Vocabulary

/// This party's trail and events, and what their ids are drawn from. Ids are drawn before a transaction
/// begins.
struct Ledger: Sendable {
  let trail: AuditTrail
  let outbox: Outbox
  let time: any TimeSource
  let random: any RandomSource

  init(party: String, time: any TimeSource, random: any RandomSource) {
    (trail, outbox) = (AuditTrail(party: party), Outbox(party: party))
    (self.time, self.random) = (time, random)
  }

  func entryID(at instant: Instant) -> AuditEntryID { AuditEntryID(at: instant, random: random) }
  func eventID(at instant: Instant) -> EventID { EventID(at: instant, random: random) }
  func evidenceID(at instant: Instant) -> EvidenceID { EvidenceID(at: instant, random: random) }
}

extension Ledger {
  /// An act that changes nothing but the trail.
  func record(_ act: Act, by asker: Asker, in database: any Database) async throws(StorageFailure) {
    let entry = PendingEntry(asker, at: time.now(), self).entry(act)
    let trail = trail
    try await database.write { try trail.record(entry, in: $0) }
  }
}

/// Who asks, as audit entries name them.
struct Asker: Hashable, Sendable {
  let requestID: RequestID
  let clientID: String?
  /// The sender.
  let organization: EnterpriseNumber?
  /// Who acted for it by a mandate.
  let representative: EnterpriseNumber?
  let mailbox: MailboxID?

  init(_ caller: SenderCaller) {
    requestID = caller.requestID
    clientID = caller.clientID
    organization = caller.sender
    representative = caller.represented == nil ? nil : caller.organization
    mailbox = nil
  }

  /// - Parameter sender: whom the caller acts for, itself or by a mandate.
  init(_ caller: SenderCaller, for sender: EnterpriseNumber) {
    requestID = caller.requestID
    clientID = caller.clientID
    organization = sender
    representative = sender == caller.organization ? nil : caller.organization
    mailbox = nil
  }

  init(_ caller: Visitor) {
    requestID = caller.requestID
    clientID = caller.sender?.clientID ?? caller.channel.text
    organization = caller.sender?.sender
    representative = caller.sender.flatMap { $0.represented == nil ? nil : $0.organization }
    mailbox = caller.mailbox
  }

  /// What the provider or the clock sets going: consent acts and sweeps.
  init(internalAct name: String, mailbox: MailboxID? = nil) {
    requestID = RequestID(name)
    clientID = nil
    (organization, representative) = (nil, nil)
    self.mailbox = mailbox
  }
}

/// What an audit entry says beside who and when.
struct Act: Hashable, Sendable {
  let action: AuditEntry.Action
  var outcome: AuditEntry.Outcome = .done
  var code: String?
  var mailbox: MailboxID?
  var message: MessageID?
  var details: [String: String] = [:]
}

extension Act {
  /// What came in broke off: its sender's connection, or the sender.
  static func interrupted(_ action: AuditEntry.Action, _ message: MessageID? = nil) -> Act {
    Act(action: action, outcome: .rejected, code: "INTERRUPTED", message: message)
  }
}

/// Does what must be done although the task that asks for it is cancelled, and waits for it.
func uncancelled<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value
{
  try await Task { try await work() }.value
}

/// An audit entry that waits for its content: who, when and its id, drawn before the transaction.
struct PendingEntry: Hashable, Sendable {
  let id: AuditEntryID
  let at: Instant
  let asker: Asker

  init(_ asker: Asker, at instant: Instant, _ ledger: Ledger) {
    self.id = ledger.entryID(at: instant)
    self.at = instant
    self.asker = asker
  }

  func entry(_ act: Act) -> AuditEntry {
    var details = act.details
    if let representative = asker.representative { details["representative"] = representative.digits }
    return AuditEntry(
      id: id, at: at, action: act.action, outcome: act.outcome, code: act.code, requestID: asker.requestID,
      clientID: asker.clientID, organization: asker.organization, mailbox: act.mailbox ?? asker.mailbox,
      message: act.message, details: details)
  }
}
