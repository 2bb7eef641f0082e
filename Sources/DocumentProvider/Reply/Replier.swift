import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Sends a citizen's reply into the own box of the sender whose message it answers (R-PUB-10).
struct Replier: Sendable {
  let access: Access
  let federation: any Federation
  let intake: PublicationIntake
  let register: Register
  let boxes: SenderBoxes
  let planner: ReplyPlanner
  let underWay: RepliesUnderWay
  /// Of a citizen's replies of one day.
  let dayBytesMax: Int64

  /// The bytes are durable before the row, the row before the answer. Whether the message can be answered is
  /// asked before anything is read, and again where the reply is committed, with the consent. All bytes of a
  /// reply that is turned down are destroyed; only when the database can't say whether it committed they
  /// stay, for the sweeper to decide.
  func reply(
    to id: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    do throws(Failure<ReplyRejection>) { return try await send(id, key, frames) } catch {
      guard case .interrupted = error else { throw error }
      try await recordAnyway(.interrupted(.reply, id))
      throw error
    }
  }

  private func send(
    _ id: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    let standing = try await standing(id, key)
    guard underWay.begin(access.caller.mailbox) else {
      throw try await turnDown(.tooManyAtOnce(max: ReplyLimits.atOnceMax), id)
    }
    defer { underWay.end(access.caller.mailbox) }
    switch standing {
    case .open(let message, let type, let bytesMax):
      return try await send(BoundedReply(frames: frames, bytesMax: bytesMax), to: message, type, key)
    case .repeated(let first): throw try await repeated(first, frames, id)
    case .rejected(let rejection): throw .rejected(rejection)
    }
  }

  private func send(
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable, to message: MessageRow,
    _ messageType: MessageType, _ key: IdempotencyKey?
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    let received = try await uploaded(message.id) { () async throws(Failure<PublicationRejection>) in
      try await intake.receive(frames, attachmentsMax: ReplyLimits.attachmentsMax)
    }
    defer { received.end() }
    do throws(Failure<ReplyRejection>) {
      let reply = try await judge(received, for: message.id)
      let documents = reply.attachments.map { received.parts[$0.part].document }
      return try await commit(key) { () async throws(Failure<ReplyRejection>) in
        try await plan(reply, documents, message, messageType, key)
      }
    } catch {
      if case .outcomeUnknown = error { throw error }
      await received.abandon()
      throw error
    }
  }

  /// Whether the message can be answered now by this caller; what is rejected is thrown, on record.
  private func standing(
    _ id: MessageID, _ key: IdempotencyKey?
  ) async throws(Failure<ReplyRejection>) -> ReplyStanding {
    guard access.caller.channel != .ownPages else {
      try await recordAnyway(
        Act(action: .reply, outcome: .denied, code: Denial.boxNotActive.code, message: id))
      throw .denied(.boxNotActive)
    }
    _ = try await granted(for: id)
    let (caller, now) = (access.caller, access.ledger.time.now())
    let ground: ReplyGround
    do throws(StorageFailure) {
      ground = try await access.database.read {
        try ReplyRows.ground(of: id, key, by: caller, at: now, $0)
      }
    } catch { throw Failure(error) }
    let standing = ReplyRules.standing(ground, messageType(of: ground), dayBytesMax: dayBytesMax)
    if case .rejected(let rejection) = standing { throw try await turnDown(rejection, id) }
    return standing
  }

  /// The first receipt is shown as any reading is: under a grant that stood when its entry was committed.
  private func repeated(
    _ kept: ReplyRows.Kept, _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable, _ id: MessageID
  ) async throws(Failure<ReplyRejection>) -> Failure<ReplyRejection> {
    let seal = try await mailboxSeal()
    let first: ReplyReceipt
    do { first = try seal.first(kept) } catch { throw .outcomeUnknown(error) }
    let content = try await uploaded(id) { () async throws(Failure<PublicationRejection>) in
      try await RepeatedReply.content(of: frames, bytesMax: ReplyContent(first).bytes, time: intake.time)
    }
    let rejection = ReplyRejection(first: first, repeatedWith: content)
    try await anyway {
      _ = try await acting { () async throws(Failure<ReadingRejection>) in
        try await access.commit(.reply, id) { _, _ -> Verdict<ReplyRejection> in
          .turnedDown(rejection, code: rejection.code)
        }
      }
    }
    return .rejected(rejection)
  }

  /// What came in; what it is turned down for while it comes is on record.
  private func uploaded<Value>(
    _ id: MessageID, _ receive: () async throws(Failure<PublicationRejection>) -> Value
  ) async throws(Failure<ReplyRejection>) -> Value {
    do throws(Failure<PublicationRejection>) { return try await receive() } catch {
      switch error {
      case .rejected(let rejection): throw try await turnDown(.upload(rejection), id)
      case .overloaded:
        try await record(
          Act(action: .reply, outcome: .rejected, code: "INSPECTION_UNAVAILABLE", message: id))
      case .interrupted(let cause) where cause is ReplyTooLarge:
        throw try await turnDown(.tooManyBytes(max: dayBytesMax), id)
      case .interrupted, .denied, .outcomeUnknown: break
      }
      throw error.mapped(ReplyRejection.upload)
    }
  }

  /// A file with a hard finding is always turned down: it may hurt whoever opens it at the sender.
  private func judge(
    _ received: Received<ReplyRequest>, for id: MessageID
  ) async throws(Failure<ReplyRejection>) -> AcceptedReply {
    let parts = try await submitted(received)
    do throws(ReplyRejection) { return try ReplyRules.judge(received.request, parts) } catch {
      throw try await turnDown(error, id)
    }
  }

  private func submitted(
    _ received: Received<ReplyRequest>
  ) async throws(Failure<ReplyRejection>) -> [SubmittedPart] {
    let asked = (received.request?.files ?? []).filter { $0.digest?.method == .sha512 }.map(\.partName)
    var parts: [SubmittedPart] = []
    for part in received.parts {
      var submitted = SubmittedPart(
        header: part.header, size: part.document.size, sha256: part.sha256, findings: part.findings,
        unfitFor: part.findings.first(where: \.isHard))
      if asked.contains(part.header.name) {
        do throws(Failure<PublicationRejection>) {
          submitted.sha512 = try await intake.sha512(of: part)
        } catch {
          throw error.mapped(ReplyRejection.file)
        }
      }
      parts.append(submitted)
    }
    return parts
  }

  private func plan(
    _ reply: AcceptedReply, _ documents: [StoredDocument], _ message: MessageRow, _ messageType: MessageType,
    _ key: IdempotencyKey?
  ) async throws(Failure<ReplyRejection>) -> ReplyPlan {
    let author = try await author(message.id)
    do {
      let box = try await boxes.mailbox(of: message.sender)
      let conversation = ReplyPlanner.Conversation(
        message: message, messageType: messageType, box: box, author: author)
      return try await planner.plan(reply, documents, conversation, key, by: access.caller)
    } catch let failure as StorageFailure {
      throw Failure(failure)
    } catch {
      throw .outcomeUnknown(error)
    }
  }

  /// The number by which the sender knows the citizen.
  private func author(_ id: MessageID) async throws(Failure<ReplyRejection>) -> NationalNumber {
    do throws(Failure<Never>) { return try await federation.number(of: access.caller.mailbox) } catch {
      switch error {
      case .denied(let denial):
        try await recordAnyway(Act(action: .reply, outcome: .denied, code: denial.code, message: id))
        throw .denied(denial)
      case .overloaded, .interrupted, .outcomeUnknown:
        try await record(
          Act(action: .reply, outcome: .rejected, code: "CONSENT_UNKNOWN", message: id))
        throw .overloaded(retryAfterSeconds: Failure<Never>.consentUnknownSeconds)
      }
    }
  }

  private enum Outcome: Sendable {
    case sent
    case rejected(ReplyRejection)
  }

  /// Planned anew when consents changed meanwhile. Of two replies with one key, one is sent.
  private func commit(
    _ key: IdempotencyKey?, _ plan: () async throws(Failure<ReplyRejection>) -> ReplyPlan
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    let (caller, max, seal) = (access.caller, dayBytesMax, try await mailboxSeal())
    for _ in 0..<Access.grantsMax {
      let plan = try await plan()
      let id = plan.receipt.original
      let grant = try await granted(for: id)
      let (ledger, messageType) = (access.ledger, messageType(of: plan))
      let permitted = try await acting { () async throws(Failure<ReadingRejection>) in
        try await access.commit(.reply, id, under: grant) { transaction, moment -> Verdict<Outcome> in
          let ground = try ReplyRows.ground(of: id, key, by: caller, at: moment.at, transaction)
          let content = ReplyContent(plan.receipt)
          switch ReplyRules.standing(ground, messageType, bytes: content.bytes, dayBytesMax: max) {
          case .open:
            try plan.write(by: caller, ledger, in: transaction)
            return .given(.sent, details: plan.details)
          case .repeated(let kept):
            let rejection = ReplyRejection(
              first: try seal.first(kept), repeatedWith: content)
            return .turnedDown(.rejected(rejection), code: rejection.code)
          case .rejected(let rejection): return .turnedDown(.rejected(rejection), code: rejection.code)
          }
        }
      }
      switch permitted?.given {
      case .sent: return plan.receipt
      case .rejected(let rejection): throw .rejected(rejection)
      case nil: continue
      }
    }
    throw .overloaded(retryAfterSeconds: Failure<Never>.busySeconds)
  }

  private func messageType(of ground: ReplyGround) -> MessageType? {
    ground.message.flatMap { register.answerable($0.sender, $0.messageType) }
  }

  private func messageType(of plan: ReplyPlan) -> MessageType? {
    register.answerable(plan.receipt.recipient, plan.accepted.messageType.id)
  }

  private func granted(for id: MessageID) async throws(Failure<ReplyRejection>) -> ReadingGrant {
    try await acting { () async throws(Failure<ReadingRejection>) in try await access.grant(.reply, id) }
  }

  /// What reading a message is turned down for, in the words of replying: it is not there.
  private func acting<Given>(
    _ act: () async throws(Failure<ReadingRejection>) -> Given
  ) async throws(Failure<ReplyRejection>) -> Given {
    do throws(Failure<ReadingRejection>) { return try await act() } catch {
      throw error.mapped { _ in .messageNotFound }
    }
  }

  private func mailboxSeal() async throws(Failure<ReplyRejection>) -> MessageSeal {
    do { return try await planner.keyring.seal(of: access.caller.mailbox) } catch let failure
      as StorageFailure
    { throw Failure(failure) } catch { throw .outcomeUnknown(error) }
  }

  /// The rejection, on record.
  private func turnDown(
    _ rejection: ReplyRejection, _ id: MessageID
  ) async throws(Failure<ReplyRejection>) -> Failure<ReplyRejection> {
    try await recordAnyway(Act(action: .reply, outcome: .rejected, code: rejection.code, message: id))
    return .rejected(rejection)
  }

  private func recordAnyway(_ act: Act) async throws(Failure<ReplyRejection>) {
    try await anyway { try await record(act) }
  }

  /// A client that went away cancels this task, and with it what the task would still record.
  private func anyway(
    _ work: @escaping @Sendable () async throws -> Void
  ) async throws(Failure<ReplyRejection>) {
    do { try await uncancelled(work) } catch let failure as Failure<ReplyRejection> { throw failure } catch {
      throw .outcomeUnknown(error)
    }
  }

  private func record(_ act: Act) async throws(Failure<ReplyRejection>) {
    try await acting { () async throws(Failure<ReadingRejection>) in try await access.record(act) }
  }
}

extension MessageSeal {
  /// The receipt of a reply whose key is still there.
  fileprivate func first(_ kept: ReplyRows.Kept) throws -> ReplyReceipt {
    guard let receipt = try open(kept) else { throw UnreadableRow(what: "a receipt") }
    return receipt
  }
}
