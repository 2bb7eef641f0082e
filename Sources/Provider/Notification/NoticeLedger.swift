import AuditTrail
package import Contracts
import Crypto
import Mail
package import Storage
import TrustServices
package import Vocabulary

/// The two transactions around a sending: one that begins it, so that a crash in between shows, and one that
/// keeps what became of it.
struct NoticeLedger: Sendable {
  let queue: NoticeQueue
  let keys: NoticeKeys
  let trail: AuditTrail
  let revision: any NoticeRevision
  let condemn: AddressCondemning

  enum Beginning: Sendable {
    case send(BegunNotice)
    /// It ended without being sent, or somebody else took it.
    case passed
  }

  /// - Parameter stamps: two: the fate of the try before may have to be recorded beside this one's.
  func begin(
    _ seen: WaitingNotice, stamps: (Stamp, Stamp), in transaction: Transaction
  ) throws -> Beginning {
    guard let waiting = try WaitingNotice.find(seen.id, of: seen.mailbox, in: transaction), waiting == seen,
      let subject = try NoticeAct.Subject.find(seen.id, in: transaction)
    else { return .passed }
    var unknowns = waiting.unknowns
    if waiting.begunAt != nil {
      // Who began it died: the relay may have it.
      try NoticeAct(.unknown).record(of: subject, stamp: stamps.0, trail: trail, in: transaction)
      guard unknowns < PostingRules.unknownsMax else {
        try waiting.end(in: transaction)
        return .passed
      }
      unknowns += 1
    }
    let now = stamps.1.at
    guard let queued = try queue.notice(seen.id, of: seen.mailbox, in: transaction),
      !PostingRules.isOver(queued, at: now)
    else { return try pass(waiting, subject, .expired, stamps.1, in: transaction) }
    guard let notice = try revision.revise(queued, in: transaction) else {
      return try pass(waiting, subject, .cancelled, stamps.1, in: transaction)
    }
    try waiting.begin(at: now, unknowns: unknowns, in: transaction)
    return .send(
      BegunNotice(
        notice: notice, subject: subject, attempts: waiting.attempts + 1, unknowns: unknowns, begunAt: now))
  }

  func settle(_ sent: SentNotice, stamp: Stamp, in transaction: Transaction) throws {
    let (begun, subject) = (sent.begun, sent.begun.subject)
    guard let waiting = try WaitingNotice.find(subject.id, of: subject.mailbox, in: transaction),
      waiting.begunAt == begun.begunAt, waiting.attempts == begun.attempts
    else { return }
    let hash = keys.addresses.hash(begun.notice.address)
    let verdict = PostingRules.verdict(sent.outcome, unknowns: begun.unknowns)
    let kind =
      switch verdict {
      case .end(let kind), .again(let kind, _): kind
      }
    try NoticeAct(kind, reply: sent.outcome.reply, digest: sent.digest)
      .record(of: subject, stamp: stamp, addressHash: hash, trail: trail, in: transaction)
    switch verdict {
    case .end: try waiting.end(in: transaction)
    case .again(_, let unknowns):
      let due = PostingRules.due(begun.notice.kind, afterAttempts: begun.attempts, at: stamp.at)
      try waiting.postpone(to: due, unknowns: unknowns, in: transaction)
    }
    if case .refusedForAddress = sent.outcome {
      try condemn(subject.mailbox, hash, stamp.at, subject.request, transaction)
    }
  }

  private func pass(
    _ waiting: WaitingNotice, _ subject: NoticeAct.Subject, _ kind: NoticeAct.Kind, _ stamp: Stamp,
    in transaction: Transaction
  ) throws -> Beginning {
    try NoticeAct(kind).record(of: subject, stamp: stamp, trail: trail, in: transaction)
    try waiting.end(in: transaction)
    return .passed
  }
}

/// Keeps that an address of a mailbox takes no mail: mailbox, hash by ``KeyedAddressHash``, when, what
/// learned of it.
package typealias AddressCondemning =
  @Sendable (MailboxID, [UInt8], Instant, RequestID, Transaction) throws -> Void

/// A notice whose sending began.
struct BegunNotice: Sendable {
  /// As it is to be sent now.
  let notice: Notice
  let subject: NoticeAct.Subject
  /// This one included.
  let attempts: Int64
  let unknowns: Int64
  let begunAt: Instant
}

/// A notice that was given to a relay, or was to be.
struct SentNotice: Sendable {
  let begun: BegunNotice
  let outcome: RelayOutcome
  /// SHA-256 of the mail; nil when none could be written.
  let digest: [UInt8]?

  init(_ begun: BegunNotice, _ outcome: RelayOutcome, mail: [UInt8]?) {
    self.begun = begun
    self.outcome = outcome
    digest = mail.map { Array(SHA256.hash(data: $0)) }
  }
}
