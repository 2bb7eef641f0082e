import Synchronization
import Vocabulary

/// Codes that were given and not redeemed yet; each once, within a minute, and at most so many.
final class PlayedCodes: Sendable {
  static let lifetimeSeconds: Int64 = 60
  static let codesMax = 10_000

  struct Kept: Sendable {
    let number: NationalNumber
    let givenName: String
    let familyName: String
    let acr: String
    let nonce: String
    let challenge: String
    let expires: Instant
  }

  private let kept = Mutex<[String: Kept]>([:])

  func keep(_ code: String, _ kept: Kept, now: Instant) {
    self.kept.withLock { codes in
      if codes.count >= Self.codesMax { codes = codes.filter { now < $0.value.expires } }
      if codes.count < Self.codesMax { codes[code] = kept }
    }
  }

  func take(_ code: String, now: Instant) -> Kept? {
    let taken = kept.withLock { $0.removeValue(forKey: code) }
    return taken.flatMap { now < $0.expires ? $0 : nil }
  }
}
