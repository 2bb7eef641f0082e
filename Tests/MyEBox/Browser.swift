import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

/// A browser with its cookies, as far as My eBox needs one.
final class Browser {
  let client: any TestClientProtocol
  var cookies: [String: String] = [:]
  /// Sent with every request.
  var headers: HTTPFields = [:]

  init(_ client: any TestClientProtocol) { self.client = client }

  func get(_ path: String, _ more: HTTPFields = [:]) async throws -> TestResponse {
    try await send(.get, path, more, body: nil)
  }

  func head(_ path: String) async throws -> TestResponse { try await send(.head, path, [:], body: nil) }

  func post(
    _ path: String, _ form: String, _ type: String = "application/x-www-form-urlencoded"
  ) async throws -> TestResponse {
    try await send(.post, path, [.contentType: type], body: form)
  }

  /// Signs in as the provider would let a citizen, up to the page behind.
  @discardableResult func signIn(at path: String = "/signin") async throws -> TestResponse {
    let location = try #require(try await get(path).headers[.location])
    return try await get("/callback?code=code-\(try state(location))&state=\(try state(location))")
  }

  func state(_ location: String) throws -> String {
    String(try #require(location.firstMatch(of: /state=([^&]+)/)).output.1)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ more: HTTPFields, body: String?
  ) async throws -> TestResponse {
    var fields = headers
    for field in more { fields.append(field) }
    if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    let response = try await client.execute(
      uri: path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
    for line in response.headers[values: .setCookie] {
      let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      if line.contains("Max-Age=0") || pair.count < 2 {
        cookies[String(pair[0])] = nil
      } else {
        cookies[String(pair[0])] = String(pair[1])
      }
    }
    return response
  }
}

extension TestResponse {
  var html: String { String(buffer: body) }
}
