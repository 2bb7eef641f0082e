import Contracts
import Vocabulary

/// Opens the document provider of the same process for a channel of the same process, by the citizen's token
/// alone.
struct LocalRegistries: MessageRegistries {
  static let providerName = "local"

  let introspection: any TokenIntrospection
  let registry: any MessageRegistry & RegisteredMail

  func open(_ token: String, _ requestID: RequestID) async throws -> [OpenRegistry]? {
    guard case .active(let facts) = try await introspection.introspect(token),
      case .citizen(let mailbox, let channel, let assurance) = facts.subject
    else { return nil }
    let caller = ChannelCaller(
      channel: channel, mailbox: mailbox, assurance: assurance, scopes: facts.scopes, requestID: requestID)
    return [
      OpenRegistry(
        provider: Self.providerName, registry: registry.registry(for: caller),
        registeredMail: registry.registeredMail(for: caller),
        referenceData: registry.referenceData)
    ]
  }
}
