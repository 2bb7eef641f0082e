import HTTPTypes
package import Hummingbird
package import NIOCore

/// A request's body, read once and piece by piece, never beyond its limit; and what becomes of the part that
/// nobody reads.
///
/// Used by one task at a time: the handler, the sequence it hands on, then the writer of the answer.
package final class BodyReader: @unchecked Sendable {
  /// Left to the server to read away, so that the connection can serve the next request.
  package static let remainderBytesMax = 1_048_576
  /// Read away after a refusal's answer before the connection is closed, so that a client that writes
  /// everything before it reads still finds the answer.
  package static let lingerBytesMax = 16_777_216

  /// What `Content-Length` says.
  package let declaredBytes: Int?
  private let bytesMax: Int
  private var iterator: RequestBody.AsyncIterator
  private var bytesRead = 0
  private var isFinished: Bool

  package init(_ request: Request, bytesMax: Int) {
    declaredBytes = request.headers[.contentLength].flatMap { Int($0) }
    isFinished = request.headers[.contentLength] == nil && request.headers[.transferEncoding] == nil
    self.bytesMax = bytesMax
    iterator = request.body.makeAsyncIterator()
  }

  /// - Throws: ``BodyTooLarge`` when the declared length is past the limit already.
  package func checkDeclared() throws(BodyTooLarge) {
    if let declaredBytes, declaredBytes > bytesMax { throw BodyTooLarge(bytesMax: bytesMax) }
  }

  /// - Returns: the next piece, nil at the end.
  /// - Throws: ``BodyTooLarge``, or ``BodyInterrupted``.
  package func next() async throws -> ByteBuffer? {
    guard let piece = try await read() else { return nil }
    guard bytesRead <= bytesMax else { throw BodyTooLarge(bytesMax: bytesMax) }
    return piece
  }

  /// The whole body.
  package func collect() async throws -> [UInt8] {
    try checkDeclared()
    var bytes: [UInt8] = []
    while let piece = try await next() { bytes.append(contentsOf: piece.readableBytesView) }
    return bytes
  }

  /// The answer, made so that a body that was not read can't keep the connection busy: a small remainder is
  /// read away by the server; past that the connection is closed once the answer is written.
  package func settle(_ response: Response) -> Response {
    if isFinished { return response }
    if let declaredBytes, declaredBytes - bytesRead <= BodyReader.remainderBytesMax { return response }
    var response = response
    response.headers[.connection] = "close"
    let body = response.body
    response.body = ResponseBody(contentLength: body.contentLength) { [self] writer in
      try await body.write(writer)
      let bytesBefore = bytesRead
      while bytesRead - bytesBefore < BodyReader.lingerBytesMax, try await read() != nil {}
      throw ConnectionClosed()
    }
    return response
  }

  private func read() async throws -> ByteBuffer? {
    if isFinished { return nil }
    let piece: ByteBuffer?
    do { piece = try await iterator.next() } catch { throw BodyInterrupted(cause: error) }
    guard let piece else {
      isFinished = true
      return nil
    }
    bytesRead += piece.readableBytes
    return piece
  }
}

/// The body, or what it declares to be its length, is past the limit.
package struct BodyTooLarge: Error, Hashable, Sendable {
  package let bytesMax: Int
}

/// The client went away, or fell silent, before its request was whole.
package struct BodyInterrupted: Error {
  package let cause: any Error
}

/// Makes the server close the connection after an answer that was given before the request was read.
private struct ConnectionClosed: Error {}
