import AsyncHTTPClient
import Contracts
import EBoxClient
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

  /// The channel's end of the sign-in.
  func signIn() throws -> OAuthChannelSignIn {
    let metadata = AuthorizationMetadata(issuer: demo.baseURL, keySet: "")
    return OAuthChannelSignIn(
      AuthorizationEndpoints(
        issuer: metadata.issuer, authorizationURL: metadata.authorizationURL, tokenURL: demo.tokenURL,
        revocationURL: metadata.revocationURL),
      Credentials(
        clientID: channel.clientId, keyID: channel.keyId,
        privateKeyPEM: try String(contentsOfFile: channel.privateKeyFile, encoding: .utf8),
        tokenURL: demo.tokenURL),
      redirectURI: channel.redirectURI, scopes: [.documentConsumer, .referenceData],
      wire: OAuthChannelSignIn.Wire(http: http, time: SystemTime(), random: random))
  }

  /// - Returns: the citizen's access token in that channel.
  /// - Throws: ``ClientRefusal`` with where the way ended.
  func token() async throws -> ChannelToken {
    let attempt = SignInAttempt(random: random)
    let signIn = try signIn()
    let back = try await follow(signIn.authorizationURL(attempt.request), until: channel.redirectURI)
    let answer = SignInAnswer(query: back.dropFirst(channel.redirectURI.count))
    let code = try answer.code(of: attempt, issuer: demo.baseURL)
    return try await signIn.exchange(code: code, verifier: attempt.verifier)
  }

  /// Goes where a browser is sent, from one address on.
  /// - Returns: the first address that begins with `end`; it is not asked.
  func follow(_ start: String, until end: String) async throws -> String {
    var cookies: [String: String] = [:]
    var url = start
    for _ in 0..<Self.stepsMax {
      if url.hasPrefix(end) { return url }
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
