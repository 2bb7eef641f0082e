/// Why a key could not be had, or what it protects could not be opened. Carries no key and nothing personal.
package enum KeyFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// A purpose is 1 to 40 lower-case letters, digits and dashes.
  case invalidPurpose(String)
  /// The key store's folder, or a file in it, can be read by other users than its owner.
  case openToOthers(String)
  /// A key file is cut short, altered, or another key's file under this name.
  case damagedKeyFile(String)
  /// The operating system refused; carries what was tried and its error number.
  case disk(String, errno: Int32)
  /// The key in the key store is not the one under which the data was made: the wrong key store, or a lost
  /// one.
  case wrongKey(String)
  /// The key store holds no such key, and none was destroyed: it is incomplete.
  case missingKey(String)
  /// The sealed bytes were altered, cut short, or belong to another row, column or document.
  case notAuthentic(String)
  /// Made by a later version of the product.
  case unknownFormat(UInt8)

  package var description: String {
    switch self {
    case .invalidPurpose(let purpose):
      "'\(purpose)' can't name a key: lower-case letters, digits and dashes only"
    case .openToOthers(let name): "\(name) is open to other users: make it 0700 (folder) or 0600 (file)"
    case .damagedKeyFile(let name): "the key file \(name) is damaged or not the file of that key"
    case .disk(let operation, let number): "\(operation) of a key failed: error \(number)"
    case .wrongKey(let what): "the key store does not hold the key that \(what) was made with"
    case .missingKey(let what): "the key store lacks \(what): it is not whole"
    case .notAuthentic(let what): "\(what) was altered or belongs elsewhere"
    case .unknownFormat(let version): "sealed by a later version of the product (format \(version))"
    }
  }
}
