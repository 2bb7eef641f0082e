import Logging
import Mail

/// One configuration key. The table ``all`` drives the file, the environment, the flags and `ebox config
/// describe`.
struct Setting: Sendable {
  /// As in the file: `server.port`. The environment has it as `EBOX_SERVER_PORT`.
  let key: String
  let meaning: String
  /// What a value is: a unit, a list of choices, or a kind of text.
  let unit: String
  /// Never printed, never logged.
  let isSecret: Bool
  let read: @Sendable (Settings) -> String
  /// Throws ``InvalidSetting`` when the text is not such a value.
  let write: @Sendable (inout Settings, String) throws(InvalidSetting) -> Void

  var environmentName: String {
    "EBOX_" + key.uppercased().replacing(".", with: "_").replacing("-", with: "_")
  }
  var defaultText: String { read(Settings()) }
}

/// Why a text is not a value of its setting. Never carries the text: it may be a secret.
struct InvalidSetting: Error, Equatable, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}

extension Setting {
  static let all: [Setting] = [
    choice(
      "environment", \.environment,
      "What kind of deployment this is; played parts exist in demo and test only."),
    text("server.host", \.serverHost, "address", "Address to listen on."),
    number("server.port", \.serverPort, 1...65_535, "port", "TCP port to listen on."),
    number(
      "server.idle-seconds", \.serverIdleSeconds, 15...3600, "seconds",
      "How long a connection waits for a request, or for more of one, before it is closed."
    ),
    text(
      "server.base-url", \.serverBaseURL, "URL",
      "Address under which others reach this server, without a final slash; empty: http://host:port."),
    text(
      "data.directory", \.dataDirectory, "path",
      "Folder of the embedded database and of what has no folder of its own."),
    text(
      "database.postgresql", \.databasePostgreSQL, "connection string",
      "PostgreSQL, as libpq takes it; empty: the embedded SQLite.", isSecret: true),
    number(
      "database.connections", \.databaseConnections, 1...256, "connections", "Size of the PostgreSQL pool."),
    text(
      "documents.directory", \.documentsDirectory, "path",
      "Folder of the document segments; empty: documents in the data folder."),
    text(
      "keys.directory", \.keysDirectory, "path",
      "Folder of the keys, to be kept out of backups; empty: keys in the data folder."),
    text(
      "registry.id", \.registryID, "text",
      "Name of this document provider among those of the federation: a-z, 0-9 and -, a letter first."),
    text(
      "registry.since", \.registrySince, "yyyy-MM-dd",
      "First day on which channels find messages here; empty: the day on which they ask."),
    text(
      "registry.contact", \.registryContact, "text",
      "Help desk for developers of senders and channels, told in errors of Message Registry 2.1 and SOAP."
    ),
    choice(
      "soap.enabled", \.soapEnabled, "Whether the SOAP services are open; no: they answer SOA-02001."),
    choice(
      "quality.documents", \.qualityDocuments,
      "Unfit documents (damaged, locked, malware, wrong type): refused, warned of, or not looked for."
    ),
    text(
      "quality.clamav", \.qualityClamAV, "host:port or path",
      "The scanner for malware, clamd; empty: documents are not scanned."),
    choice(
      "quality.unavailable", \.qualityUnavailable,
      "Whether documents that can't be judged now are refused (try again later) or accepted unseen."),
    number(
      "quality.workers", \.qualityWorkers, 1...64, "processes", "PDFs that are opened at once."),
    number(
      "quality.seconds", \.qualitySeconds, 1...120, "seconds", "Processor time that one PDF may take."),
    number(
      "batch.rows", \.batchRows, 1...64, "rows", "Rows of uploaded batches that are published at once."),
    number(
      "replies.day-mebibytes", \.repliesDayMebibytes, 1...102_400, "MiB",
      "What all replies of one citizen on one day may hold together."),
    text(
      "evidence.seal-key", \.evidenceSealKey, "path",
      "PEM file of the key that seals proofs of registered mail: RSA of 2048 bits or more, P-256 or P-384."),
    text(
      "evidence.seal-certificates", \.evidenceSealCertificates, "path",
      "PEM file of that key's certificate, then of those that lead from it to an authority's."),
    text(
      "evidence.timestamp-url", \.evidenceTimestampURL, "URL",
      "Time-stamp authority (RFC 3161 over HTTP) whose stamps stand on the proofs."),
    text(
      "evidence.timestamp-certificates", \.evidenceTimestampCertificates, "path",
      "PEM file of the authorities' certificates to which that of a time stamp must lead."),
    text(
      "evidence.timestamp-policy", \.evidenceTimestampPolicy, "numbers and dots",
      "Policy that time stamps must be under; empty: the authority's own."),
    text(
      "portal.channel", \.portalChannel, "channel id",
      "Registered channel that this server's own portal My eBox is; empty: no portal."),
    text(
      "portal.support", \.portalSupport, "text",
      "How people reach the portal's help desk; stands on every message."),
    text(
      "privacy.provider", \.privacyProvider, "text",
      "Name of the provider, controller of consents, notices and the running of the eBox."),
    text(
      "privacy.document-provider", \.privacyDocumentProvider, "text",
      "Name of the document provider, processor of the senders."),
    text(
      "privacy.officer", \.privacyOfficer, "text",
      "How people reach the data protection officer; production does not start a portal without it."),
    text(
      "openid.issuer", \.openIDIssuer, "URL",
      "Issuer of the OpenID provider that authenticates citizens; not in demo."),
    text("openid.client-id", \.openIDClientID, "text", "Client id of this server at that OpenID provider."),
    text(
      "openid.client-secret", \.openIDClientSecret, "text",
      "Secret of this server at that OpenID provider; empty where it has a private key.", isSecret: true),
    text(
      "openid.private-key", \.openIDPrivateKey, "path",
      "PEM file of the RSA or P-256 key that proves this server there (private_key_jwt); empty: by secret."),
    text(
      "openid.key-id", \.openIDKeyID, "text", "Name of that key (kid), as its public half is told there."),
    text("openid.scope", \.openIDScope, "scopes", "What is asked of the OpenID provider."),
    text(
      "openid.number-claim", \.openIDNumberClaim, "claim",
      "Claim of the ID token or the user info that holds the national number."),
    text("openid.given-name-claim", \.openIDGivenNameClaim, "claim", "Claim with the given name."),
    text("openid.family-name-claim", \.openIDFamilyNameClaim, "claim", "Claim with the family name."),
    text(
      "openid.levels", \.openIDLevels, "acr=low|substantial|high …",
      "What its acr values mean, apart by spaces; empty: the eIDAS levels and those of the federal service."),
    number(
      "openid.clock-skew", \.openIDClockSkew, 0...300, "seconds",
      "How far the clock of the OpenID provider may be from this server's."),
    text(
      "mail.relay-host", \.mailRelayHost, "host name or address",
      "SMTP relay that takes the mails to citizens; empty: no mails are sent."),
    number("mail.relay-port", \.mailRelayPort, 1...65_535, "port", "TCP port of that relay."),
    choice(
      "mail.relay-security", \.mailRelaySecurity,
      "TLS after STARTTLS, TLS from the first byte, or none; required, never only tried."),
    text(
      "mail.relay-ca-file", \.mailRelayCAFile, "path",
      "PEM file of the authorities trusted for the relay; empty: those of the system."),
    text("mail.relay-user", \.mailRelayUser, "text", "User at the relay; empty: it asks for none."),
    text("mail.relay-password", \.mailRelayPassword, "text", "Password of that user.", isSecret: true),
    choice(
      "mail.allow-plain", \.mailAllowPlain,
      "Whether mails may go in clear to a relay that is not on this machine."),
    number(
      "mail.connections", \.mailConnections, 1...32, "connections", "Connections kept to the relay."),
    text("mail.from", \.mailFrom, "e-mail address", "Sender of the mails to citizens."),
    text("mail.from-name", \.mailFromName, "text", "Name of that sender."),
    text(
      "mail.return-domain", \.mailReturnDomain, "domain",
      "Domain of the return paths, to which bounces come; empty: the domain of mail.from."),
    text(
      "mail.dkim-selector", \.mailDKIMSelector, "name",
      "Selector of the DKIM key (selector._domainkey.domain); empty: the relay signs."),
    text(
      "mail.dkim-domain", \.mailDKIMDomain, "domain",
      "Domain that signs; empty: the domain of mail.from."),
    text(
      "mail.dkim-key-file", \.mailDKIMKeyFile, "path", "PEM file of the RSA key, 2048 bits or more."),
    text(
      "mail.bounce-directory", \.mailBounceDirectory, "path",
      "Maildir into which mail to the return paths is delivered; empty: bounces are not read."),
    choice("log.level", \.logLevel, "Least severe line that is logged."),
  ]

  /// The setting with that key, or the reason with the nearest key there is.
  static func named(_ key: String) throws(InvalidSetting) -> Setting {
    if let setting = all.first(where: { $0.key == key }) { return setting }
    guard let nearest = nearestText(to: key, among: all.map(\.key)) else {
      throw InvalidSetting(reason: "unknown key `\(key)`; `ebox config describe` lists them all")
    }
    throw InvalidSetting(reason: "unknown key `\(key)`: did you mean `\(nearest)`?")
  }

  private static func text(
    _ key: String, _ path: any WritableKeyPath<Settings, String> & Sendable, _ unit: String,
    _ meaning: String,
    isSecret: Bool = false
  ) -> Setting {
    Setting(key: key, meaning: meaning, unit: unit, isSecret: isSecret, read: { $0[keyPath: path] }) {
      (settings: inout Settings, value: String) throws(InvalidSetting) in
      guard !value.contains(where: \.isNewline) else { throw InvalidSetting(reason: "must be one line") }
      settings[keyPath: path] = value
    }
  }

  private static func number(
    _ key: String, _ path: any WritableKeyPath<Settings, Int> & Sendable, _ range: ClosedRange<Int>,
    _ unit: String,
    _ meaning: String
  ) -> Setting {
    let unitText = "\(unit), \(range.lowerBound) to \(range.upperBound)"
    return Setting(
      key: key, meaning: meaning, unit: unitText, isSecret: false, read: { String($0[keyPath: path]) }
    ) {
      (settings: inout Settings, value: String) throws(InvalidSetting) in
      guard let number = Int(value), range.contains(number) else {
        throw InvalidSetting(reason: "must be a whole number, \(range.lowerBound) to \(range.upperBound)")
      }
      settings[keyPath: path] = number
    }
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    _ key: String, _ path: any WritableKeyPath<Settings, Choice> & Sendable, _ meaning: String
  ) -> Setting {
    let choices = Choice.allCases.map(\.rawValue).joined(separator: "|")
    return Setting(
      key: key, meaning: meaning, unit: choices, isSecret: false, read: { $0[keyPath: path].rawValue }
    ) {
      (settings: inout Settings, value: String) throws(InvalidSetting) in
      guard let choice = Choice(rawValue: value) else {
        throw InvalidSetting(reason: "must be one of \(choices)")
      }
      settings[keyPath: path] = choice
    }
  }
}
