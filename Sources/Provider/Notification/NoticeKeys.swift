import Crypto
package import TrustServices
import Vocabulary

/// What is derived from a notice's id under the root key `notice`: its code, the hash by which the code is
/// found again, and the mark in its return path. The code itself is kept nowhere.
package struct NoticeKeys: Sendable {
  package static let rootPurpose = "notice"

  private let key: SymmetricKey
  let addresses: KeyedAddressHash

  package init(keys: any KeyStore) throws {
    key = try keys.rootKey(NoticeKeys.rootPurpose)
    addresses = try KeyedAddressHash(keys: keys)
  }

  /// The same for the same notice, however often it is sent; without the key as good as random.
  func code(of notice: NoticeID) -> NoticeCode { NoticeCode(bits: mac("code", notice.bytes)) }

  /// 32 bytes.
  func hash(of code: NoticeCode) -> [UInt8] { mac("code-hash", Array(code.text.utf8)) }

  /// Ten characters that nobody else can put into a return path.
  func returnMark(of notice: NoticeID) -> String {
    String(NoticeCode(bits: mac("return", notice.bytes)).text.lowercased().prefix(10))
  }

  private func mac(_ purpose: String, _ bytes: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array("\(purpose):".utf8) + bytes, using: key))
  }
}
