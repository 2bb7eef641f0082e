extension MessageRegistryEdge {
  /// What an edge says of itself.
  package struct Settings: Hashable, Sendable {
    /// The values of `environment` in 2.x, kept as an extension member of problem documents.
    package enum Environment: String, Hashable, Sendable, CaseIterable {
      case development, test, integration, acceptation, simulation, production
    }

    /// What clients reach ``Edition/basePath`` by, for links: `https://host/…/v3`, no slash at its end.
    package let publicURL: String
    package let environment: Environment
    /// The help desk for developers, told in the errors of 2.1; nil for none.
    package let contact: String?

    package init(publicURL: String, environment: Environment, contact: String? = nil) {
      self.publicURL = publicURL
      self.environment = environment
      self.contact = contact
    }
  }
}
