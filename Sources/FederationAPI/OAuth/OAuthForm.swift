import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The parameters of an OAuth request. One that comes twice is refused (RFC 6749 §3.1, §3.2); an empty
/// one counts as absent.
struct OAuthForm: Sendable {
  static let bytesMax = 65_536
  static let parametersMax = 50

  enum Mistake: Error { case malformed, repeated }

  private let values: [String: String]

  /// Reads a posted body.
  init(reading request: Request) async throws {
    let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard type.trimmingCharacters(in: .whitespaces) == "application/x-www-form-urlencoded" else {
      throw Mistake.malformed
    }
    var body = ByteBuffer()
    for try await part in request.body {
      guard body.readableBytes + part.readableBytes <= Self.bytesMax else { throw Mistake.malformed }
      body.writeImmutableBuffer(part)
    }
    guard let text = body.getString(at: body.readerIndex, length: body.readableBytes) else {
      throw Mistake.malformed
    }
    try self.init(parsing: text)
  }

  init(parsing text: String) throws(Mistake) {
    var values: [String: String] = [:]
    let pairs = text.split(separator: "&")
    guard pairs.count <= Self.parametersMax else { throw .malformed }
    for pair in pairs {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(halves[0]), let value = Self.decoded(halves.count > 1 ? halves[1] : "")
      else {
        throw .malformed
      }
      guard values.updateValue(value, forKey: name) == nil else { throw .repeated }
    }
    self.values = values.filter { !$0.value.isEmpty && !$0.value.utf8.contains(0) }
  }

  subscript(_ name: String) -> String? { values[name] }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}

extension OAuthForm {
  /// What is there of a client's assertion; the authorization server refuses what lacks.
  var assertion: ClientAssertion {
    ClientAssertion(
      type: self["client_assertion_type"] ?? "", token: self["client_assertion"] ?? "",
      clientID: self["client_id"])
  }

  /// - Throws: the rejection of a grant that we do not have, or that lacks a parameter.
  func tokenRequest() throws(TokenRejection) -> TokenRequest {
    switch self["grant_type"] {
    case nil:
      throw .parameterMissing
    case "client_credentials":
      return TokenRequest(grant: .clientCredentials(scope: self["scope"]), assertion: assertion)
    case "authorization_code":
      guard let code = self["code"], let redirectURI = self["redirect_uri"],
        let verifier = self["code_verifier"]
      else { throw .parameterMissing }
      return TokenRequest(
        grant: .authorizationCode(code: code, redirectURI: redirectURI, verifier: verifier),
        assertion: assertion)
    default:
      throw .grantTypeUnsupported
    }
  }

  /// What a browser brought; absent parameters are empty, and so refused in their turn.
  var authorizationQuery: AuthorizationQuery {
    AuthorizationQuery(
      clientID: self["client_id"] ?? "", redirectURI: self["redirect_uri"] ?? "",
      responseType: self["response_type"] ?? "", scope: self["scope"], state: self["state"],
      challenge: self["code_challenge"], challengeMethod: self["code_challenge_method"],
      prompt: self["prompt"])
  }
}
