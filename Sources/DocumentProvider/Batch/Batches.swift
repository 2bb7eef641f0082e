import AuditTrail
import Contracts
import Storage
import TrustServices
import Vocabulary

/// A sender's batches: taking them in, and telling what became of them (R-PUB-9).
struct Batches: PublicationBatches {
  let caller: SenderCaller
  let register: Register
  let database: any Database
  let documents: any DocumentStore
  let keys: BatchKeys
  let underWay: DocumentsUnderWay
  let ledger: Ledger
  /// Told when there is work.
  let wakeup: Wakeup

  func accept(
    _ frames: some AsyncSequence<BatchFrame, any Error> & Sendable, key: IdempotencyKey, isRehearsal: Bool
  ) async throws(Failure<BatchRejection>) -> BatchStatus {
    try await checkScope(.acceptBatch)
    let now = ledger.time.now()
    let batch = BatchRows.Arriving(
      id: BatchID(at: now, random: ledger.random), caller: caller,
      key: BatchRows.key(key, isRehearsal: isRehearsal), isRehearsal: isRehearsal, at: now,
      keptUntil: now.adding(seconds: Int64(BatchLimits.daysKept) * 86_400))
    do throws(Failure<BatchRejection>) {
      try await begin(batch)
      return try await receive(batch, frames)
    } catch {
      switch error {
      case .rejected(let rejection): try await recordAnyway(.rejected(.acceptBatch, rejection))
      case .interrupted: try await recordAnyway(.interrupted(.acceptBatch))
      case .denied, .overloaded, .outcomeUnknown: break
      }
      throw error
    }
  }

  /// A client that went away cancels this task.
  private func recordAnyway(_ act: Act) async throws(Failure<BatchRejection>) {
    do { try await uncancelled { try await record(act) } } catch let failure as Failure<BatchRejection> {
      throw failure
    } catch { throw .outcomeUnknown(error) }
  }

  private func begin(_ batch: BatchRows.Arriving) async throws(Failure<BatchRejection>) {
    let obstacle: BatchRejection? = try await write { transaction in
      if let earlier = try Self.earlier(batch, in: transaction) { return earlier }
      let open = try BatchRows.countOpen(of: batch.caller.sender, now: batch.at, in: transaction)
      guard open < BatchLimits.openMax else { return .tooManyOpen(max: BatchLimits.openMax) }
      try BatchRows.begin(batch, in: transaction)
      return nil
    }
    if let obstacle { throw .rejected(obstacle) }
  }

  private static func earlier(
    _ batch: BatchRows.Arriving, in transaction: Transaction
  ) throws -> BatchRejection? {
    try BatchRows.status(under: batch.key, of: batch.caller.sender, in: transaction).map {
      .alreadyAccepted($0)
    }
  }

  private func receive(
    _ batch: BatchRows.Arriving, _ frames: some AsyncSequence<BatchFrame, any Error> & Sendable
  ) async throws(Failure<BatchRejection>) -> BatchStatus {
    do throws(Failure<BatchRejection>) {
      let received = try await intake(batch.id).receive(frames)
      defer { underWay.ended([received.document.id]) }
      do throws(Failure<BatchRejection>) {
        let status = try await commit(batch, received)
        wakeup.wake()
        return status
      } catch {
        // Where the database can't say, the row may name the bytes.
        if case .outcomeUnknown = error { throw error }
        await received.writer.abandon()
        throw error
      }
    } catch {
      // What is left of it is found by the sweep.
      if case .outcomeUnknown = error { throw error }
      let id = batch.id
      do { try await uncancelled { try await write { try BatchSweep.giveUp(id, in: $0) } } } catch {
        throw .outcomeUnknown(error)
      }
      throw error
    }
  }

  private func intake(_ batch: BatchID) -> BatchIntake {
    BatchIntake(
      batch: batch, database: database, documents: documents, keys: keys, underWay: underWay, ledger: ledger)
  }

  /// Batch and audit entry in one transaction; of two with one key, one is taken.
  private func commit(
    _ batch: BatchRows.Arriving, _ received: ReceivedBatch
  ) async throws(Failure<BatchRejection>) -> BatchStatus {
    let wrapped: [UInt8]
    do {
      wrapped = try keys.wrap(ContentKey(received.document.key), of: batch.id, until: batch.keptUntil)
    } catch { throw .outcomeUnknown(error) }
    let entry = PendingEntry(Asker(caller), at: batch.at, ledger).entry(
      Act(
        action: .acceptBatch,
        details: [
          "batch": batch.id.text, "rows": "\(received.contents.rows)",
          "bytes": "\(received.document.size)", "dryRun": batch.isRehearsal ? "1" : "0",
        ]))
    let trail = ledger.trail
    let outcome: Result<BatchStatus, BatchRejection> = try await write { transaction in
      if let earlier = try Self.earlier(batch, in: transaction) { return .failure(earlier) }
      try BatchRows.accept(batch, received, wrappedKey: wrapped, in: transaction)
      try trail.record(entry, in: transaction)
      guard let status = try BatchRows.status(of: batch.id, of: batch.caller.sender, in: transaction) else {
        throw UnreadableRow(what: "a batch")
      }
      return .success(status)
    }
    switch outcome {
    case .success(let status): return status
    case .failure(let rejection): throw .rejected(rejection)
    }
  }
}

extension Batches {
  func batches(_ page: PageRequest) async throws(Failure<Never>) -> Page<BatchStatus> {
    let sender = caller.sender
    if let denial = register.denial(of: caller, at: ledger.time.now()) {
      try await recordOnly(Act(action: .batches, outcome: .denied, code: denial.code))
      throw .denied(denial)
    }
    let entry = PendingEntry(Asker(caller), at: ledger.time.now(), ledger).entry(Act(action: .batches))
    let trail = ledger.trail
    do throws(StorageFailure) {
      return try await database.write { transaction in
        try trail.record(entry, in: transaction)
        return Page(
          items: try BatchRows.statuses(of: sender, page, in: transaction),
          total: try BatchRows.count(of: sender, in: transaction), request: page)
      }
    } catch { throw Failure(error) }
  }

  func batch(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus {
    try await checkScope(.batches)
    return try await found(id, .batches) { _, status in .success(status) }
  }

  func results(
    of id: BatchID, after row: Int, limit: Int
  ) async throws(Failure<BatchRejection>) -> (status: BatchStatus, results: [BatchResult]) {
    try await checkScope(.batches)
    let (keys, random) = (keys, ledger.random)
    let limit = min(limit, BatchLimits.resultsMax)
    return try await found(id, .batches) { transaction, status in
      guard let wrapped = try BatchKey.find(id, in: transaction) else { return .success((status, [])) }
      let seal = try Self.seal(wrapped, of: id, keys, random)
      let results = try BatchResultRows.results(of: id, after: row, limit: limit, seal, in: transaction)
      return .success((status, results))
    }
  }

  /// Nil when the key is lost: outcomes, codes and messages are told without it.
  private static func seal(
    _ wrapped: BatchKey, of batch: BatchID, _ keys: BatchKeys, _ random: any RandomSource
  ) throws -> BatchSeal? {
    do {
      return BatchSeal(try keys.unwrap(wrapped.key, of: batch, until: wrapped.until), random: random)
    } catch is BatchKeyLost { return nil }
  }

  func cancel(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus {
    try await checkScope(.cancelBatch)
    let (now, sender) = (ledger.time.now(), caller.sender)
    let status: BatchStatus = try await found(id, .cancelBatch) { transaction, _ in
      guard try BatchRows.cancel(id, at: now, in: transaction) else { return .failure(.batchEnded) }
      guard let status = try BatchRows.status(of: id, of: sender, in: transaction) else {
        throw UnreadableRow(what: "a batch")
      }
      return .success(status)
    }
    wakeup.wake()
    return status
  }

  /// Answers about one batch of this sender, on record.
  private func found<Value: Sendable>(
    _ id: BatchID, _ action: AuditEntry.Action,
    _ answer: @escaping @Sendable (Transaction, BatchStatus) throws -> Result<Value, BatchRejection>
  ) async throws(Failure<BatchRejection>) -> Value {
    let pending = PendingEntry(Asker(caller), at: ledger.time.now(), ledger)
    let (sender, trail) = (caller.sender, ledger.trail)
    let outcome: Result<Value, BatchRejection> = try await write { transaction in
      let status = try BatchRows.status(of: id, of: sender, in: transaction)
      let outcome: Result<Value, BatchRejection> =
        try status.map { try answer(transaction, $0) } ?? .failure(.batchNotFound)
      var act = Act(action: action, details: status == nil ? [:] : ["batch": id.text])
      if case .failure(let rejection) = outcome { (act.outcome, act.code) = (.rejected, rejection.code) }
      try trail.record(pending.entry(act), in: transaction)
      return outcome
    }
    switch outcome {
    case .success(let value): return value
    case .failure(let rejection): throw .rejected(rejection)
    }
  }

  private func checkScope(_ action: AuditEntry.Action) async throws(Failure<BatchRejection>) {
    guard let denial = register.denial(of: caller, at: ledger.time.now()) else { return }
    try await record(Act(action: action, outcome: .denied, code: denial.code))
    throw .denied(denial)
  }

  private func record(_ act: Act) async throws(Failure<BatchRejection>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }

  private func recordOnly(_ act: Act) async throws(Failure<Never>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }

  private func write<Value: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> Value
  ) async throws(Failure<BatchRejection>) -> Value {
    do throws(StorageFailure) { return try await database.write(body) } catch { throw Failure(error) }
  }
}

extension Act {
  fileprivate static func rejected(_ action: AuditEntry.Action, _ rejection: BatchRejection) -> Act {
    Act(action: action, outcome: .rejected, code: rejection.code)
  }
}

/// A batch's own key, wrapped.
struct BatchKey: Hashable, Sendable {
  let key: [UInt8]
  let until: Instant

  static func find(_ batch: BatchID, in transaction: Transaction) throws -> BatchKey? {
    try transaction.rows(
      "SELECT wrapped_key, kept_until FROM document_provider_batch WHERE id = $1", .text(batch.text)
    ).first.flatMap { row in
      try row.bytesOrNil(0).map {
        BatchKey(key: $0, until: Instant(microseconds: try row.int(1)))
      }
    }
  }
}
