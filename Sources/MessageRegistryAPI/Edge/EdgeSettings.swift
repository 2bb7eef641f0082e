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
    /// What stands before ``Edition/basePath`` where one server has several document providers: `/dp/name`.
    package let pathPrefix: String

    package init(
      publicURL: String, environment: Environment, contact: String? = nil, pathPrefix: String = ""
    ) {
      self.pathPrefix = pathPrefix
      self.publicURL = publicURL
      self.environment = environment
      self.contact = contact
    }
  }
}
