/// A public key as RFC 7517 writes it; members that we do not use are left out.
package struct JSONWebKey: Hashable, Sendable, Codable {
  package let kty: String
  package let kid: String?
  package let alg: String?
  package let use: String?
  package let n: String?
  package let e: String?
  package let crv: String?
  package let x: String?
  package let y: String?
}

/// A key set, as an identity provider publishes it.
struct JSONWebKeySet: Hashable, Sendable, Codable {
  let keys: [JSONWebKey]
}
