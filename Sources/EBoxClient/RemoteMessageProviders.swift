package import AsyncHTTPClient
package import Contracts
import NIOCore
import NIOHTTP1
import Vocabulary

/// Asks the federation which document providers there are, with any token of its authorization server.
package struct RemoteMessageProviders: Sendable {
  private static let timeout = TimeAmount.seconds(30)

  private let transport: Transport

  /// - Parameter issuer: the provider: scheme, host and port, without a slash at its end.
  package init(issuer: String, tokens: any AccessTokenSource, http: HTTPClient) {
    transport = Transport(baseURL: issuer, tokens: tokens, http: http, timeout: Self.timeout)
  }

  /// In the order in which the federation tells them, those that speak the version that this client does.
  package func list() async throws(Failure<Never>) -> [MessageProvider] {
    let response = try await transport.send(.GET, MessageProviderDirectory.path) { _ -> Never? in nil }
    return try await response.decode([MessageProviderAnswer].self) { answers in
      try answers.filter { $0.apiSupportedVersion == MessageProviderDirectory.apiVersion }.map {
        try $0.provider()
      }
    }
  }
}

private struct MessageProviderAnswer: Decodable {
  let messageProviderId: String
  let messageProviderName: TranslatedAnswer
  let messageProviderUrl: String
  let messageProviderActivationDate: String
  let messageProviderTechnicalContact: String?
  let apiSupportedVersion: String

  func provider() throws -> MessageProvider {
    MessageProvider(
      id: try MessageProviderID(parsing: messageProviderId), name: try messageProviderName.text(),
      registryURL: messageProviderUrl, contact: messageProviderTechnicalContact ?? "",
      activeFrom: try CalendarDate(parsing: messageProviderActivationDate))
  }
}
