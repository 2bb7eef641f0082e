/// A signature algorithm of RFC 7518 that we accept. Symmetric ones and `none` do not exist here.
package enum SignatureAlgorithm: String, Hashable, Sendable, CaseIterable {
  case rs256 = "RS256"
  case ps256 = "PS256"
  case es256 = "ES256"
}
