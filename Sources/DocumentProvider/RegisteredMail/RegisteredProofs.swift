import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Gives a citizen the proofs of registered mail that is in its term (R-REG-2, R-REG-3): the same bytes as
/// its sender gets. While it is not open, none that describes the content.
struct CitizenProofs: RegisteredMailbox {
  let access: Access
  let decisions: Decisions
  let seal: RegisteredSeal

  func decide(
    _ decision: AcceptanceDecision, on message: MessageID
  ) async throws(Failure<AcceptanceRejection>) -> RegisteredDelivery {
    try await decisions.decide(decision, on: message)
  }

  func proofs(of message: MessageID) async throws(Failure<ProofRejection>) -> Set<EvidenceID> {
    try await asking(.proofs, message) { delivery, transaction in
      let given = Set(delivery.facts.filter(delivery.citizenMayHaveProof).map(\.id))
      let sealed = try KeptProof.sealed(of: message, in: transaction).intersection(given)
      return .success((sealed, ["sealed": String(sealed.count)]))
    }
  }

  func proof(_ id: EvidenceID, of message: MessageID) async throws(Failure<ProofRejection>) -> SealedProof {
    let kept = try await asking(.proof, message) {
      delivery, transaction -> Result<(KeptProof, [String: String]), ProofRejection> in
      if let fact = delivery.facts.first(where: { $0.id == id }), !delivery.citizenMayHaveProof(of: fact) {
        return .failure(.notAccepted)
      }
      return try KeptProof.find(id, of: message, delivery, in: transaction).map { ($0, $0.details) }
    }
    return try kept.open(seal)
  }

  /// Commits the look and its audit entry under a grant.
  private func asking<Given: Sendable>(
    _ action: AuditEntry.Action, _ message: MessageID,
    _ look:
      @escaping @Sendable (RegisteredDelivery, Transaction) throws -> Result<
        (Given, [String: String]), ProofRejection
      >
  ) async throws(Failure<ProofRejection>) -> Given {
    let mailbox = access.caller.mailbox
    let answer: Result<Given, ProofRejection>
    do throws(Failure<ReadingRejection>) {
      answer = try await access.commit(action, message) {
        transaction, moment -> Verdict<Result<Given, ProofRejection>> in
        let row = try MessageRow.one(message, of: mailbox, at: moment.at, in: transaction)
        guard let delivery = row?.delivery else { return .turnedDown(.messageNotFound) }
        switch try look(delivery, transaction) {
        case .success(let (given, details)): return .given(.success(given), details: details)
        case .failure(let rejection): return .turnedDown(rejection)
        }
      }.given
    } catch {
      throw error.mapped { _ in .messageNotFound }
    }
    switch answer {
    case .success(let given): return given
    case .failure(let rejection): throw .rejected(rejection)
    }
  }
}

/// Tells a sender what happened to its registered mail, and gives it the proofs (R-REG-1), also when the
/// message is over.
struct RegisteredMailStatuses: RegisteredMailDesk {
  let caller: SenderCaller
  let register: Register
  let database: any Database
  let seal: RegisteredSeal
  let ledger: Ledger

  func status(of message: MessageID) async throws(Failure<ProofRejection>) -> RegisteredMailStatus {
    let (kept, sealed) = try await asking(.registeredStatus, message) { kept, transaction in
      let sealed = try KeptProof.sealed(of: message, in: transaction)
      return .success(((kept, sealed), ["sealed": String(sealed.count)]))
    }
    do { return try kept.status(sealed, seal) } catch { throw .outcomeUnknown(error) }
  }

  func proof(_ id: EvidenceID, of message: MessageID) async throws(Failure<ProofRejection>) -> SealedProof {
    let kept = try await asking(.proof, message) { kept, transaction in
      try KeptProof.find(id, of: message, kept.delivery, in: transaction).map { ($0, $0.details) }
    }
    return try kept.open(seal)
  }

  /// The answer waits for its audit entry, which is of the same transaction.
  private func asking<Given: Sendable>(
    _ action: AuditEntry.Action, _ message: MessageID,
    _ look:
      @escaping @Sendable (KeptRegisteredMail, Transaction) throws -> Result<
        (Given, [String: String]), ProofRejection
      >
  ) async throws(Failure<ProofRejection>) -> Given {
    let (now, sender, trail) = (ledger.time.now(), caller.sender, ledger.trail)
    let entry = PendingEntry(Asker(caller), at: now, ledger)
    let denial = register.denial(of: caller, at: now)
    let answer: Result<Given, ProofRejection>?
    do throws(StorageFailure) {
      answer = try await database.write { transaction -> Result<Given, ProofRejection>? in
        var act = Act(action: action, message: message)
        func keep() throws { try trail.record(entry.entry(act), in: transaction) }
        if let denial {
          (act.outcome, act.code) = (.denied, denial.code)
          try keep()
          return nil
        }
        let found = try KeptRegisteredMail.find(message, of: sender, in: transaction)
        act.mailbox = found?.mailbox
        let looked = try found.map { try look($0, transaction) } ?? .failure(.messageNotFound)
        switch looked {
        case .success(let (given, details)):
          act.details = details
          try keep()
          return .success(given)
        case .failure(let rejection):
          (act.outcome, act.code) = (.rejected, rejection.code)
          try keep()
          return .failure(rejection)
        }
      }
    } catch { throw Failure(error) }
    switch answer {
    case .success(let given)?: return given
    case .failure(let rejection)?: throw .rejected(rejection)
    case nil: throw .denied(denial ?? .missingScope(.publicationSender))
    }
  }
}

/// A piece of registered mail of one sender, as its rows say it.
struct KeptRegisteredMail: Sendable {
  let mailbox: MailboxID
  let message: MessageID
  let messageType: MessageTypeID
  let sentAt: Instant
  let expiration: Instant
  let delivery: RegisteredDelivery
  /// Sealed.
  let description: [UInt8]

  static func find(
    _ message: MessageID, of sender: EnterpriseNumber, in transaction: Transaction
  ) throws -> KeptRegisteredMail? {
    let rows = try transaction.rows(
      """
      SELECT mailbox, message_type, sent_at, expires_at, description FROM document_provider_registered
      WHERE message = $1 AND sender = $2
      """,
      .text(message.text), .text(sender.digits))
    guard let row = rows.first else { return nil }
    let mailbox = try MailboxID(parsing: row.text(0))
    guard let delivery = try RegisteredRows.delivery(of: message, in: mailbox, transaction) else {
      throw UnreadableRow(what: "document_provider_registered_fact")
    }
    return KeptRegisteredMail(
      mailbox: mailbox, message: message, messageType: try MessageTypeID(parsing: row.text(1)),
      sentAt: Instant(microseconds: try row.int(2)), expiration: Instant(microseconds: try row.int(3)),
      delivery: delivery.toldToSender, description: try row.bytes(4))
  }

  func status(_ sealed: Set<EvidenceID>, _ seal: RegisteredSeal) throws -> RegisteredMailStatus {
    RegisteredMailStatus(
      message: message,
      recipient: try NationalNumber(parsing: seal.open(description: description, of: message).recipient),
      messageType: messageType, sentAt: sentAt, expiration: expiration, delivery: delivery, sealed: sealed)
  }
}

/// A proof as it is kept.
struct KeptProof: Sendable {
  let fact: RegisteredMailFact
  /// Sealed.
  let document: [UInt8]
  let signature: [UInt8]

  var details: [String: String] { [fact].details }

  static func sealed(of message: MessageID, in transaction: Transaction) throws -> Set<EvidenceID> {
    Set(
      try transaction.rows(
        """
        SELECT p.id FROM document_provider_registered g
        JOIN document_provider_proof p ON p.mailbox = g.mailbox AND p.message = g.message
        WHERE g.message = $1
        """, .text(message.text)
      ).map { try EvidenceID(parsing: $0.text(0)) })
  }

  /// In the order of ``ProofRejection``'s cases.
  static func find(
    _ id: EvidenceID, of message: MessageID, _ delivery: RegisteredDelivery, in transaction: Transaction
  ) throws -> Result<KeptProof, ProofRejection> {
    guard let fact = delivery.facts.first(where: { $0.id == id }) else { return .failure(.proofNotFound) }
    let rows = try transaction.rows(
      """
      SELECT p.document, p.signature FROM document_provider_registered g
      JOIN document_provider_proof p ON p.mailbox = g.mailbox AND p.message = g.message
      WHERE g.message = $1 AND p.id = $2
      """, .text(message.text), .text(id.text))
    guard let row = rows.first else { return .failure(.notSealedYet) }
    return .success(KeptProof(fact: fact, document: try row.bytes(0), signature: try row.bytes(1)))
  }

  func open(_ seal: RegisteredSeal) throws(Failure<ProofRejection>) -> SealedProof {
    do {
      return SealedProof(
        fact: fact, document: try seal.open(document: document, of: fact.id), signature: signature)
    } catch { throw .outcomeUnknown(error) }
  }
}

extension Verdict {
  fileprivate static func turnedDown<Answer>(_ rejection: ProofRejection) -> Self
  where Given == Result<Answer, ProofRejection> {
    .turnedDown(.failure(rejection), code: rejection.code)
  }
}
