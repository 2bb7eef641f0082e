package import Crypto

/// A public value that tells whether a key is the one that it was, without telling the key.
///
/// A party keeps the check of each root key that it uses in its own database and compares it at start: a key
/// store that was lost would otherwise make new root keys without a word, and every number would hash to
/// another mailbox.
package struct KeyCheck: Hashable, Sendable {
  package static let bytesCount = 8
  package let bytes: [UInt8]

  package init(of key: SymmetricKey) {
    let code = HMAC<SHA256>.authenticationCode(for: Array("ebox key check".utf8), using: key)
    bytes = Array(code.prefix(KeyCheck.bytesCount))
  }
}

extension KeyStore {
  /// The check of a root key, to be kept in the database at first start.
  package func check(_ purpose: String) throws -> KeyCheck { KeyCheck(of: try rootKey(purpose)) }

  /// - Throws: ``KeyFailure/wrongKey(_:)`` when the root key is not the one whose check was kept.
  package func verify(_ purpose: String, against kept: [UInt8]) throws {
    guard try check(purpose).bytes == kept else {
      throw KeyFailure.wrongKey("the database (root key '\(purpose)')")
    }
  }
}
