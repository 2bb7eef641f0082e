import AsyncHTTPClient
package import Contracts
import NIOCore
import NIOHTTP1
package import Vocabulary

/// A sender's batches at a registry somewhere else. Not ``PublicationBatches``: an archive names the size of
/// each file before its bytes.
package struct RemoteBatches: Sendable {
  /// For all of an archive to be sent.
  static let uploadMax = TimeAmount.hours(12)

  let transport: Transport

  /// Sends a batch.
  /// - Parameter bytes: of the whole archive.
  package func upload(
    _ archive: TarArchive, bytes: Int64, key: IdempotencyKey, isRehearsal: Bool
  ) async throws(Failure<BatchRejection>) -> BatchStatus {
    var headers: HTTPHeaders = ["Content-Type": "application/x-tar", "Idempotency-Key": "\"\(key)\""]
    if isRehearsal { headers.add(name: "Ebox-Dry-Run", value: "?1") }
    var transport = transport
    transport.timeout = Self.uploadMax
    let response = try await transport.send(
      .POST, "/publicationBatches", headers: headers, body: .stream(archive, length: .known(bytes))
    ) { $0.batchRejection }
    return try await response.decode(BatchAnswer.self) { try $0.status() }
  }

  package func batches(_ page: PageRequest) async throws(Failure<Never>) -> Page<BatchStatus> {
    let response = try await transport.send(
      .GET, "/publicationBatches?page=\(page.number)&pageSize=\(page.size)"
    ) { _ -> Never? in nil }
    return try await response.decode(ListAnswer<BatchAnswer>.self) { try $0.page(page) { try $0.status() } }
  }

  package func batch(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus {
    let response = try await transport.send(.GET, "/publicationBatches/\(id)") { $0.batchRejection }
    return try await response.decode(BatchAnswer.self) { try $0.status() }
  }

  package func cancel(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus {
    let response = try await transport.send(.DELETE, "/publicationBatches/\(id)") { $0.batchRejection }
    return try await response.decode(BatchAnswer.self) { try $0.status() }
  }

  /// - Returns: the results after that row, at most ``BatchLimits/resultsMax``, and whether none comes after
  ///   them.
  package func results(
    of id: BatchID, after row: Int
  ) async throws(Failure<BatchRejection>) -> (results: [BatchResult], isComplete: Bool) {
    let response = try await transport.send(.GET, "/publicationBatches/\(id)/results?after=\(row)") {
      $0.batchRejection
    }
    return try await response.decode(BatchResultsAnswer.self) { answer in
      (try answer.items.map { try $0.result() }, answer.isComplete)
    }
  }
}
