/// A fault on the way to a registry or in its answer; travels as the cause of a ``Failure``. Holds nothing
/// personal.
package enum ClientFault: Error, Hashable, Sendable {
  /// The authorization server gave no token.
  case tokenRefused(status: Int, code: String?)
  /// The registry refused in a way that the contract's rejections don't know: an invalid token, a malformed
  /// request.
  case refused(status: Int, code: String?)
  /// The answer is not what the contract says.
  case answerMalformed
  /// A file is not as long as it was when it was looked at.
  case fileChanged
  /// The registry knows no dry runs, and published.
  case notRehearsed
  /// Version 3 can't say what was asked: several recipients, a bound that is not the start of a day, or an
  /// idempotency key that came after files, when the header had long left.
  case notExpressible(String)
}
