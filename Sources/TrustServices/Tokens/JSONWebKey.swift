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

  package init(
    kty: String, kid: String?, alg: String? = nil, use: String? = nil, n: String? = nil, e: String? = nil,
    crv: String? = nil, x: String? = nil, y: String? = nil
  ) {
    (self.kty, self.kid, self.alg, self.use) = (kty, kid, alg, use)
    (self.n, self.e, self.crv, self.x, self.y) = (n, e, crv, x, y)
  }
}

/// A key set, as an identity provider and we ourselves publish it.
package struct JSONWebKeySet: Hashable, Sendable, Codable {
  package let keys: [JSONWebKey]

  package init(keys: [JSONWebKey]) { self.keys = keys }
}
