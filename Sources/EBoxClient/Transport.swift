import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Vocabulary

/// Sends requests to one registry, with a token, and turns what is not a success into a ``Failure``.
struct Transport: Sendable {
  let baseURL: String
  let tokens: any AccessTokenSource
  let http: HTTPClient
  /// Until the head of the answer, and between two pieces of it.
  var timeout: TimeAmount
  /// Sent as `On-Behalf-Of-Enterprise-Number`.
  var represented: EnterpriseNumber?

  /// Repeats once with a new token when the first was not taken and there is no body.
  /// - Returns: a successful answer, its body unread.
  func send<Rejection>(
    _ method: HTTPMethod, _ path: String, headers: HTTPHeaders = [:],
    body: HTTPClientRequest.Body? = nil, rejection: (ProblemDocument) -> Rejection?
  ) async throws(Failure<Rejection>) -> Answered<Rejection> {
    var mayRepeat = true
    while true {
      let token: String
      let response: HTTPClientResponse
      do {
        token = try await tokens.token()
        var request = HTTPClientRequest(url: baseURL + path)
        request.method = method
        request.headers = headers
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        if let represented {
          request.headers.add(name: "On-Behalf-Of-Enterprise-Number", value: represented.digits)
        }
        request.body = body
        response = try await http.execute(request, timeout: timeout)
      } catch { throw .outcomeUnknown(error) }
      if (200..<300).contains(response.status.code) { return Answered(response: response) }
      if response.status == .unauthorized, mayRepeat, body == nil {
        await tokens.forget(token)
        mayRepeat = false
        continue
      }
      throw await failure(response, rejection)
    }
  }

  private func failure<Rejection>(
    _ response: HTTPClientResponse, _ rejection: (ProblemDocument) -> Rejection?
  ) async -> Failure<Rejection> {
    let status = Int(response.status.code)
    let document: ProblemDocument?
    do { document = ProblemDocument(try await response.body.collect(upTo: ProblemDocument.bytesMax)) } catch {
      document = nil
    }
    let rejected = document.flatMap(rejection)
    if response.status == .serviceUnavailable || response.status == .tooManyRequests {
      // What the contract names, such as a bound that no waiting of seconds helps against, is a rejection.
      if let rejected { return .rejected(rejected) }
      return .overloaded(
        retryAfterSeconds: response.headers.first(name: "Retry-After").flatMap { Int($0) } ?? 1)
    }
    if let denial = document?.denial { return .denied(denial) }
    if let rejected { return .rejected(rejected) }
    return .outcomeUnknown(ClientFault.refused(status: status, code: document?.code))
  }
}

/// A successful answer to a request that could have ended in this rejection.
struct Answered<Rejection: Error & Sendable>: Sendable {
  /// A JSON answer: a page of 100 messages with 12 attachments each stays far below.
  static var bytesMax: Int { 8_388_608 }

  let response: HTTPClientResponse

  func decode<Document: Decodable, Value>(
    _ type: Document.Type, _ value: (Document) throws -> Value
  ) async throws(Failure<Rejection>) -> Value {
    do {
      let body = try await response.body.collect(upTo: Self.bytesMax)
      return try value(try JSONDecoder().decode(Document.self, from: body))
    } catch { throw .outcomeUnknown(error) }
  }

  /// The whole body, where it has at most `max` bytes.
  func bytes(max: Int) async throws(Failure<Rejection>) -> [UInt8] {
    do { return Array(try await response.body.collect(upTo: max).readableBytesView) } catch {
      throw .outcomeUnknown(error)
    }
  }
}
