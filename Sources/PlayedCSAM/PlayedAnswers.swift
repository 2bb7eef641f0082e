import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

// What programs are answered: discovery, keys, ID tokens.
extension PlayedCSAM {
  static let tokenSeconds: Int64 = 300

  private struct Discovery: Encodable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let end_session_endpoint: String
    let jwks_uri: String
    let response_types_supported = ["code"]
    let subject_types_supported = ["public"]
    let id_token_signing_alg_values_supported = ["ES256"]
    let code_challenge_methods_supported = ["S256"]
    let token_endpoint_auth_methods_supported = ["client_secret_basic"]
    let claims_supported = ["sub", "acr", "egovNRN", "given_name", "family_name"]
    let acr_values_supported: [String]
  }

  private struct IDToken: Encodable {
    let iss: String
    let sub: String
    let aud: String
    let iat: Int64
    let exp: Int64
    let nonce: String
    let acr: String
    let egovNRN: String
    let given_name: String
    let family_name: String
  }

  private struct TokenAnswer: Encodable {
    let access_token: String
    let token_type = "Bearer"
    let expires_in: Int64
    let id_token: String
  }

  private struct Refusal: Encodable {
    let error: String
  }

  func discovery() throws -> Response {
    try json(
      Discovery(
        issuer: issuer, authorization_endpoint: issuer + "/authorize", token_endpoint: issuer + "/token",
        end_session_endpoint: issuer + "/end", jwks_uri: issuer + "/jwks",
        acr_values_supported: PlayedLevel.allCases.map(\.acr)))
  }

  func keySet() throws -> Response { try json(key.keySet) }

  func token(_ request: Request) async throws -> Response {
    guard isClient(request.headers[.authorization]) else {
      return try json(Refusal(error: "invalid_client"), .unauthorized)
    }
    let now = time.now()
    // absent is an answer: what can't be read is refused
    guard let form = try? await FormFields(reading: request), form["grant_type"] == "authorization_code",
      let code = form["code"], let kept = codes.take(code, now: now),
      form["redirect_uri"] == client.redirectURI, let verifier = form["code_verifier"],
      PlayedKey.base64URL(SHA256.hash(data: Data(verifier.utf8))) == kept.challenge
    else { return try json(Refusal(error: "invalid_grant"), .badRequest) }
    let seconds = now.secondsSince1970
    let subject = PlayedKey.base64URL(SHA256.hash(data: Data(kept.number.digits.utf8)).prefix(16))
    let token = IDToken(
      iss: issuer, sub: subject, aud: client.id, iat: seconds, exp: seconds + Self.tokenSeconds,
      nonce: kept.nonce, acr: kept.acr, egovNRN: kept.number.digits, given_name: kept.givenName,
      family_name: kept.familyName)
    return try json(
      TokenAnswer(
        access_token: PlayedKey.base64URL(random.bytes(32)), expires_in: Self.tokenSeconds,
        id_token: try key.sign(token)))
  }

  private func isClient(_ header: String?) -> Bool {
    guard let header, header.hasPrefix("Basic "), let data = Data(base64Encoded: String(header.dropFirst(6)))
    else {
      return false
    }
    let halves = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
      .map { $0.removingPercentEncoding ?? "" }
    return halves == [client.id, client.secret]
  }

  private func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Response(
      status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
  }
}

/// How sure one can play to be.
enum PlayedLevel: String, CaseIterable, Sendable {
  case low, substantial, high

  var acr: String { "http://eidas.europa.eu/LoA/\(rawValue)" }
}
