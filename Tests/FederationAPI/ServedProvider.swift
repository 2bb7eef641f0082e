import Contracts
import Crypto
import EBoxTesting
import FederationAPI
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Pages
import Provider
import Testing
import Vocabulary

/// A real provider behind its edge, and a browser that keeps cookies.
struct ServedProvider: Sendable {
  let provider: TestProvider
  let client: any TestClientProtocol

  /// - Parameter mailboxes: of document providers, for what goes back to paper and what is taken out.
  static func with(
    mailboxes: [any OwnMailboxes] = [], providers: [MessageProvider] = [],
    _ body: @escaping @Sendable (ServedProvider) async throws -> Void
  ) async throws {
    try await TestProvider.with(.sqlite) { provider in
      let router = Router()
      try FederationAPI(
        authorization: provider.party.authorizationServer,
        citizens: CitizenServices(
          signIn: provider.party.signIn, sessions: provider.party.sessions,
          consents: provider.party.consentDesk, profiles: provider.party.profileDesk,
          mailboxes: mailboxes, time: provider.clock),
        mailChecking: MailChecking(checks: provider.party.noticeChecks, random: SystemRandom()),
        notifying: Notifying(desk: provider.party.notifiers, introspection: provider.party.introspection),
        listing: MessageProviderListing(
          providers: providers, introspection: provider.party.introspection),
        attempts: provider.party.attemptLog,
        formTokens: FormTokens(key: SymmetricKey(size: .bits256)), isSecure: true
      ).addRoutes(to: router)
      try await Application(router: router).test(.router) { client in
        try await body(ServedProvider(provider: provider, client: client))
      }
    }
  }

  func post(
    _ path: String, _ fields: [(String, String)], headers: [HTTPField.Name: String] = [:]
  ) async throws -> TestResponse {
    var all: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    for (name, value) in headers { all[name] = value }
    return try await client.execute(
      uri: path, method: .post, headers: all, body: ByteBuffer(string: ServedProvider.form(fields)))
  }

  func get(_ path: String, _ browser: Browser = Browser()) async throws -> TestResponse {
    let response = try await client.execute(uri: path, method: .get, headers: browser.headers)
    browser.keep(response)
    return response
  }

  func submit(_ path: String, _ fields: [(String, String)], _ browser: Browser) async throws -> TestResponse {
    var headers: [HTTPField.Name: String] = [:]
    headers[.cookie] = browser.headers[.cookie]
    let response = try await post(path, fields, headers: headers)
    browser.keep(response)
    return response
  }

  /// The fields of a client's assertion.
  func proof(_ client: String) async throws -> [(String, String)] {
    [
      ("client_assertion_type", ClientAssertion.wireType),
      ("client_assertion", try await provider.assertion(client).token),
    ]
  }

  static func form(_ fields: [(String, String)]) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
    return fields.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: plain) ?? "")"
    }.joined(separator: "&")
  }
}

/// What a browser remembers. Used by one test at a time.
final class Browser: @unchecked Sendable {
  private var cookies: [String: String] = [:]

  var headers: HTTPFields {
    var headers = HTTPFields()
    if !cookies.isEmpty {
      headers[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
        separator: "; ")
    }
    return headers
  }

  func keep(_ response: TestResponse) {
    for line in response.headers[values: .setCookie] {
      let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
      cookies[pair[0]] = pair.count > 1 && !line.contains("Max-Age=0") ? pair[1] : nil
    }
  }

  func forget() { cookies = [:] }
}

extension TestResponse {
  var text: String { String(buffer: body) }
  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) ?? [:]
  }
  /// The query of the address that it redirects to.
  var answer: [String: String] {
    let items = headers[.location].flatMap { URLComponents(string: $0)?.queryItems } ?? []
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
  }
  /// The value of a hidden field, as written.
  func hidden(_ name: String) -> String? {
    text.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first?
      .components(separatedBy: "\"").first?.replacing("&amp;", with: "&")
  }
}
