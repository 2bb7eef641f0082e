import AsyncHTTPClient
import Contracts
import Crypto
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import PlayedCSAM
import Vocabulary

/// Walks a channel's sign-in as the citizen's browser would, with the played identity provider of a
/// demonstration, and redeems the code. Never consents: that is the citizen's own act, on the provider's
/// screen (R-CON-1).
struct CitizenSignInWalk {
  static let stepsMax = 12
  static let pageBytesMax = 1_048_576

  let demo: DemoFile
  let channel: DemoFile.Channel
  let citizen: NationalNumber
  let level: String
  let http: HTTPClient
  let random: any RandomSource

  private struct TokenAnswer: Decodable { let access_token: String }

  /// - Returns: the citizen's access token in that channel.
  /// - Throws: ``ClientRefusal`` with where the way ended.
  func token() async throws -> String {
    let verifier = Base64.url(random.bytes(32))
    let code = try await code(challenge: Base64.url(Array(SHA256.hash(data: Data(verifier.utf8)))))
    let signer = ClientAssertionSigner(
      clientID: channel.clientId, keyID: channel.keyId,
      privateKeyPEM: try String(contentsOfFile: channel.privateKeyFile, encoding: .utf8),
      tokenURL: demo.tokenURL)
    let answer = try await send(
      form: [
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", channel.redirectURI),
        ("code_verifier", verifier), ("client_assertion_type", ClientAssertion.wireType),
        ("client_assertion", try signer.assertion(at: SystemTime().now(), random: random)),
      ], to: demo.tokenURL, cookies: [:])
    guard answer.status == .ok else { throw ClientRefusal("No token: \(answer.status.code) \(answer.text)") }
    return try JSONDecoder().decode(TokenAnswer.self, from: Data(answer.text.utf8)).access_token
  }

  private func code(challenge: String) async throws -> String {
    let state = Base64.url(random.bytes(16))
    var cookies: [String: String] = [:]
    var url =
      demo.baseURL + AuthorizationMetadata.authorizationPath + "?"
      + encoded([
        ("response_type", "code"), ("client_id", channel.clientId), ("redirect_uri", channel.redirectURI),
        ("scope", "\(Scope.documentConsumer.wire) \(Scope.referenceData.wire)"), ("state", state),
        ("code_challenge", challenge), ("code_challenge_method", "S256"),
      ])
    for _ in 0..<Self.stepsMax {
      if url.hasPrefix(channel.redirectURI) { return try code(in: url, state: state) }
      var answer = try await send(form: nil, to: url, cookies: cookies)
      if answer.status == .ok, let query = playedSignIn(url) {
        let form = query + [("ssin", citizen.digits), ("level", level)]
        answer = try await send(form: form, to: url.prefixBefore("?"), cookies: cookies)
      }
      cookies.merge(answer.cookies) { $1 }
      guard let location = answer.location else {
        throw ClientRefusal("The sign-in stopped at \(url.prefixBefore("?")): the citizen must act there.")
      }
      url = URL(string: location, relativeTo: URL(string: url))?.absoluteString ?? location
    }
    throw ClientRefusal("The sign-in goes round in circles.")
  }

  /// The fields of an authentication request at the played identity provider; nil when the page is another.
  private func playedSignIn(_ url: String) -> [(String, String)]? {
    guard url.prefixBefore("?").hasSuffix(OpenIDPlayed.authorizePath) else { return nil }
    return URLComponents(string: url)?.queryItems?.map { ($0.name, $0.value ?? "") }
  }

  private func code(in url: String, state: String) throws -> String {
    let items = URLComponents(string: url)?.queryItems ?? []
    let values = Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    guard values["state"] == state, let code = values["code"] else {
      throw ClientRefusal("The provider gave no code: \(values["error"] ?? "wrong state")")
    }
    return code
  }

  private struct Answer {
    let status: HTTPResponseStatus
    let location: String?
    let cookies: [String: String]
    let text: String
  }

  private func send(
    form: [(String, String)]?, to url: String, cookies: [String: String]
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    if !cookies.isEmpty {
      request.headers.add(
        name: "Cookie", value: cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
    }
    if let form {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: encoded(form)))
    }
    let response = try await http.execute(request, timeout: .seconds(30))
    let pairs = response.headers["Set-Cookie"].map {
      $0.prefixBefore(";").split(separator: "=", maxSplits: 1)
    }
    let set = pairs.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) }
    return Answer(
      status: response.status, location: response.headers.first(name: "Location"),
      cookies: Dictionary(set) { $1 },
      text: String(buffer: try await response.body.collect(upTo: Self.pageBytesMax)))
  }

  private func encoded(_ form: [(String, String)]) -> String {
    form.map { "\($0.0)=\($0.1.formEncoded)" }.joined(separator: "&")
  }
}

/// Where the played identity provider stands in a demonstration.
enum OpenIDPlayed {
  static let path = "/csam"
  static let authorizePath = path + "/authorize"
}

extension String {
  fileprivate func prefixBefore(_ character: Character) -> String { String(prefix { $0 != character }) }

  /// Percent-encoded but for letters, digits, `-`, `.`, `_` and `~`.
  fileprivate var formEncoded: String {
    utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      if isPlain || "-._~".utf8.contains(byte) { return String(UnicodeScalar(byte)) }
      let hex = String(byte, radix: 16, uppercase: true)
      return hex.count == 1 ? "%0" + hex : "%" + hex
    }.joined()
  }
}
