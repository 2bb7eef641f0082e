import AsyncHTTPClient
import Contracts
import EBoxClient
import MyEBox
import Vocabulary

extension CitizenAccess {
  var inbox: OneInbox { OneInbox(registries: registries) }

  /// Who has the message; a registry that is alone is not asked first.
  func opened(of message: MessageID) async throws -> OpenRegistry {
    if registries.count == 1 { return registries[0] }
    return try await inbox.message(message).opened
  }

  /// With the registries that are asked; the token is ended where they can't be found.
  /// - Parameters:
  ///   - registry: the only one to ask; nil for every one that the provider names.
  ///   - issuer: the provider.
  func opening(_ registry: String?, issuer: String, _ http: HTTPClient) async throws -> CitizenAccess {
    var access = self
    do { access.registries = try await found(registry, issuer, http) } catch {
      await end()
      throw error
    }
    return access
  }

  private func found(
    _ registry: String?, _ issuer: String, _ http: HTTPClient
  ) async throws -> [OpenRegistry] {
    let tokens = GivenToken(token)
    if let registry { return [opened(registry, registry, nil, http)] }
    let providers = try await RemoteMessageProviders(issuer: issuer, tokens: tokens, http: http).list()
    guard !providers.isEmpty else { throw ClientRefusal("\(issuer) names no document provider.") }
    return providers.map { opened($0.registryURL, $0.id.text, $0.name, http) }
  }

  private func opened(
    _ url: String, _ provider: String, _ name: TranslatedText?, _ http: HTTPClient
  ) -> OpenRegistry {
    let client = EBoxClient(registryURL: url, tokens: GivenToken(token), http: http, random: SystemRandom())
    return OpenRegistry(
      provider: provider, name: name, registry: client.channel, registeredMail: client.registeredMailbox,
      referenceData: client.referenceData)
  }
}
