import Crypto
package import Vocabulary

/// Tells whether two e-mail addresses are the same without keeping either: HMAC-SHA-256 under the root key
/// `address-hash`. It is what trails and long-kept rows name an address by.
package struct KeyedAddressHash: Sendable {
  package static let rootPurpose = "address-hash"

  private let key: SymmetricKey

  package init(keys: any KeyStore) throws { key = try keys.rootKey(KeyedAddressHash.rootPurpose) }

  /// 32 bytes; the same for the same address as long as the root key is.
  package func hash(_ address: EmailAddress) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array("email:\(address.text)".utf8), using: key))
  }
}
