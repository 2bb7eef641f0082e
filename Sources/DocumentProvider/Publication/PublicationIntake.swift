import Contracts
import Crypto
import NIOCore
import Storage
import Vocabulary

/// Takes the frames of a publication or a reply in the order in which they come; files go through to the
/// document store, hashed on the way. Limits hold while reading: what breaks one ends the intake at once.
struct PublicationIntake {
  let documents: any DocumentStore
  /// Nil where documents are not looked into.
  let inspector: (any DocumentInspector)?
  let underWay: DocumentsUnderWay
  let time: any TimeSource
  let random: any RandomSource

  /// Durable parts and the request, if there was one; the caller says when what came has
  /// ``Received/end()``ed. After a throw all bytes are abandoned.
  func receive<Request>(
    _ frames: some AsyncSequence<UploadFrame<Request>, any Error> & Sendable,
    attachmentsMax: Int = PublicationLimits.attachmentsMax
  ) async throws(Failure<PublicationRejection>) -> Received<Request> {
    let began = time.elapsed()
    var received = Received<Request>(underWay: underWay, attachmentsMax: attachmentsMax)
    var open: OpenPart?
    var iterator = frames.makeAsyncIterator()
    do throws(Failure<PublicationRejection>) {
      while let frame = try await next(&iterator) {
        try checkPace(since: began)
        try await take(frame, into: &received, &open)
      }
      try checkPace(since: began)
      guard open == nil else { throw .interrupted(FrameMisuse.endInsidePart) }
    } catch {
      await open?.writer.abandon()
      open.map { underWay.ended([$0.id]) }
      await received.abandon()
      received.end()
      throw error
    }
    return received
  }

  private func checkPace(since began: Duration) throws(Failure<PublicationRejection>) {
    guard time.elapsed() - began <= .seconds(PublicationLimits.secondsMax) else {
      throw .rejected(.publicationTooSlow(secondsMax: PublicationLimits.secondsMax))
    }
  }

  /// The SHA-512 of a durable part, for the sender that gave one; reads the bytes again.
  func sha512(of part: ReceivedPart) async throws(Failure<PublicationRejection>) -> Vocabulary.Digest {
    do {
      var hash = SHA512()
      for try await piece in documents.read(part.document, range: nil) {
        piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
      }
      return try Vocabulary.Digest(.sha512, parsing: Array(hash.finalize()))
    } catch {
      throw .outcomeUnknown(error)
    }
  }

  private func next<Frames: AsyncIteratorProtocol, Request>(
    _ iterator: inout Frames
  ) async throws(Failure<PublicationRejection>) -> UploadFrame<Request>?
  where Frames.Element == UploadFrame<Request> {
    do {
      return try await iterator.next(isolation: nil)
    } catch {
      throw .interrupted(error)
    }
  }

  private func take<Request>(
    _ frame: UploadFrame<Request>, into received: inout Received<Request>, _ open: inout OpenPart?
  ) async throws(Failure<PublicationRejection>) {
    switch frame {
    case .pending: break
    case .request(let request):
      guard received.request == nil else { throw .interrupted(FrameMisuse.secondRequest) }
      received.request = request
    case .part(let header):
      guard open == nil else { throw .interrupted(FrameMisuse.partInsidePart) }
      guard received.parts.count < received.attachmentsMax else {
        throw .rejected(.tooManyAttachments(max: received.attachmentsMax))
      }
      open = try await begin(header)
    case .bytes(let bytes):
      guard open != nil else { throw .interrupted(FrameMisuse.bytesOutsidePart) }
      let size = (open?.size ?? 0) + bytes.readableBytes
      guard size <= PublicationLimits.attachmentBytesMax else {
        let name = open?.header.name ?? ""
        throw .rejected(.attachmentTooLarge(part: name, bytesMax: PublicationLimits.attachmentBytesMax))
      }
      guard received.size + size <= PublicationLimits.publicationBytesMax else {
        throw .rejected(.publicationTooLarge(bytesMax: PublicationLimits.publicationBytesMax))
      }
      try await open?.append(bytes)
    case .endOfPart:
      guard let part = open else { throw .interrupted(FrameMisuse.endOutsidePart) }
      let whole = try await part.finish()
      received.parts.append(whole)
      open = nil
      received.parts[received.parts.count - 1].findings = try await findings(in: whole)
    }
  }

  /// Looked into once it is whole, from the store: a slow sender keeps nobody else from the inspector. An
  /// empty file is none of an inspector's.
  private func findings(
    in part: ReceivedPart
  ) async throws(Failure<PublicationRejection>) -> [DocumentFinding] {
    guard let inspector, part.document.size > 0 else { return [] }
    let inspection = await inspector.begin(part.header.mediaType)
    do {
      for try await piece in documents.read(part.document, range: nil) { await inspection.feed(piece) }
    } catch {
      await inspection.abandon()
      throw .outcomeUnknown(error)
    }
    do throws(InspectionUnavailable) { return try await inspection.findings() } catch {
      throw .overloaded(retryAfterSeconds: Failure<Never>.inspectionUnavailableSeconds)
    }
  }

  private func begin(_ header: PartHeader) async throws(Failure<PublicationRejection>) -> OpenPart {
    let id = DocumentID(at: time.now(), random: random)
    underWay.began(id)
    do {
      return OpenPart(id: id, header: header, writer: try await documents.begin(id))
    } catch {
      underWay.ended([id])
      throw .outcomeUnknown(error)
    }
  }
}

/// What arrived. Its bytes are durable, and named by no row.
struct Received<Request: Sendable>: Sendable {
  var request: Request?
  var parts: [ReceivedPart] = []
  let attachmentsMax: Int
  private let underWay: DocumentsUnderWay

  init(underWay: DocumentsUnderWay, attachmentsMax: Int) {
    self.underWay = underWay
    self.attachmentsMax = attachmentsMax
  }

  /// Bytes of all parts.
  var size: Int { parts.reduce(0) { $0 + Int($1.document.size) } }

  /// Destroys all bytes.
  func abandon() async {
    for part in parts { await part.writer.abandon() }
  }

  /// Its bytes are named by a row, or destroyed, or the sweeper's to judge.
  func end() { underWay.ended(parts.map(\.document.id)) }
}

typealias ReceivedPublication = Received<PublicationRequest>

/// A file that arrived whole.
struct ReceivedPart: Sendable {
  let header: PartHeader
  let document: StoredDocument
  let sha256: Vocabulary.Digest
  let writer: any DocumentWriter
  var findings: [DocumentFinding] = []
}

/// The frames' maker broke their order: a fault of an edge or a cut connection, never of a publication's
/// content.
enum FrameMisuse: Error {
  case secondRequest, partInsidePart, bytesOutsidePart, endOutsidePart, endInsidePart
}

/// A file that is arriving.
private struct OpenPart {
  let id: DocumentID
  let header: PartHeader
  let writer: any DocumentWriter
  var size = 0
  var hash = SHA256()

  init(id: DocumentID, header: PartHeader, writer: any DocumentWriter) {
    self.id = id
    self.header = header
    self.writer = writer
  }

  mutating func append(_ bytes: ByteBuffer) async throws(Failure<PublicationRejection>) {
    bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    size += bytes.readableBytes
    do {
      try await writer.append(bytes)
    } catch {
      throw .outcomeUnknown(error)
    }
  }

  func finish() async throws(Failure<PublicationRejection>) -> ReceivedPart {
    do {
      let document = try await writer.finish()
      let digest = try Vocabulary.Digest(.sha256, parsing: Array(hash.finalize()))
      return ReceivedPart(header: header, document: document, sha256: digest, writer: writer)
    } catch {
      throw .outcomeUnknown(error)
    }
  }
}
