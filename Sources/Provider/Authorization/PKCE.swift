import Crypto
import TrustServices

/// Proof key for code exchange, S256 only (RFC 7636).
enum PKCE {
  static let verifierCharacters = 43...128

  static func challenge(of verifier: String) -> String {
    Base64URL.encode(SHA256.hash(data: Array(verifier.utf8)))
  }

  static func matches(verifier: String, challenge: String) -> Bool {
    verifierCharacters.contains(verifier.utf8.count) && Self.challenge(of: verifier) == challenge
  }

  /// Whether a text can be the S256 of something: 43 characters of base64url.
  static func isChallenge(_ text: String) -> Bool {
    text.utf8.count == 43 && Base64URL.decode(text)?.count == SHA256.byteCount
  }
}
