import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A time-stamp authority over HTTP (RFC 3161 §3.4). Follows no redirects; an answer that takes too long or
/// is too large is none.
package struct HTTPTimeStampAuthority: TimeStampAuthority {
  package static let answerSecondsMax: Int64 = 10
  package static let answerBytesMax = 262_144

  private let url: String
  private let client: HTTPClient
  private let timeout: TimeAmount

  /// - Parameter timeout: for the whole exchange.
  package init(url: String, timeout: Duration = .seconds(answerSecondsMax)) {
    self.url = url
    self.timeout = TimeAmount(timeout)
    client = HTTPClient.shared
  }

  package func answer(to bytes: [UInt8]) async throws(SealFailure) -> [UInt8] {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/timestamp-query")
    request.headers.add(name: "Accept", value: "application/timestamp-reply")
    request.body = .bytes(ByteBuffer(bytes: bytes))
    let (status, type, body): (UInt, String, ByteBuffer)
    do {
      let response = try await client.execute(request, timeout: timeout)
      status = response.status.code
      type = response.headers.first(name: "Content-Type") ?? ""
      body = try await response.body.collect(upTo: Self.answerBytesMax)
    } catch {
      throw .unreachable("\(Swift.type(of: error)): \(error)")
    }
    guard status == 200 else { throw .unreachable("status \(status)") }
    guard type.lowercased().hasPrefix("application/timestamp-reply") else { throw .answerUnreadable }
    return Array(body.readableBytesView)
  }
}
