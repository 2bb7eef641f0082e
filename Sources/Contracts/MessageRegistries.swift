package import Vocabulary

/// How a channel opens the registries with the access token of its citizen: in the same process after
/// introspection, or over HTTP. The token is judged at each opening.
package protocol MessageRegistries: Sendable {
  /// - Returns: one registry per document provider (R-BOX-8), or nil when the token is no longer good.
  func open(_ token: String, _ requestID: RequestID) async throws -> [OpenRegistry]?
}

/// One document provider, opened.
package struct OpenRegistry: Sendable {
  /// The document provider's name in addresses and configuration.
  package let provider: String
  /// As citizens know it; nil where nobody said.
  package let name: TranslatedText?
  package let registry: any ChannelRegistry
  /// Nil where registered mail is out of reach: a document provider that has none, or a box that was
  /// withdrawn.
  package let registeredMail: (any RegisteredMailbox)?
  package let referenceData: any ReferenceData

  package init(
    provider: String, name: TranslatedText? = nil, registry: any ChannelRegistry,
    registeredMail: (any RegisteredMailbox)? = nil,
    referenceData: any ReferenceData
  ) {
    self.provider = provider
    self.name = name
    self.registry = registry
    self.registeredMail = registeredMail
    self.referenceData = referenceData
  }
}
