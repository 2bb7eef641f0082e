import Contracts
import NIOCore
import Vocabulary

/// Frames of an upload as a `multipart/form-data` body, made while it is sent. Used by one task at a time.
final class MultipartUpload<Frames: AsyncSequence & Sendable, Request>: @unchecked Sendable
where Frames.Element == UploadFrame<Request>, Frames.Failure == any Error {
  let boundary: String
  private var iterator: Frames.AsyncIterator
  private var first: UploadFrame<Request>?
  private var isFinished = false
  /// The request document; told whether the request came first.
  private let document: @Sendable (Request, Bool) throws -> ByteBuffer
  /// What the frames themselves threw.
  private(set) var interruption: (any Error)?
  /// The part that holds the request document; named before the first byte is asked for.
  var documentPart = "messageToPublish"

  init(
    _ frames: Frames, random: any RandomSource,
    document: @escaping @Sendable (Request, Bool) throws -> ByteBuffer
  ) {
    iterator = frames.makeAsyncIterator()
    boundary = "ebox-" + random.bytes(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    self.document = document
  }

  /// Looks at the first frame, so that the head can carry the key that a leading request has.
  /// - Returns: the request, when it comes first.
  func leadingRequest() async throws -> Request? {
    first = try await pull()
    guard case .request(let request) = first else { return nil }
    return request
  }

  func next() async throws -> ByteBuffer? {
    if isFinished { return nil }
    let isFirst = first != nil
    var frame = takeFirst()
    if frame == nil { frame = try await pull() }
    guard let frame else {
      isFinished = true
      return ByteBuffer(string: "--\(boundary)--\r\n")
    }
    return try write(frame, isFirst: isFirst)
  }

  private func takeFirst() -> UploadFrame<Request>? {
    defer { first = nil }
    return first
  }

  private func pull() async throws -> UploadFrame<Request>? {
    do { return try await iterator.next() } catch {
      interruption = error
      throw error
    }
  }

  private func write(_ frame: UploadFrame<Request>, isFirst: Bool) throws -> ByteBuffer {
    switch frame {
    case .part(let header): return ByteBuffer(string: "--\(boundary)\r\n\(header.lines)\r\n")
    case .bytes(let bytes): return bytes
    case .pending: return ByteBuffer()
    case .endOfPart: return ByteBuffer(string: "\r\n")
    case .request(let request): return try part(request, isFirst)
    }
  }

  private func part(_ request: Request, _ isFirst: Bool) throws -> ByteBuffer {
    var document: ByteBuffer
    do { document = try self.document(request, isFirst) } catch {
      interruption = error
      throw error
    }
    var bytes = ByteBuffer(
      string: """
        --\(boundary)\r
        Content-Disposition: form-data; name="\(documentPart)"\r
        Content-Type: application/json\r
        \r

        """)
    bytes.writeBuffer(&document)
    bytes.writeString("\r\n")
    return bytes
  }
}

extension PartHeader {
  /// File names percent-encoded, as the registries want them (reference §3.1).
  fileprivate var lines: String {
    var disposition = "Content-Disposition: form-data; name=\"\(name.quotable)\""
    if let fileName { disposition += "; filename=\"\(fileName.componentEncoded)\"" }
    return disposition + "\r\n" + (mediaType.map { "Content-Type: \($0.withoutLineEnds)\r\n" } ?? "")
  }
}

extension String {
  fileprivate var quotable: String {
    withoutLineEnds.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  fileprivate var withoutLineEnds: String {
    String(unicodeScalars.filter { $0.value >= 0x20 }.map(Character.init))
  }
}

/// An upload as the sequence that the HTTP client takes.
struct UploadSequence<Frames: AsyncSequence & Sendable, Request>: AsyncSequence, Sendable
where Frames.Element == UploadFrame<Request>, Frames.Failure == any Error {
  let upload: MultipartUpload<Frames, Request>

  struct Iterator: AsyncIteratorProtocol {
    let upload: MultipartUpload<Frames, Request>
    func next() async throws -> ByteBuffer? { try await upload.next() }
  }

  func makeAsyncIterator() -> Iterator { Iterator(upload: upload) }
}
