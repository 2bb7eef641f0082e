package import AsyncHTTPClient
package import Contracts
package import NIOCore
package import Vocabulary

/// A registry somewhere else, spoken to as Message Registry 3: the second implementation of the contracts.
///
/// What it can't know for certain is ``Failure/outcomeUnknown(_:)``: a lost answer, a status that the
/// contract does not know. Instants come back in whole seconds, as the wire has them.
package struct EBoxClient: Sendable {
  private let transport: Transport
  private let random: any RandomSource

  /// - Parameters:
  ///   - registryURL: ends in `/messageRegistry/v3`.
  ///   - represented: for whom the caller acts by a mandate; nil for itself.
  ///   - timeout: until an answer begins; an upload counts.
  package init(
    registryURL: String, tokens: any AccessTokenSource, http: HTTPClient, timeout: TimeAmount = .minutes(10),
    represented: EnterpriseNumber? = nil, random: any RandomSource
  ) {
    transport = Transport(
      baseURL: registryURL, tokens: tokens, http: http, timeout: timeout, represented: represented)
    self.random = random
  }

  /// What the token of a sender may ask.
  package var sender: any SenderRegistry { RemoteSenderRegistry(transport: transport, random: random) }
  /// The batches of the sender of the token.
  package var batches: RemoteBatches { RemoteBatches(transport: transport) }
  /// What the token of a citizen may ask.
  package var channel: any ChannelRegistry { channel(for: .reading) }

  /// The same, with the purpose that contents are opened for.
  package func channel(for purpose: ReadingPurpose) -> any ChannelRegistry {
    RemoteChannelRegistry(transport: transport, purpose: purpose, random: random)
  }

  /// The registered mail of the sender of the token.
  package var registeredMailDesk: any RegisteredMailDesk { RemoteRegisteredMailDesk(transport: transport) }
  /// The registered mail of the citizen of the token.
  package var registeredMailbox: any RegisteredMailbox { registeredMailbox(for: .reading) }

  /// The same, with the purpose that is declared; a decision is never taken ahead.
  package func registeredMailbox(for purpose: ReadingPurpose) -> any RegisteredMailbox {
    RemoteRegisteredMailbox(transport: transport, purpose: purpose)
  }

  package var referenceData: any ReferenceData { RemoteReferenceData(transport: transport) }
}
