import Contracts
import Crypto
import TrustServices
import Vocabulary

/// Seals what a session's row tells of a person, and finds rows by the identity provider's own names without
/// keeping those.
struct SessionSeal: Sendable {
  private static let nameColumn = PersonalColumn("provider_session", "name_cipher")
  private static let browserColumn = PersonalColumn("provider_session", "browser_cipher")
  private static let idTokenColumn = PersonalColumn("provider_session", "id_token_cipher")

  private let cipher: ColumnCipher
  private let subjectKey: SymmetricKey

  init(keys: any KeyStore, random: any RandomSource) throws {
    cipher = try ColumnCipher(rootKey: "provider-session", of: keys, random: random)
    subjectKey = try keys.rootKey("openid-subject")
  }

  /// - Parameter hash: of the session's secret.
  func seal(
    _ person: RecognisedPerson, _ browser: BrowserKind, hash: [UInt8]
  ) throws -> SessionRows.Sealed {
    SessionRows.Sealed(
      name: try cipher.seal(person.name, in: Self.nameColumn, row: hash),
      browser: try cipher.seal(
        "\(browser.family.rawValue) \(browser.device.rawValue)", in: Self.browserColumn, row: hash),
      idToken: try cipher.seal(person.idToken, in: Self.idTokenColumn, row: hash),
      subjectHash: self.hash(subject: person.subject), sidHash: person.session.map { self.hash(sid: $0) })
  }

  func name(_ sealed: [UInt8], hash: [UInt8]) throws -> String {
    try cipher.openText(sealed, in: Self.nameColumn, row: hash)
  }

  func idToken(_ sealed: [UInt8], hash: [UInt8]) throws -> String {
    try cipher.openText(sealed, in: Self.idTokenColumn, row: hash)
  }

  func browser(_ sealed: [UInt8], hash: [UInt8]) throws -> BrowserKind {
    let words = try cipher.openText(sealed, in: Self.browserColumn, row: hash).split(separator: " ")
    guard words.count == 2, let family = BrowserKind.Family(rawValue: String(words[0])),
      let device = BrowserKind.Device(rawValue: String(words[1]))
    else { return .unknown }
    return BrowserKind(family: family, device: device)
  }

  /// Keyed, because some identity providers name people by their national number.
  func hash(subject: String) -> [UInt8] { keyed("sub:" + subject) }
  func hash(sid: String) -> [UInt8] { keyed("sid:" + sid) }

  private func keyed(_ text: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: subjectKey))
  }
}
