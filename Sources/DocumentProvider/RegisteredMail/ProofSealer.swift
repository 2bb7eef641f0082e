import AuditTrail
import Contracts
import Crypto
import Logging
package import Storage
import Synchronization
import TrustServices
import Vocabulary

/// Makes the proofs of what happened to registered mail, oldest first, after the fact is committed (R-REG-2).
///
/// Document and seal are made outside the transaction that keeps them, so that a slow time-stamp authority
/// holds up nothing. A proof is kept once: of two processes that make the same, one keeps it. When the
/// authority fails at all of them, all wait for a growing time; where it fails at some, those are tried again
/// with the next pass, as is one that can't be made for another reason.
package struct ProofSealer: Sendable {
  /// Proofs that are read at once.
  static let turnMax = 32
  /// Proofs that are made at once.
  static let atOnce = 8
  /// Of facts that another process committed.
  static let pollInterval = Duration.seconds(2)
  /// The longest rest after the authority failed again and again.
  static let restSecondsMax = 300

  let database: any Database
  let register: Register
  let registeredSeal: RegisteredSeal
  let issuer: ProofIssuer
  let ledger: Ledger
  let told: @Sendable (ProofBacklog) -> Void
  let log: Logger
  private let wakeup = Wakeup()
  private let rest = Rest()

  init(
    database: any Database, register: Register, registeredSeal: RegisteredSeal, issuer: ProofIssuer,
    ledger: Ledger, told: @escaping @Sendable (ProofBacklog) -> Void, log: Logger
  ) {
    self.database = database
    self.register = register
    self.registeredSeal = registeredSeal
    self.issuer = issuer
    self.ledger = ledger
    self.told = told
    self.log = log
  }

  /// Something happened to registered mail. Never blocks.
  package func wake() { wakeup.wake() }

  /// Works until the task is cancelled. Once only.
  package func run() async {
    await wakeup.run(every: Self.pollInterval, linger: .zero) { await pass() }
  }

  /// Makes all that are due now.
  /// - Returns: how many were kept.
  /// - Throws: the first ``SealFailure`` of the authority or of the seal's certificate, or the database's
  ///   failure; what was not made is due still.
  @discardableResult package func sealDue() async throws -> Int {
    let made = try await makeDue()
    if let failure = made.failure { throw failure }
    return made.kept
  }

  /// A turn that keeps nothing because of a failure is the last one.
  private func makeDue() async throws -> Made {
    var (made, last) = (Made(), "")
    while !Task.isCancelled {
      let cursor = last
      let due = try await database.read { try DueProof.after(cursor, limit: Self.turnMax, in: $0) }
      guard let end = due.last else { break }
      let turn = await seal(due)
      made.kept += turn.kept
      made.failure = made.failure ?? turn.failure
      if turn.kept > 0 { rest.clear() } else if turn.failure != nil { break }
      told(try await backlog())
      last = end.fact.id.text
    }
    return made
  }

  /// How many wait.
  package func backlog() async throws(StorageFailure) -> ProofBacklog {
    let now = ledger.time.now()
    return try await database.read { try DueProof.backlog(at: now, in: $0) }
  }

  private func pass() async {
    do {
      if rest.isOver(at: ledger.time.elapsed()) {
        let made = try await makeDue()
        if let failure = made.failure {
          guard made.kept > 0 else { throw failure }
          log.warning(
            "some proofs of registered mail wait for the next pass", metadata: ["error": "\(failure)"])
        }
        rest.clear()
      }
      told(try await backlog())
    } catch {
      guard !Task.isCancelled else { return }
      let seconds = rest.begin(at: ledger.time.elapsed())
      log.warning(
        "proofs of registered mail wait; they are taken up again",
        metadata: ["error": "\(error)", "seconds": "\(seconds)"])
      // absent is an answer: the database that fails here failed above too, and that is told.
      if let backlog = try? await backlog() { told(backlog) }
    }
  }

  /// What is begun ends, also when another fails. After as many failures as are made at once no more are
  /// begun.
  private func seal(_ due: [DueProof]) async -> Made {
    await withTaskGroup(of: Result<Bool, any Error>.self) { group in
      var (made, failures, next) = (Made(), 0, due.startIndex)
      while next < due.endIndex, next < Self.atOnce {
        group.addTask { [proof = due[next]] in await attempt(proof) }
        next += 1
      }
      while let attempted = await group.next() {
        switch attempted {
        case .success(let isKept): if isKept { made.kept += 1 }
        case .failure(let failure):
          made.failure = made.failure ?? failure
          failures += 1
        }
        guard next < due.endIndex, failures < Self.atOnce else { continue }
        group.addTask { [proof = due[next]] in await attempt(proof) }
        next += 1
      }
      return made
    }
  }

  private func attempt(_ due: DueProof) async -> Result<Bool, any Error> {
    do { return .success(try await seal(due)) } catch { return .failure(error) }
  }

  /// - Returns: whether it is kept, by this call.
  private func seal(_ due: DueProof) async throws -> Bool {
    let document: [UInt8]
    let sealed: [UInt8]
    do {
      document = try due.document(registeredSeal, register, issuer: issuer.name).bytes
      sealed = try registeredSeal.seal(document: document, of: due.fact.id)
    } catch {
      if rest.isNew(due.fact.id) {
        log.error(
          "a proof of registered mail can't be written",
          metadata: ["evidence": "\(due.fact.id)", "error": "\(type(of: error)): \(error)"])
      }
      return false
    }
    let signature = try await issuer.signature(over: document, at: ledger.time.now())
    let (now, trail) = (ledger.time.now(), ledger.trail)
    let entry = PendingEntry(Asker(internalAct: "proofs", mailbox: due.mailbox), at: now, ledger)
      .entry(act(due, document, signature))
    return try await database.write { transaction in
      guard try due.keep(document: sealed, signature: signature, at: now, in: transaction) else {
        return false
      }
      try trail.record(entry, in: transaction)
      return true
    }
  }

  /// With the digests by which a proof that somebody shows is known as the one that was made.
  private func act(_ due: DueProof, _ document: [UInt8], _ signature: [UInt8]) -> Act {
    func digest(_ bytes: [UInt8]) -> String { "sha256:\(Base64URL.encode(SHA256.hash(data: bytes)))" }
    return Act(
      action: .proofSealed, message: due.message,
      details: [
        "evidence": due.fact.id.text, "event": due.fact.event.rawValue, "document": digest(document),
        "signature": digest(signature),
        "certificate": "sha256:\(Base64URL.encode(issuer.seal.fingerprint))",
      ])
  }
}

/// What a turn, or all of them, made.
private struct Made: Sendable {
  var kept = 0
  /// The first that is not of one proof only.
  var failure: (any Error)?
}

/// How long a failing authority is left alone, and which proofs were told as such that can't be written.
private final class Rest: Sendable {
  /// Told once each; after so many, again.
  static let toldMax = 10_000

  private struct State {
    var failures = 0
    var until: Duration?
    var told: Set<EvidenceID> = []
  }

  private let state = Mutex(State())

  func isOver(at elapsed: Duration) -> Bool { state.withLock { $0.until.map { elapsed >= $0 } ?? true } }

  func clear() { state.withLock { ($0.failures, $0.until) = (0, nil) } }

  func isNew(_ id: EvidenceID) -> Bool {
    state.withLock { state in
      if state.told.count >= Self.toldMax { state.told = [] }
      return state.told.insert(id).inserted
    }
  }

  /// - Returns: seconds.
  func begin(at elapsed: Duration) -> Int {
    state.withLock { state in
      state.failures += 1
      let seconds = min(ProofSealer.restSecondsMax, 1 << min(state.failures, 10))
      state.until = elapsed + .seconds(seconds)
      return seconds
    }
  }
}
