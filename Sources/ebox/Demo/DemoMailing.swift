import CryptoExtras
import Foundation
import Mail

/// What a demonstration needs to mail: settings, a DKIM key of its own, a relay that keeps the mails.
struct DemoMailing: Sendable {
  static let selector = "demo"
  static let from = "noreply@ebox.example"

  let mails: DemoMails
  let bounces: MailFolder
  private let folder: URL

  /// - Parameter folder: the demonstration's data folder.
  init(_ folder: URL) throws {
    self.folder = folder
    mails = try DemoMails(folder.appendingPathComponent("mail"))
    bounces = try MailFolder(folder.appendingPathComponent("bounces").path)
  }

  /// Settings as flags of the command line; makes the key at first start. What the environment says of the
  /// relay and of bounces goes before.
  func flags(environment: [String: String]) throws -> [String] {
    try makeKey()
    let own = "mail.bounce-directory=\(bounces.path)"
    return (environment["EBOX_MAIL_BOUNCE_DIRECTORY"] == nil ? [own] : []) + [
      "mail.from=\(Self.from)", "mail.return-domain=bounces.ebox.example",
      "mail.dkim-selector=\(Self.selector)", "mail.dkim-key-file=\(keyFile.path)",
    ]
  }

  @Sendable func relay() -> any MailRelay { DemoRelay(mails: mails, bounces: bounces) }

  private var keyFile: URL { folder.appendingPathComponent("keys/dkim-\(Self.selector).pem") }

  private func makeKey() throws {
    if FileManager.default.fileExists(atPath: keyFile.path) { return }
    try FileManager.default.createDirectory(
      at: keyFile.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation
    guard
      FileManager.default.createFile(
        atPath: keyFile.path, contents: Data("\(key)\n".utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
  }
}
