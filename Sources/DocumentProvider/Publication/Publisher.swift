import AuditTrail
import Contracts
import NIOCore
import Storage
import Vocabulary

/// Publishes for one sender: the second stop of a publication (house.md §3).
struct Publisher: Sendable {
  /// A publication gives up when a recipient's consent changes under it this often.
  static let attemptsMax = 3

  let caller: SenderCaller
  /// As its audit entries name what is done: publishing, or rehearsing it.
  let action: AuditEntry.Action
  /// Whether a document with a hard finding is turned down; otherwise its sender is warned.
  let refusesUnfit: Bool
  let intake: PublicationIntake
  let register: Register
  let federation: any Federation
  let planner: PublicationPlanner
  let store: PublicationStore
  let time: any TimeSource
  /// Nobody waits for the answer: what breaks off is done again by itself, and is not told of the sender.
  var isBatchRow = false

  /// Publishes one message per recipient, at most once per idempotency key.
  ///
  /// The bytes are durable before the row, the row before the answer. All bytes of a publication that is
  /// turned down are destroyed; only when the database can't say whether it committed they stay, for the
  /// sweeper to decide.
  ///
  /// Source: R-PUB-1, R-PUB-9; house.md §3; Message Registry 3, "Avoid duplicate publications".
  func publish(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
    try await recordingInterruption { () async throws(Failure<PublicationRejection>) in
      try await checkScope()
      let received = try await receive(frames)
      defer { received.end() }
      do throws(Abandoned) {
        let accepted = try await judge(received)
        return try await commit(accepted, received)
      } catch {
        if error.bytesAreNobodys { await received.abandon() }
        throw error.failure
      }
    }
  }

  /// What publishing would come to; all bytes are destroyed.
  func rehearse(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal {
    try await recordingInterruption { () async throws(Failure<PublicationRejection>) in
      try await checkScope()
      let received = try await receive(frames)
      defer { received.end() }
      do throws(Abandoned) {
        let rehearsal = try await outcome(of: try await judge(received))
        await received.abandon()
        return rehearsal
      } catch {
        await received.abandon()
        throw error.failure
      }
    }
  }

  private func recordingInterruption<Value: Sendable>(
    _ story: () async throws(Failure<PublicationRejection>) -> Value
  ) async throws(Failure<PublicationRejection>) -> Value {
    do throws(Failure<PublicationRejection>) { return try await story() } catch {
      guard case .interrupted = error, !isBatchRow else { throw error }
      try await recordAnyway(.interrupted(action))
      throw error
    }
  }

  private func outcome(of accepted: AcceptedPublication) async throws(Abandoned) -> PublicationRehearsal {
    let isBlind = register.exclusion(of: caller.sender) == .senderNotApproved
    let standings = try await knownStandings(accepted.request.recipients, isBlind: isBlind)
    let ticket = accepted.request.ticket.map { planner.named($0, accepted) }
    let obstacle: PublicationRejection?
    do throws(StorageFailure) {
      obstacle = try await store.obstacle(
        to: accepted, ticket, standings.compactMap(\.self), caller)
    } catch { throw Abandoned(Failure(error)) }
    if let obstacle { throw Abandoned(.rejected(obstacle)) }
    let type = accepted.messageType
    return PublicationRehearsal(
      recipients: standings.map { standing in
        PublicationRehearsal.Recipient(
          expiration: accepted.expiration,
          isDigital: isBlind || standing?.isActive ?? false,
          paperUntil: type.isOnPaperToo(publishedAt: accepted.publishedAt) ? type.paperUntil : nil,
          currentNumber: standing?.currentNumber)
      }, warnings: accepted.attachments.flatMap(\.warnings))
  }

  private func checkScope() async throws(Failure<PublicationRejection>) {
    guard let denial = register.denial(of: caller, at: time.now()) else { return }
    try await recordAnyway(Act(action: action, outcome: .denied, code: denial.code))
    throw .denied(denial)
  }

  private func receive(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> ReceivedPublication {
    do throws(Failure<PublicationRejection>) {
      return try await intake.receive(frames)
    } catch {
      switch error {
      case .rejected(let rejection):
        try await recordAnyway(Act(action: action, outcome: .rejected, code: rejection.code))
      case .overloaded:
        try await record(Act(action: action, outcome: .rejected, code: "INSPECTION_UNAVAILABLE"))
      case .interrupted, .denied, .outcomeUnknown: break
      }
      throw error
    }
  }

  private func judge(_ received: ReceivedPublication) async throws(Abandoned) -> AcceptedPublication {
    let submission = try await submission(received)
    do throws(PublicationRejection) {
      return try PublicationRules.judge(submission)
    } catch {
      throw Abandoned(.rejected(try await turnDown(error, submission)))
    }
  }

  /// What the idempotency key was answered with before outranks most rules, so it is looked up where the
  /// rejection is recorded.
  private func turnDown(
    _ rejection: PublicationRejection, _ submission: Submission
  ) async throws(Abandoned) -> PublicationRejection {
    do throws(Failure<PublicationRejection>) {
      return try await anyway { try await store.turnDown(rejection, submission, caller) }
    } catch {
      throw Abandoned(error)
    }
  }

  private func submission(_ received: ReceivedPublication) async throws(Abandoned) -> Submission {
    let asked = (received.request?.attachments ?? []).filter { $0.digest?.method == .sha512 }.map(\.partName)
    var parts: [SubmittedPart] = []
    for part in received.parts {
      var submitted = SubmittedPart(
        header: part.header, size: part.document.size, sha256: part.sha256, findings: part.findings,
        unfitFor: refusesUnfit ? part.findings.first(where: \.isHard) : nil)
      if asked.contains(part.header.name) { submitted.sha512 = try await sha512(of: part) }
      parts.append(submitted)
    }
    let standing = received.request.map { register.standing(of: $0.sender, $0.application, $0.messageType) }
    return Submission(
      caller: caller.sender, request: received.request, parts: parts, standing: standing,
      now: time.now(), isRehearsal: action == .rehearse)
  }

  private func sha512(of part: ReceivedPart) async throws(Abandoned) -> Digest {
    do throws(Failure<PublicationRejection>) {
      return try await intake.sha512(of: part)
    } catch {
      throw Abandoned(error)
    }
  }

  private func commit(
    _ accepted: AcceptedPublication, _ received: ReceivedPublication
  ) async throws(Abandoned) -> PublicationReceipt {
    for _ in 0..<Self.attemptsMax {
      let standings = try await standings(accepted.request.recipients)
      let plan = try await plan(accepted, received, standings)
      switch try await publish(plan) {
      case .published(let receipt, let usesBytes):
        if !usesBytes { await received.abandon() }
        return PublicationReceipt(
          recipients: receipt.recipients, warnings: accepted.attachments.flatMap(\.warnings))
      case .alreadyPublished(let receipt):
        throw Abandoned(.rejected(.alreadyPublished(receipt)))
      case .replacedMessageNotFound:
        throw Abandoned(.rejected(.replacedMessageNotFound))
      case .ticketTaken: throw Abandoned(.rejected(.ticketTaken))
      case .consentMoved: continue
      }
    }
    throw Abandoned(.overloaded(retryAfterSeconds: Failure<Never>.busySeconds))
  }

  /// Nil for who has no mailbox: none is made for a rehearsal.
  /// - Parameter isBlind: nobody is asked, so that the answer tells nothing of who has an eBox.
  private func knownStandings(
    _ recipients: [NationalNumber], isBlind: Bool
  ) async throws(Abandoned) -> [RecipientStanding?] {
    if isBlind { return recipients.map { _ in nil } }
    do throws(Failure<Never>) { return try await federation.standings(of: recipients) } catch {
      throw try await consentUnknown(error)
    }
  }

  private func standings(_ recipients: [NationalNumber]) async throws(Abandoned) -> [RecipientStanding] {
    var standings: [RecipientStanding] = []
    for recipient in recipients {
      do throws(Failure<Never>) {
        standings.append(try await federation.recipient(recipient))
      } catch {
        throw try await consentUnknown(error)
      }
    }
    return standings
  }

  private func consentUnknown(_ failure: Failure<Never>) async throws(Abandoned) -> Abandoned {
    try await recordConsentUnknown()
    guard case .overloaded(let seconds) = failure else {
      return Abandoned(.overloaded(retryAfterSeconds: Failure<Never>.consentUnknownSeconds))
    }
    return Abandoned(.overloaded(retryAfterSeconds: seconds))
  }

  private func plan(
    _ accepted: AcceptedPublication, _ received: ReceivedPublication, _ standings: [RecipientStanding]
  ) async throws(Abandoned) -> PublicationPlan {
    do {
      return try await planner.plan(accepted, received, standings, caller)
    } catch let failure as StorageFailure {
      throw Abandoned(Failure(failure))
    } catch {
      throw Abandoned(.outcomeUnknown(error))
    }
  }

  private func publish(_ plan: PublicationPlan) async throws(Abandoned) -> PublicationStore.Outcome {
    do throws(StorageFailure) {
      return try await store.publish(plan)
    } catch {
      if case .outcomeUnknown = error { throw Abandoned(Failure(error), bytesAreNobodys: false) }
      throw Abandoned(Failure(error))
    }
  }

  private func recordConsentUnknown() async throws(Abandoned) {
    do throws(Failure<PublicationRejection>) {
      try await record(Act(action: action, outcome: .rejected, code: "CONSENT_UNKNOWN"))
    } catch {
      throw Abandoned(error)
    }
  }

  private func recordAnyway(_ act: Act) async throws(Failure<PublicationRejection>) {
    try await anyway { try await store.record(act, caller) }
  }

  /// A client that went away cancels this task, and with it what the task would still record. A batch's row
  /// is judged again in its next turn.
  private func anyway<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws(Failure<PublicationRejection>) -> Value {
    do { return isBatchRow ? try await work() : try await uncancelled(work) } catch let failure
      as StorageFailure
    { throw Failure(failure) } catch { throw .outcomeUnknown(error) }
  }

  private func record(_ act: Act) async throws(Failure<PublicationRejection>) {
    do throws(StorageFailure) {
      try await store.record(act, caller)
    } catch {
      throw Failure(error)
    }
  }
}

/// Why a publication ends without an answer of its own, and what that means for its bytes.
private struct Abandoned: Error {
  let failure: Failure<PublicationRejection>
  /// False when a row may name them.
  let bytesAreNobodys: Bool

  init(_ failure: Failure<PublicationRejection>, bytesAreNobodys: Bool = true) {
    self.failure = failure
    self.bytesAreNobodys = bytesAreNobodys
  }
}
