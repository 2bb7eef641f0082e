import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1

/// How we reach the identity provider; played in tests.
package protocol IdentityProviderWire: Sendable {
  /// - Parameter authorization: the header of that name, if any.
  func get(_ url: String, authorization: String?) async throws -> WireAnswer
  /// - Parameter form: the body, `application/x-www-form-urlencoded`.
  func post(_ url: String, form: String, authorization: String?) async throws -> WireAnswer
}

/// What the identity provider answered: any status, the whole body.
package struct WireAnswer: Sendable {
  package let status: Int
  package let body: Data

  package init(status: Int, body: Data) {
    self.status = status
    self.body = body
  }
}

/// Over HTTP, without following redirects; an answer that takes too long or is too large is a fault.
package struct HTTPWire: IdentityProviderWire {
  package static let answerSecondsMax: Int64 = 5
  package static let answerBytesMax = 262_144

  private let client: HTTPClient

  package init() { client = HTTPClient.shared }

  package func get(_ url: String, authorization: String?) async throws -> WireAnswer {
    var request = HTTPClientRequest(url: url)
    if let authorization { request.headers.add(name: "Authorization", value: authorization) }
    return try await answer(request)
  }

  package func post(_ url: String, form: String, authorization: String?) async throws -> WireAnswer {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.headers.add(name: "Accept", value: "application/json")
    if let authorization { request.headers.add(name: "Authorization", value: authorization) }
    request.body = .bytes(ByteBuffer(string: form))
    return try await answer(request)
  }

  private func answer(_ request: HTTPClientRequest) async throws -> WireAnswer {
    let response = try await client.execute(request, timeout: .seconds(Self.answerSecondsMax))
    let body = try await response.body.collect(upTo: Self.answerBytesMax)
    return WireAnswer(status: Int(response.status.code), body: Data(body.readableBytesView))
  }
}
