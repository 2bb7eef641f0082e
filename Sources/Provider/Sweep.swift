import Storage
import Vocabulary

extension ProviderParty {
  /// Removes what has ended: assertion ids, codes, tokens, sign-ins and sessions. Nothing that is still
  /// good depends on when it runs; call it every minute or so.
  ///
  /// Assertion ids end by the clock that assertions are judged by: forgotten earlier, one could be used
  /// again.
  package func sweep() async throws {
    let (now, assertionNow) = (parts.time.now(), assertionTime.now())
    let kept = now.adding(seconds: -TokenRows.keptAfterEndSeconds)
    let idle = now.adding(seconds: -SessionRows.idleSeconds)
    try await parts.database.write { transaction in
      try transaction.run(
        "DELETE FROM provider_assertion WHERE expires_at <= $1", .int(assertionNow.microseconds))
      try transaction.run("DELETE FROM provider_code WHERE expires_at <= $1", .int(kept.microseconds))
      try transaction.run("DELETE FROM provider_token WHERE expires_at <= $1", .int(kept.microseconds))
      try AddressCodeRows.sweep(now: now, in: transaction)
      try transaction.run("DELETE FROM provider_sign_in WHERE expires_at <= $1", .int(now.microseconds))
      try transaction.run(
        "DELETE FROM provider_session WHERE ends_at <= $1 OR seen_at <= $2", .int(now.microseconds),
        .int(idle.microseconds))
      try NoticeRetention.sweep(now, in: transaction)
    }
  }
}
