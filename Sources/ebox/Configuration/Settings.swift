import Contracts
import DocumentInspection
import Logging
import Mail
import Provider
import Vocabulary

/// Everything that the program can be told, with its defaults. ``Setting/all`` names each for people.
struct Settings: Sendable, Equatable {
  var environment = DeploymentEnvironment.production
  var serverHost = "127.0.0.1"
  var serverPort = 8080
  var serverIdleSeconds = 75
  /// Empty: `http://host:port`.
  var serverBaseURL = ""
  var dataDirectory = "ebox-data"
  /// Empty: SQLite, in the data directory. A libpq connection string or `postgresql://` otherwise.
  var databasePostgreSQL = ""
  var databaseConnections = 8
  /// Empty: `documents` in the data directory.
  var documentsDirectory = ""
  /// Empty: `keys` in the data directory.
  var keysDirectory = ""
  /// The registered channel that My eBox of this process is; empty for none.
  var portalChannel = "my-ebox"
  /// How people reach My eBox's own help desk.
  var portalSupport = ""
  /// Of the first document provider, among those of the federation.
  var registryID = "ebox"
  /// Empty: today.
  var registrySince = ""
  var registryContact = ""
  var soapEnabled = YesOrNo.yes
  var qualityDocuments = Inspection.refuse
  /// Empty: no scanner.
  var qualityClamAV = ""
  var qualityUnavailable = InspectionSettings.Unavailability.refuse
  var qualityWorkers = 2
  /// For one PDF.
  var qualitySeconds = 10
  /// Rows of batches that are published at once.
  var batchRows = 8
  /// Of all replies of one citizen on one day.
  var repliesDayMebibytes = Int(ReplyLimits.dayBytesMax / 1_048_576)
  /// Paths of PEM files; empty where there is no registered mail.
  var evidenceSealKey = ""
  var evidenceSealCertificates = ""
  var evidenceTimestampURL = ""
  /// Path of a PEM file.
  var evidenceTimestampCertificates = ""
  /// Empty: any.
  var evidenceTimestampPolicy = ""
  /// The provider's name, as controller.
  var privacyProvider = ""
  /// The document provider's name, as processor of the senders.
  var privacyDocumentProvider = ""
  /// How people reach the provider's data protection officer.
  var privacyOfficer = ""
  var openIDIssuer = ""
  var openIDClientID = ""
  var openIDClientSecret = ""
  /// Path of a PEM file; empty for none.
  var openIDPrivateKey = ""
  var openIDKeyID = "ebox"
  var openIDScope = "openid profile egovnrn"
  var openIDNumberClaim = "egovNRN"
  var openIDGivenNameClaim = "given_name"
  var openIDFamilyNameClaim = "family_name"
  /// Empty: what the product knows.
  var openIDLevels = ""
  /// Seconds.
  var openIDClockSkew = 30
  /// Empty: citizens get no mails.
  var mailRelayHost = ""
  var mailRelayPort = 25
  var mailRelaySecurity = RelaySettings.Security.starttls
  /// Empty: the authorities of the system.
  var mailRelayCAFile = ""
  var mailRelayUser = ""
  var mailRelayPassword = ""
  var mailAllowPlain = YesOrNo.no
  var mailConnections = PostSettings.connectionsDefault
  var mailFrom = ""
  var mailFromName = "eBox"
  /// Empty: the domain of ``mailFrom``.
  var mailReturnDomain = ""
  var mailDKIMSelector = ""
  /// Empty: the domain of ``mailFrom``.
  var mailDKIMDomain = ""
  var mailDKIMKeyFile = ""
  var mailBounceDirectory = ""
  var logLevel = Logger.Level.info

  var baseURL: String { serverBaseURL.isEmpty ? "http://\(serverHost):\(serverPort)" : serverBaseURL }
  /// Of the provider, My eBox and the first document provider.
  var places: StorePlaces {
    StorePlaces(
      dataDirectory: dataDirectory, postgreSQL: databasePostgreSQL, connections: databaseConnections,
      documentsDirectory: documentsDirectory, keysDirectory: keysDirectory)
  }
}

/// Where a party keeps what it keeps.
struct StorePlaces: Sendable, Equatable {
  var dataDirectory: String
  /// Empty: SQLite, in the data directory.
  var postgreSQL = ""
  var connections = Settings().databaseConnections
  /// Empty: `documents` in the data directory.
  var documentsDirectory = ""
  /// Empty: `keys` in the data directory.
  var keysDirectory = ""

  var sqlitePath: String { dataDirectory + "/ebox.sqlite" }
  var documentsPath: String { documentsDirectory.isEmpty ? dataDirectory + "/documents" : documentsDirectory }
  var keysPath: String { keysDirectory.isEmpty ? dataDirectory + "/keys" : keysDirectory }
}

/// What becomes of documents that are not fit for a citizen.
enum Inspection: String, Sendable, CaseIterable {
  case refuse, warn
  /// They are not looked into.
  case off
}

/// Where a deployment stands. The played identity provider and the movable clock exist only where
/// ``allowsPlayedParts``.
enum DeploymentEnvironment: String, Sendable, CaseIterable {
  case demo, test, acceptation, simulation, production

  var allowsPlayedParts: Bool { self == .demo || self == .test }
}
