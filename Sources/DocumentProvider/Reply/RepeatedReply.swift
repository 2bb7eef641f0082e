import Contracts
import Crypto
import NIOCore
import Vocabulary

/// What comes under a key that was used before: only compared with what was sent, so it is hashed as it
/// comes, neither kept nor looked into.
struct RepeatedReply {
  private var request: ReplyRequest?
  private var parts: [SubmittedPart] = []
  private var open: OpenPart?

  /// - Parameter bytesMax: of what was sent; one with more is another, whatever else comes.
  /// - Returns: nil for what is too large, or what no rule would pass.
  static func content(
    of frames: some AsyncSequence<ReplyFrame, any Error> & Sendable, bytesMax: Int64, time: any TimeSource
  ) async throws(Failure<PublicationRejection>) -> ReplyContent? {
    let began = time.elapsed()
    var reply = RepeatedReply()
    var iterator = BoundedReply(frames: frames, bytesMax: bytesMax).makeAsyncIterator()
    while true {
      let frame: ReplyFrame?
      do { frame = try await iterator.next() } catch is ReplyTooLarge { return nil } catch {
        throw .interrupted(error)
      }
      guard time.elapsed() - began <= .seconds(PublicationLimits.secondsMax) else {
        throw .rejected(.publicationTooSlow(secondsMax: PublicationLimits.secondsMax))
      }
      guard let frame else { return try reply.content() }
      try reply.take(frame)
    }
  }

  private mutating func take(_ frame: ReplyFrame) throws(Failure<PublicationRejection>) {
    switch frame {
    case .pending: break
    case .request(let request):
      guard self.request == nil else { throw .interrupted(FrameMisuse.secondRequest) }
      self.request = request
    case .part(let header):
      guard open == nil else { throw .interrupted(FrameMisuse.partInsidePart) }
      guard parts.count < ReplyLimits.attachmentsMax else {
        throw .rejected(.tooManyAttachments(max: ReplyLimits.attachmentsMax))
      }
      open = OpenPart(header: header)
    case .bytes(let bytes):
      guard open != nil else { throw .interrupted(FrameMisuse.bytesOutsidePart) }
      open?.append(bytes)
    case .endOfPart:
      guard let part = open else { throw .interrupted(FrameMisuse.endOutsidePart) }
      do { parts.append(try part.submitted()) } catch { throw .outcomeUnknown(error) }
      open = nil
    }
  }

  private func content() throws(Failure<PublicationRejection>) -> ReplyContent? {
    guard open == nil else { throw .interrupted(FrameMisuse.endInsidePart) }
    guard let request else { throw .rejected(.requestMissing) }
    do { return try ReplyContent(ReplyRules.judge(request, parts)) } catch { return nil }
  }
}

/// A file that is arriving.
private struct OpenPart {
  let header: PartHeader
  private var size: Int64 = 0
  private var sha256 = SHA256()
  /// The request, which may ask for it, may come after the file.
  private var sha512 = SHA512()

  init(header: PartHeader) { self.header = header }

  mutating func append(_ bytes: ByteBuffer) {
    size += Int64(bytes.readableBytes)
    bytes.withUnsafeReadableBytes {
      sha256.update(bufferPointer: $0)
      sha512.update(bufferPointer: $0)
    }
  }

  func submitted() throws -> SubmittedPart {
    SubmittedPart(
      header: header, size: size,
      sha256: try Vocabulary.Digest(.sha256, parsing: Array(sha256.finalize())),
      sha512: try Vocabulary.Digest(.sha512, parsing: Array(sha512.finalize())))
  }
}
