import Foundation
import Logging
import Mail
import Provider
import Vocabulary

/// How this process mails its citizens, out of the settings; nil when no relay is configured.
struct Mailing: Sendable {
  let post: PostSettings
  /// Where bounces come in; nil: nowhere.
  let bounces: MailFolder?

  /// - Parameter played: takes the place of the configured relay, in a demonstration.
  /// - Throws: ``ConfigurationError`` naming the setting that can't be used.
  init?(_ settings: Settings, played: (@Sendable () throws -> any MailRelay)?) throws {
    guard played != nil || !settings.mailRelayHost.isEmpty else { return nil }
    let from = try Self.address("mail.from", settings.mailFrom)
    let returnDomain = settings.mailReturnDomain.isEmpty ? from.domain : settings.mailReturnDomain
    _ = try Self.address("mail.return-domain", "bounce@\(returnDomain)")
    let relay = RelaySettings(
      host: settings.mailRelayHost, port: settings.mailRelayPort, security: settings.mailRelaySecurity,
      caFile: settings.mailRelayCAFile.isEmpty ? nil : settings.mailRelayCAFile,
      user: settings.mailRelayUser.isEmpty ? nil : settings.mailRelayUser,
      password: settings.mailRelayPassword, helloName: returnDomain)
    post = PostSettings(
      from: MailMessage.Party(name: HeaderText(settings.mailFromName), address: from),
      returnDomain: returnDomain, signer: try Self.signer(settings, from),
      connections: settings.mailConnections, relay: played ?? { try SMTPRelay(relay) })
    bounces = settings.mailBounceDirectory.isEmpty ? nil : try MailFolder(settings.mailBounceDirectory)
  }

  /// Rules that span several settings of mail.
  static func check(_ settings: Settings) throws(ConfigurationError) {
    guard !settings.mailRelayHost.isEmpty else { return }
    let isLocal = ["127.0.0.1", "::1", "localhost"].contains(settings.mailRelayHost)
    guard settings.mailRelaySecurity != .none || isLocal || settings.mailAllowPlain == .yes else {
      throw ConfigurationError(
        place: "mail.relay-security",
        reason: "`none` is for a relay on this machine; `mail.allow-plain: yes` allows it to another")
    }
    guard settings.mailRelaySecurity != .none || settings.mailRelayUser.isEmpty || isLocal else {
      throw ConfigurationError(
        place: "mail.relay-user", reason: "a password never leaves this machine without TLS")
    }
    guard settings.mailDKIMKeyFile.isEmpty == settings.mailDKIMSelector.isEmpty else {
      throw ConfigurationError(
        place: "mail.dkim-selector", reason: "`mail.dkim-selector` and `mail.dkim-key-file` go together")
    }
  }

  private static func signer(_ settings: Settings, _ from: EmailAddress) throws -> DKIMSigner? {
    guard !settings.mailDKIMKeyFile.isEmpty else { return nil }
    let place = "mail.dkim-key-file"
    let pem: String
    do { pem = try String(contentsOfFile: settings.mailDKIMKeyFile, encoding: .utf8) } catch {
      throw ConfigurationError(place: place, reason: "can't be read")
    }
    do {
      return try DKIMSigner(
        keyPEM: pem, selector: settings.mailDKIMSelector,
        domain: settings.mailDKIMDomain.isEmpty ? from.domain : settings.mailDKIMDomain)
    } catch {
      throw ConfigurationError(place: place, reason: error.reason)
    }
  }

  private static func address(_ place: String, _ text: String) throws(ConfigurationError) -> EmailAddress {
    do { return try EmailAddress(parsing: text) } catch {
      throw ConfigurationError(place: place, reason: error.reason)
    }
  }

  /// What an operator learns at start.
  static func tell(_ mailing: Mailing?, _ log: Logger) {
    guard let mailing else {
      log.notice("no mail relay is configured (`mail.relay-host`): citizens get no mails")
      return
    }
    if mailing.post.signer == nil {
      log.warning("mails are not signed here (`mail.dkim-key-file`): the relay must do it")
    }
    if mailing.bounces == nil {
      log.notice(
        "no folder of bounces is configured (`mail.bounce-directory`): only the relay's own answers tell")
    }
  }
}

/// A setting that is on or off.
enum YesOrNo: String, Sendable, CaseIterable { case yes, no }
