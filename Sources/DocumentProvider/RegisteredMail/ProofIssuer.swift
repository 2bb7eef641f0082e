package import TrustServices
import Vocabulary

/// With what the document provider makes proofs: its name, its seal, and who stamps.
package struct ProofIssuer: Sendable {
  /// As proofs name it.
  package let name: String
  package let seal: ElectronicSeal
  package let stamping: TimeStamping

  package init(name: String, seal: ElectronicSeal, stamping: TimeStamping) {
    self.name = name
    self.seal = seal
    self.stamping = stamping
  }

  /// - Returns: CAdES-T over the document.
  /// - Throws: ``SealFailure/certificateOver`` when the seal's certificate is not valid at that moment: what
  ///   it would seal proves nothing.
  func signature(over document: [UInt8], at now: Instant) async throws(SealFailure) -> [UInt8] {
    guard seal.validity.begins <= now, now < seal.validity.ends else { throw .certificateOver }
    return try await stamping.stamp(try seal.sign(document, at: now))
  }
}

/// Proofs that are still to be made.
package struct ProofBacklog: Hashable, Sendable {
  package let count: Int
  /// How long the oldest waits, in seconds; 0 when none does.
  package let oldestSeconds: Int64

  package init(count: Int, oldestSeconds: Int64) {
    self.count = count
    self.oldestSeconds = oldestSeconds
  }
}
