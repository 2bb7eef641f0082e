package import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// The document providers of the federation, told to who has a token.
package struct MessageProviderListing: Sendable {
  package let providers: [MessageProvider]
  package let introspection: any TokenIntrospection

  package init(providers: [MessageProvider], introspection: any TokenIntrospection) {
    self.providers = providers
    self.introspection = introspection
  }
}

/// `/messageProviders` of the federation's public contract, version 1.3: where the registries are that a
/// channel asks for one citizen's messages, and a sender publishes at (R-BOX-8). Any good token suffices: it
/// names nobody.
struct MessageProviderRoutes: Sendable {
  static let path = MessageProviderDirectory.path

  let listing: MessageProviderListing
  let attempts: any AttemptLog

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(Self.path)) { request, context in
      try await turn(request, RequestID(context.id), context.logger) {
        try NoticeAnswers.json(listing.providers.map(MessageProviderAnswer.init))
      }
    }
    router.get(RouterPath(Self.path + "/:provider")) { request, context in
      let asked = context.parameters.get("provider")
      return try await turn(request, RequestID(context.id), context.logger) {
        guard let found = listing.providers.first(where: { $0.id.text == asked }) else {
          throw ListingRefusal.providerNotFound
        }
        return try NoticeAnswers.json(MessageProviderAnswer(found))
      }
    }
  }

  /// Authenticates and answers; what is refused here is recorded first.
  private func turn(
    _ request: Request, _ id: RequestID, _ log: Logger, _ answer: () throws -> Response
  ) async throws -> Response {
    var client: String?
    do {
      client = try await authenticate(request).clientID
      return try answer()
    } catch let refusal as ListingRefusal {
      try await attempts.record(
        Attempt(
          action: "messageProviders", requestID: id, status: refusal.status.code, code: refusal.rawValue,
          clientID: client))
      return try refusal.response(id)
    } catch let failure as Failure<Never> {
      return try EdgeFault.answer(failure, log)
    }
  }

  private func authenticate(_ request: Request) async throws -> AccessTokenFacts {
    guard let token = OAuthRoutes.bearer(request.headers[.authorization]) else {
      throw ListingRefusal.noAccessToken
    }
    switch try await listing.introspection.introspect(token) {
    case .unknown: throw ListingRefusal.invalidAccessToken
    case .expired: throw ListingRefusal.expiredAccessToken
    case .active(let facts): return facts
    }
  }
}

/// A document provider in the words of the contract.
private struct MessageProviderAnswer: Encodable {
  let messageProviderId: String
  let messageProviderName: [String: String]
  let messageProviderDescription: [String: String]
  let messageProviderUrl: String
  let messageProviderActivationDate: String
  let messageProviderTechnicalContact: String
  let apiSupportedVersion: String

  init(_ provider: MessageProvider) {
    let names = Language.allCases.map { ($0.rawValue, provider.name.text(in: $0).text) }
    messageProviderId = provider.id.text
    messageProviderName = Dictionary(names) { first, _ in first }
    messageProviderDescription = messageProviderName.mapValues { name in
      provider.enterpriseNumber.map { "\(name) (\($0.digits))" } ?? name
    }
    messageProviderUrl = provider.registryURL
    messageProviderActivationDate = "\(provider.activeFrom)"
    messageProviderTechnicalContact = provider.contact
    apiSupportedVersion = MessageProviderDirectory.apiVersion
  }
}

/// Why a question for document providers is turned down. Case order is check order; the raw value is the
/// code in the answer and in the audit trail.
private enum ListingRefusal: String, Error, CaseIterable {
  case noAccessToken = "NO_ACCESS_TOKEN"
  case invalidAccessToken = "INVALID_ACCESS_TOKEN"
  case expiredAccessToken = "EXPIRED_ACCESS_TOKEN"
  case providerNotFound = "MESSAGE_PROVIDER_NOT_FOUND"

  /// The contract's own form of an error.
  private struct StatusMessage: Encodable {
    let id: String
    let code: String
    let message: String
  }

  var status: HTTPResponse.Status { self == .providerNotFound ? .notFound : .unauthorized }

  func response(_ request: RequestID) throws -> Response {
    var response = try NoticeAnswers.json(
      StatusMessage(id: request.text, code: rawValue, message: message), status)
    if status == .unauthorized {
      response.headers[.wwwAuthenticate] =
        self == .noAccessToken ? "Bearer" : #"Bearer error="invalid_token""#
    }
    return response
  }

  private var message: String {
    switch self {
    case .noAccessToken: "an access token is needed"
    case .invalidAccessToken: "the access token is not known, or not any more"
    case .expiredAccessToken: "the access token has expired"
    case .providerNotFound: "no document provider of the federation has this id"
    }
  }
}
