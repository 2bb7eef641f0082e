import Synchronization

/// How often one visitor may check a code: ten times, and again one each minute. Kept in memory, a copy of
/// the server for itself; codes have 60 bits, so that this only keeps the noise down.
final class CheckAllowance: Sendable {
  static let burst = 10.0
  static let secondsEach = 60.0
  /// More visitors than this at once share what is left.
  static let visitorsMax = 10_000

  private struct Left {
    var checks: Double
    var at: ContinuousClock.Instant
  }

  private let visitors = Mutex<[String: Left]>([:])

  /// Takes one check away from the visitor's allowance.
  /// - Returns: nil when there was one; else the seconds until there is.
  func take(_ visitor: String, at now: ContinuousClock.Instant = .now) -> Int? {
    visitors.withLock { visitors in
      if visitors.count >= Self.visitorsMax, visitors[visitor] == nil {
        visitors = visitors.filter { Self.checks($0.value, now) < Self.burst }
      }
      let name = visitors.count >= Self.visitorsMax && visitors[visitor] == nil ? "" : visitor
      let checks = visitors[name].map { Self.checks($0, now) } ?? Self.burst
      guard checks >= 1 else { return max(1, Int(((1 - checks) * Self.secondsEach).rounded(.up))) }
      visitors[name] = Left(checks: checks - 1, at: now)
      return nil
    }
  }

  private static func checks(_ left: Left, _ now: ContinuousClock.Instant) -> Double {
    let passed = left.at.duration(to: now) / .seconds(1)
    return min(burst, left.checks + passed / secondsEach)
  }
}
