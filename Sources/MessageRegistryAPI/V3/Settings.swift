extension MessageRegistryV3 {
  /// Where Message Registry 3 is mounted, and what it says of itself.
  package struct Settings: Hashable, Sendable {
    /// The path of the citizen registry on the social-security platform, but for the domain.
    package static let basePathDefault = "/REST/ebox/citizen/messageRegistry/v3"

    /// The values of `environment` in 2.x, kept as an extension member of problem documents.
    package enum Environment: String, Hashable, Sendable, CaseIterable {
      case development, test, integration, acceptation, simulation, production
    }

    /// Absolute path, without a slash at its end.
    package let basePath: String
    /// What clients reach ``basePath`` by, for links: `https://host/…/v3`, without a slash at its end.
    package let publicURL: String
    package let environment: Environment

    package init(basePath: String = Settings.basePathDefault, publicURL: String, environment: Environment) {
      self.basePath = basePath
      self.publicURL = publicURL
      self.environment = environment
    }
  }
}
