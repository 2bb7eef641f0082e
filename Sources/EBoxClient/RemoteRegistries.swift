package import AsyncHTTPClient
package import Contracts
package import Vocabulary

/// Opens document providers elsewhere for a channel, with the token of its citizen.
package struct RemoteRegistries: MessageRegistries {
  /// A document provider's name and where its Registry 3 is.
  package struct Address: Hashable, Sendable {
    package let provider: String
    /// As citizens know it; nil where nobody said.
    package let name: TranslatedText?
    package let registryURL: String

    package init(provider: String, name: TranslatedText? = nil, registryURL: String) {
      self.provider = provider
      self.name = name
      self.registryURL = registryURL
    }
  }

  private let addresses: [Address]
  private let introspection: any TokenIntrospection
  private let http: HTTPClient
  private let random: any RandomSource

  package init(
    _ addresses: [Address], introspection: any TokenIntrospection, http: HTTPClient, random: any RandomSource
  ) {
    self.addresses = addresses
    self.introspection = introspection
    self.http = http
    self.random = random
  }

  package func open(_ token: String, _ requestID: RequestID) async throws -> [OpenRegistry]? {
    guard case .active(let facts) = try await introspection.introspect(token), case .citizen = facts.subject
    else { return nil }
    return addresses.map { address in
      let client = EBoxClient(
        registryURL: address.registryURL, tokens: GivenToken(token), http: http, random: random)
      return OpenRegistry(
        provider: address.provider, name: address.name, registry: client.channel,
        registeredMail: client.registeredMailbox,
        referenceData: client.referenceData)
    }
  }
}
