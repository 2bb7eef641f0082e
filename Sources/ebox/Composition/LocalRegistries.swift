import Contracts
import DocumentProvider
import Vocabulary

/// Opens the document providers of the same process for a channel of the same process, by the citizen's token
/// alone.
struct LocalRegistries: MessageRegistries {
  let introspection: any TokenIntrospection
  let providers: [HostedProvider]

  func open(_ token: String, _ requestID: RequestID) async throws -> [OpenRegistry]? {
    guard case .active(let facts) = try await introspection.introspect(token),
      case .citizen(let mailbox, let channel, let assurance) = facts.subject
    else { return nil }
    let caller = ChannelCaller(
      channel: channel, mailbox: mailbox, assurance: assurance, scopes: facts.scopes, requestID: requestID)
    return providers.map { hosted in
      OpenRegistry(
        provider: hosted.listing.id.text, name: hosted.listing.name,
        registry: hosted.documentProvider.registry(for: caller),
        registeredMail: hosted.documentProvider.registeredMail(for: caller),
        referenceData: hosted.documentProvider.referenceData)
    }
  }
}
