import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Vocabulary

/// A client's requests at the endpoints of an authorization server that want an assertion.
struct TokenEndpoint: Sendable {
  static let answerBytesMax = 65_536
  static let timeout = TimeAmount.seconds(30)

  let credentials: Credentials
  let http: HTTPClient
  let time: any TimeSource
  let random: any RandomSource

  /// A token, as the endpoint tells it (RFC 6749 §5.1).
  struct Issued: Sendable {
    let token: String
    let expires: Instant
    /// Whose it is, when it is a citizen's.
    let mailbox: MailboxID?
  }

  /// - Throws: ``ClientFault/tokenRefused(status:code:)`` when there is none.
  func token(_ grant: [(String, String)]) async throws -> Issued {
    let asked = time.now()
    let (status, body) = try await post(grant, to: credentials.tokenURL)
    guard status == .ok else {
      throw ClientFault.tokenRefused(status: Int(status.code), code: OAuthError(body)?.error)
    }
    let answer = try JSONDecoder().decode(Answer.self, from: body)
    return Issued(
      token: answer.access_token, expires: asked.adding(seconds: answer.expires_in),
      mailbox: try answer.mailbox.map { try MailboxID(parsing: $0) })
  }

  /// Sends a form with a new assertion.
  /// - Throws: when nobody answers within ``timeout``.
  func post(
    _ form: [(String, String)], to url: String
  ) async throws -> (status: HTTPResponseStatus, body: ByteBuffer) {
    let assertion = try await AssertionSigner(credentials, random: random).assertion(at: time.now())
    let fields =
      form + [("client_assertion_type", ClientAssertion.wireType), ("client_assertion", assertion)]
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
    request.body = .bytes(ByteBuffer(string: fields.formEncoded))
    let response = try await http.execute(request, timeout: Self.timeout)
    return (response.status, try await response.body.collect(upTo: Self.answerBytesMax))
  }

  private struct Answer: Decodable {
    let access_token: String
    let expires_in: Int64
    let mailbox: String?
  }
}

/// `error` of RFC 6749 §5.2.
struct OAuthError: Decodable {
  let error: String

  /// Nil when the answer is of another form.
  init?(_ body: ByteBuffer) {
    do { self = try JSONDecoder().decode(OAuthError.self, from: body) } catch { return nil }
  }
}

extension [(String, String)] {
  /// As a form or a query writes them.
  var formEncoded: String {
    map { "\($0.0)=\($0.1.componentEncoded)" }.joined(separator: "&")
  }
}
