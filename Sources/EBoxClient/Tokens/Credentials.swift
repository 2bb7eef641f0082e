/// What a system proves itself with at the authorization server: `private_key_jwt`, RS256 (reference §2.6).
package struct Credentials: Sendable {
  package let clientID: String
  package let keyID: String
  /// PKCS#1 or PKCS#8, PEM.
  package let privateKeyPEM: String
  /// Also the audience of the assertion.
  package let tokenURL: String

  package init(clientID: String, keyID: String, privateKeyPEM: String, tokenURL: String) {
    self.clientID = clientID
    self.keyID = keyID
    self.privateKeyPEM = privateKeyPEM
    self.tokenURL = tokenURL
  }
}
