import NIOCore
import Synchronization
import Vocabulary

/// A sealed document, ready for one append.
struct SealedDocument: Sendable {
  let header: RecordHeader
  /// Room for the header, then the chunks, then padding.
  var record: ByteBuffer
}

/// Appends whole documents to the shared segment. Those that wait together are written together and share
/// one fdatasync; each is answered after it.
final class SegmentAppender: Sendable {
  /// Bytes that one fdatasync covers at most.
  static let batchBytesMax = 16 * 1024 * 1024

  private struct Waiting: Sendable {
    let document: SealedDocument
    let answer: CheckedContinuation<DocumentPlace, any Error>
  }

  private struct Line {
    var waiting: [Waiting] = []
    var isDraining = false
  }

  /// The segment that is appended to, and its end. Used on the one thread only.
  private struct Target {
    let file: SegmentFile
    var end: Int64
  }

  private let folder: SegmentFolder
  private let limits: SegmentLimits
  private let thread = IOThreads("ebox-append", count: 1)
  private let line = Mutex(Line())
  private let target = Mutex<Target?>(nil)

  init(_ folder: SegmentFolder, limits: SegmentLimits) {
    self.folder = folder
    self.limits = limits
  }

  /// Returns when the document is durable.
  func append(_ document: SealedDocument) async throws -> DocumentPlace {
    try await withCheckedThrowingContinuation { answer in
      let mustStart = line.withLock { line in
        line.waiting.append(Waiting(document: document, answer: answer))
        defer { line.isDraining = true }
        return !line.isDraining
      }
      if mustStart, !thread.submit({ self.drain() }) { refuseAll() }
    }
  }

  func close() async { await thread.close() }

  private func drain() {
    while let batch = take() {
      let result = Result { try target.withLock { try write(batch.map(\.document), &$0) } }
      switch result {
      case .success(let places):
        for (waiting, place) in zip(batch, places) { waiting.answer.resume(returning: place) }
      case .failure(let error): for waiting in batch { waiting.answer.resume(throwing: error) }
      }
    }
  }

  private func take() -> [Waiting]? {
    line.withLock { line in
      var bytes = 0
      let count = line.waiting.prefix { waiting in
        defer { bytes += waiting.document.record.readableBytes }
        return bytes < SegmentAppender.batchBytesMax
      }.count
      let batch = Array(line.waiting.prefix(count))
      line.waiting.removeFirst(count)
      line.isDraining = !batch.isEmpty
      return batch.isEmpty ? nil : batch
    }
  }

  private func refuseAll() {
    let refused = line.withLock { line in
      defer { line = Line() }
      return line.waiting
    }
    for waiting in refused { waiting.answer.resume(throwing: DocumentStoreFailure.closed) }
  }

  /// Writes a batch and makes it durable, or throws: then none of it counts.
  private func write(_ documents: [SealedDocument], _ target: inout Target?) throws -> [DocumentPlace] {
    var places: [DocumentPlace] = []
    do {
      for document in documents {
        places.append(try write(document, &target))
      }
      try sync(&target)
      return places
    } catch {
      takeBack(&target)
      throw error
    }
  }

  private func write(_ document: SealedDocument, _ target: inout Target?) throws -> DocumentPlace {
    let length = Int64(document.record.readableBytes)
    if let full = target, full.end > SegmentHeader.bytesCount, full.end + length > limits.segmentBytesMax {
      try sync(&target)
      folder.retire(full.file.number)
      target = nil
    }
    var current = try target ?? Target(file: folder.create(), end: SegmentHeader.bytesCount)
    let place = DocumentPlace(segment: current.file.number, offset: current.end)
    target = current
    // Two writes: setting the header in the buffer, which others hold too, would copy the document.
    let headerBytes = document.header.encoded(at: place)
    try current.file.write(headerBytes, at: current.end)
    var chunks = document.record
    chunks.moveReaderIndex(forwardBy: headerBytes.count)
    try current.file.write(chunks, at: current.end + Int64(headerBytes.count))
    current.end += length
    target = current
    return place
  }

  /// A segment whose fdatasync failed is never appended to again: what it holds since the last one is
  /// unknown.
  private func sync(_ target: inout Target?) throws {
    guard let current = target else { return }
    do {
      try current.file.sync()
    } catch {
      folder.retire(current.file.number)
      target = nil
      throw error
    }
    folder.isDurable(current.file.number, to: current.end)
  }

  /// After a failed write: cuts the segment back to its durable end, or retires it when even that fails.
  private func takeBack(_ target: inout Target?) {
    guard let current = target else { return }
    let end = folder.durableEnd(current.file.number) ?? SegmentHeader.bytesCount
    do {
      try current.file.truncate(to: end)
      target = Target(file: current.file, end: end)
    } catch {
      folder.retire(current.file.number)
      target = nil
    }
  }
}
