import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A time-stamp authority over HTTP (RFC 3161 §3.4). Follows no redirects; an answer that is not whole in
/// time or is too large is none.
package struct HTTPTimeStampAuthority: TimeStampAuthority {
  package static let answerSecondsMax: Int64 = 10
  package static let answerBytesMax = 262_144

  /// Of all authorities of the process; it lives as long as that, and is never shut down.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    return HTTPClient(configuration: configuration)
  }()

  private struct Answer: Sendable {
    let status: UInt
    let type: String
    let body: ByteBuffer
  }

  private let url: String
  private let timeout: Duration

  /// - Parameter timeout: from the connection to the last byte of the answer.
  package init(url: String, timeout: Duration = .seconds(answerSecondsMax)) {
    self.url = url
    self.timeout = timeout
  }

  package func answer(to bytes: [UInt8]) async throws(SealFailure) -> [UInt8] {
    let whole: Answer?
    do {
      whole = try await withThrowingTaskGroup(of: Answer?.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await exchange(bytes) }
        group.addTask {
          try await Task.sleep(for: timeout)
          return nil
        }
        return try await group.next() ?? nil
      }
    } catch {
      throw .unreachable("\(Swift.type(of: error)): \(error)")
    }
    guard let found = whole else { throw .unreachable("no whole answer within \(timeout)") }
    guard found.status == 200 else { throw .unreachable("status \(found.status)") }
    guard found.type.lowercased().hasPrefix("application/timestamp-reply") else { throw .answerUnreadable }
    return Array(found.body.readableBytesView)
  }

  private func exchange(_ bytes: [UInt8]) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/timestamp-query")
    request.headers.add(name: "Accept", value: "application/timestamp-reply")
    request.body = .bytes(ByteBuffer(bytes: bytes))
    // This timeout is for the head only.
    let response = try await Self.client.execute(request, timeout: TimeAmount(timeout))
    return Answer(
      status: response.status.code, type: response.headers.first(name: "Content-Type") ?? "",
      body: try await response.body.collect(upTo: Self.answerBytesMax))
  }
}
