import Crypto
import Foundation
import Hummingbird
import Pages
import TrustServices
import Vocabulary

/// A sign-in that the browser has begun and not yet brought back.
struct PendingSignIn: Hashable, Sendable {
  let state: String
  let verifier: String
  let destination: Destination

  /// RFC 7636 §4.2, `S256`.
  var codeChallenge: String { Data(SHA256.hash(data: Data(verifier.utf8))).base64URL }
}

/// Keeps a begun sign-in in an encrypted cookie of the browser that began it: an answer in another browser is
/// worth nothing.
struct PendingSignIns: Sendable {
  /// Ten minutes.
  static let secondsMax = 600
  /// A longer destination is forgotten: the cookie must fit in what a request may carry.
  static let addressBytesMax = 200
  private static let place = PersonalColumn("cookie", "sign_in")

  let cipher: ColumnCipher
  let time: any TimeSource
  let random: any RandomSource
  let cookie: PageCookie

  func begin(_ destination: Destination) -> PendingSignIn {
    PendingSignIn(
      state: Data(random.bytes(32)).base64URL, verifier: Data(random.bytes(32)).base64URL,
      destination: destination)
  }

  /// The `Set-Cookie` that keeps it.
  func kept(_ pending: PendingSignIn) throws -> String {
    let address = pending.destination.address
    let fields = [
      pending.state, pending.verifier, String(time.now().microseconds),
      address.utf8.count <= Self.addressBytesMax ? address : Destination.inbox(InboxView()).address,
    ]
    let sealed = try cipher.seal(fields.joined(separator: "\n"), in: Self.place, row: [])
    return cookie.set(Data(sealed).base64URL)
  }

  /// The sign-in to which an answer with this `state` belongs; nil when none, or when it took too long.
  func find(_ request: Request, state: String?) -> PendingSignIn? {
    guard let state, let sealed = cookie.value(in: request).flatMap({ Data(base64URL: $0) }) else {
      return nil
    }
    let plain: String
    do { plain = try cipher.openText([UInt8](sealed), in: Self.place, row: []) } catch { return nil }
    let fields = plain.components(separatedBy: "\n")
    guard fields.count == 4, fields[0] == state, let begun = Int64(fields[2]),
      time.now() < Instant(microseconds: begun).adding(seconds: Int64(Self.secondsMax))
    else { return nil }
    return PendingSignIn(state: fields[0], verifier: fields[1], destination: Destination(address: fields[3]))
  }
}
