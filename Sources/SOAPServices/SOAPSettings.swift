package import Contracts
package import Logging
package import Vocabulary

/// What the SOAP services say of themselves.
package struct SOAPSettings: Hashable, Sendable {
  /// Spelled as the errors schema does.
  package enum Environment: String, Hashable, Sendable, CaseIterable {
    case development = "Development"
    case test = "Test"
    case integration = "Integration"
    case acceptation = "Acceptation"
    case simulation = "Simulation"
    case production = "Production"

    /// As the monitoring schema spells it.
    var monitored: String {
      switch self {
      case .development: "DEV"
      case .test: "TST"
      case .integration: "INT"
      case .acceptation: "ACC"
      case .simulation: "SIM"
      case .production: "PRD"
      }
    }
  }

  static let retryAfterSeconds = 5

  /// Scheme, host and port, no slash at its end.
  package let baseURL: String
  package let environment: Environment
  /// The help desk for developers, told in faults; nil for none.
  package let contact: String?
  /// False: every request is answered SOA-02001.
  package let isOpen: Bool
  /// Told by health checks.
  package let version: String

  package init(
    baseURL: String, environment: Environment, contact: String? = nil, isOpen: Bool = true, version: String
  ) {
    self.baseURL = baseURL
    self.environment = environment
    self.contact = contact
    self.isOpen = isOpen
    self.version = version
  }
}

/// What SOAP services stand on beside the party that they serve.
package struct SOAPParties: Sendable {
  package let replays: any SignatureReplays
  package let attempts: any AttemptLog
  package let health: any HealthProbe

  package init(replays: any SignatureReplays, attempts: any AttemptLog, health: any HealthProbe) {
    self.replays = replays
    self.attempts = attempts
    self.health = health
  }
}

/// What comes from outside, and what is told of it.
package struct SOAPSurroundings: Sendable {
  package let settings: SOAPSettings
  /// By which other parties' systems sign.
  package let time: any TimeSource
  package let random: any RandomSource
  package let logger: Logger

  package init(
    settings: SOAPSettings, time: any TimeSource, random: any RandomSource, logger: Logger
  ) {
    self.settings = settings
    self.time = time
    self.random = random
    self.logger = logger
  }
}
