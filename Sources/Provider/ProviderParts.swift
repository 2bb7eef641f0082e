import AuditTrail
import Contracts
import Crypto
import Storage
import TrustServices
import Vocabulary

/// What every desk of the provider works with.
struct ProviderParts: Sendable {
  let database: any Database
  let trail: AuditTrail
  let outbox: Outbox
  let time: any TimeSource
  let random: any RandomSource

  /// An audit entry of now; drawn outside transactions.
  func stamp() -> Stamp {
    let now = time.now()
    return Stamp(id: AuditEntryID(at: now, random: random), at: now)
  }

  /// 256 random bits in base64url: a token, a code, a session, a state.
  func secret() -> String { Base64URL.encode(random.bytes(32)) }

  /// Writes one entry that records a rejection made outside any transaction.
  func record<Rejection>(
    _ entry: AuditEntry, as rejections: Rejection.Type
  ) async throws(Failure<Rejection>) {
    let trail = trail
    try await write(as: rejections) { transaction in try trail.record(entry, in: transaction) }
  }

  func write<T: Sendable, Rejection>(
    as rejections: Rejection.Type, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(Failure<Rejection>) -> T {
    do { return try await database.write(body) } catch { throw Failure<Rejection>(error) }
  }

  /// ``read(as:_:)`` of a few rows by their keys.
  func lookup<T: Sendable, Rejection>(
    as rejections: Rejection.Type, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(Failure<Rejection>) -> T {
    do { return try await database.lookup(body) } catch { throw Failure<Rejection>(error) }
  }

  func read<T: Sendable, Rejection>(
    as rejections: Rejection.Type, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(Failure<Rejection>) -> T {
    do { return try await database.read(body) } catch { throw Failure<Rejection>(error) }
  }
}

/// The id and the instant of an audit entry that is still to be written.
struct Stamp: Sendable {
  let id: AuditEntryID
  let at: Instant
}

extension Failure {
  static var retryAfterSeconds: Int { 1 }

  /// What a caller of a contract is told of a storage failure.
  init(_ failure: StorageFailure) {
    self =
      switch failure {
      case .overloaded, .cancelled: .overloaded(retryAfterSeconds: Self.retryAfterSeconds)
      case .rolledBack(let cause), .outcomeUnknown(let cause): .outcomeUnknown(cause)
      }
  }
}

/// A row of ours that can't be what we wrote: a fault.
struct UnreadableRow: Error, CustomStringConvertible {
  let table: String
  let fault: String

  init(_ table: String, _ fault: String) { (self.table, self.fault) = (table, fault) }

  var description: String { "a row of \(table) \(fault)" }
}

/// SHA-256 of a secret: all that is kept of it.
func secretHash(_ secret: String) -> Value { .bytes(secretDigest(secret)) }
func secretDigest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }
