import HTTPTypes
import Hummingbird
import NIOCore

/// A request's body, read once and piece by piece, never beyond its limit; and what becomes of the part that
/// nobody reads.
///
/// Used by one task at a time: the handler, the sequence it hands on, then the writer of the answer.
final class BodyReader: @unchecked Sendable {
  /// Left to the server to read away, so that the connection can serve the next request.
  static let remainderBytesMax = 1_048_576
  /// Read away after a refusal's answer before the connection is closed, so that a client that writes
  /// everything before it reads still finds the answer.
  static let lingerBytesMax = 16_777_216

  /// What `Content-Length` says.
  let declaredBytes: Int?
  private let bytesMax: Int
  private var iterator: RequestBody.AsyncIterator
  private var bytesRead = 0
  private var isFinished: Bool

  init(_ request: Request, bytesMax: Int) {
    declaredBytes = request.headers[.contentLength].flatMap { Int($0) }
    isFinished = request.headers[.contentLength] == nil && request.headers[.transferEncoding] == nil
    self.bytesMax = bytesMax
    iterator = request.body.makeAsyncIterator()
  }

  /// - Throws: ``EdgeRefusal/payloadTooLarge(bytesMax:)`` when the declared length is past the limit already.
  func checkDeclared() throws(EdgeRefusal) {
    if let declaredBytes, declaredBytes > bytesMax { throw .payloadTooLarge(bytesMax: bytesMax) }
  }

  /// - Returns: the next piece, nil at the end.
  /// - Throws: ``EdgeRefusal/payloadTooLarge(bytesMax:)``, or ``BodyInterrupted``.
  func next() async throws -> ByteBuffer? {
    guard let piece = try await read() else { return nil }
    guard bytesRead <= bytesMax else { throw EdgeRefusal.payloadTooLarge(bytesMax: bytesMax) }
    return piece
  }

  /// The whole body.
  func collect() async throws -> [UInt8] {
    try checkDeclared()
    var bytes: [UInt8] = []
    while let piece = try await next() { bytes.append(contentsOf: piece.readableBytesView) }
    return bytes
  }

  /// The answer, made so that a body that was not read can't keep the connection busy: a small remainder is
  /// read away by the server; past that the connection is closed once the answer is written.
  func settle(_ response: Response) -> Response {
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

/// The client went away, or fell silent, before its request was whole.
struct BodyInterrupted: Error {
  let cause: any Error
}

/// Makes the server close the connection after an answer that was given before the request was read.
private struct ConnectionClosed: Error {}
