import Crypto
package import Vocabulary

/// What somebody signs who approves that an opened message is taken back: the claims of a JSON Web Token of
/// ``type``. It names no citizen.
package struct RecallApproval: Hashable, Sendable {
  /// `typ` of the header: such a token is good for nothing else, and no other for this.
  package static let type = "ebox-recall-approval+jwt"
  package static let act = "recall-after-breach"
  package static let lifetimeSecondsMax: Int64 = 7 * 86_400

  package let messageID: String
  package let breachReference: String
  /// Base64url SHA-256 of the UTF-8 text that the citizen will read.
  package let reasonDigest: String
  package let issued: Instant
  package let expires: Instant

  /// - Parameters:
  ///   - reason: as the recall will say it.
  ///   - issued: whole seconds count.
  package init(
    message: MessageID, breachReference: String, reason: String, issued: Instant, expires: Instant
  ) {
    messageID = message.text
    self.breachReference = breachReference
    reasonDigest = Self.digest(of: reason)
    (self.issued, self.expires) = (issued, expires)
  }

  private static let header = SignedToken.Members(texts: ["alg", "kid", "typ"])
  private static let claims = SignedToken.Members(
    texts: ["act", "messageId", "breachReference", "reasonDigest"], numbers: ["iat", "exp"])

  /// Nil unless the token says that it is such an approval, and nothing else: it is kept as it is. Nothing of
  /// it is believed before ``SignedToken/checkSignature(among:)`` passed.
  package init?(_ token: SignedToken) {
    guard token.type == Self.type, let claims = token.claims(Claims.self), claims.act == Self.act,
      token.holdsOnly(header: Self.header, claims: Self.claims)
    else { return nil }
    (messageID, breachReference) = (claims.messageId, claims.breachReference)
    reasonDigest = claims.reasonDigest
    (issued, expires) = (claims.iat.instant, claims.exp.instant)
  }

  package static func digest(of reason: String) -> String {
    Base64URL.encode(SHA256.hash(data: Array(reason.utf8)))
  }

  /// The token in compact form.
  package func signed(by key: SigningKey) throws -> String {
    try key.sign(
      SignedClaims(
        act: Self.act, messageId: messageID, breachReference: breachReference, reasonDigest: reasonDigest,
        iat: issued.microseconds / 1_000_000, exp: expires.microseconds / 1_000_000),
      type: Self.type)
  }

  private struct Claims: Decodable {
    let act, messageId, breachReference, reasonDigest: String
    let iat, exp: NumericDate
  }

  private struct SignedClaims: Encodable {
    let act, messageId, breachReference, reasonDigest: String
    let iat, exp: Int64
  }
}
