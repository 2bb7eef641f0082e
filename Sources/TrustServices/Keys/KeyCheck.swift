package import Crypto

/// A public value that tells whether a key is the one that it was, without telling the key.
///
/// ``KeyChecks`` keeps one of each root key in the database.
package struct KeyCheck: Hashable, Sendable {
  package static let bytesCount = 8
  package let bytes: [UInt8]

  package init(of key: SymmetricKey) {
    let code = HMAC<SHA256>.authenticationCode(for: Array("ebox key check".utf8), using: key)
    bytes = Array(code.prefix(KeyCheck.bytesCount))
  }
}
