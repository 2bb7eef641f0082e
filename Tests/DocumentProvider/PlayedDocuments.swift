import Contracts
import NIOCore
import Storage
import Synchronization
import Vocabulary

/// A document store that keeps bytes in memory, tells what became of each document, and fails where a test
/// says so.
final class PlayedDocuments: DocumentStore {
  enum Fault: Error { case begin, append, finish }

  private struct Kept {
    let place: DocumentPlace
    var bytes = ByteBuffer()
    var isFinished = false
  }

  private struct State {
    var documents: [DocumentID: Kept] = [:]
    var begun = 0
    var fault: Fault?
    var readFault: (any Error)?
  }

  private let state = Mutex(State())
  /// When false, bytes are counted and dropped: for limits.
  let keepsBytes: Bool

  init(keepsBytes: Bool = true) { self.keepsBytes = keepsBytes }

  var fault: Fault? {
    get { state.withLock { $0.fault } }
    set { state.withLock { $0.fault = newValue } }
  }

  /// With which every reading fails; nil for none.
  var readFault: (any Error)? {
    get { state.withLock { $0.readFault } }
    set { state.withLock { $0.readFault = newValue } }
  }

  /// Documents that are there, finished or not.
  var count: Int { state.withLock { $0.documents.count } }
  /// Documents that were ever begun.
  var begun: Int { state.withLock { $0.begun } }

  func begin(_ id: DocumentID) async throws -> any DocumentWriter {
    try check(.begin)
    state.withLock { state in
      state.begun += 1
      state.documents[id] = Kept(place: DocumentPlace(segment: 1, offset: Int64(state.begun)))
    }
    return Writer(id: id, store: self)
  }

  func read(_ document: StoredDocument, range: ByteRange?) -> AsyncThrowingStream<ByteBuffer, any Error> {
    let bytes = state.withLock { $0.documents[document.id]?.bytes }
    let (stream, continuation) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
    if let fault = readFault {
      continuation.finish(throwing: fault)
      return stream
    }
    guard let bytes else {
      continuation.finish(throwing: Fault.begin)
      return stream
    }
    let first = Int(range?.first ?? 0)
    let count = range.map { Int($0.count) } ?? bytes.readableBytes
    for offset in stride(from: first, to: first + count, by: 1000) {
      let length = min(1000, first + count - offset)
      if let piece = bytes.getSlice(at: bytes.readerIndex + offset, length: length) {
        continuation.yield(piece)
      }
    }
    continuation.finish()
    return stream
  }

  func remove(_ places: [DocumentPlace]) async throws {
    state.withLock { state in state.documents = state.documents.filter { !places.contains($0.value.place) } }
  }

  func documents(begunBefore instant: Instant, after cursor: DocumentPlace?, limit: Int) async throws -> [(
    id: DocumentID, place: DocumentPlace
  )] {
    state.withLock { state in
      state.documents.filter { $0.key.instant < instant && $0.value.place.offset > (cursor?.offset ?? 0) }
        .sorted { $0.value.place.offset < $1.value.place.offset }.prefix(limit).map {
          ($0.key, $0.value.place)
        }
    }
  }

  fileprivate func append(_ bytes: ByteBuffer, to id: DocumentID) throws {
    try check(.append)
    guard keepsBytes else { return }
    state.withLock { state in _ = state.documents[id]?.bytes.writeImmutableBuffer(bytes) }
  }

  fileprivate func finish(_ id: DocumentID) throws -> StoredDocument {
    try check(.finish)
    return state.withLock { state in
      let kept = state.documents[id] ?? Kept(place: DocumentPlace(segment: 0, offset: 0))
      return StoredDocument(
        id: id, place: kept.place, size: Int64(kept.bytes.readableBytes),
        key: [UInt8](repeating: 7, count: 32))
    }
  }

  fileprivate func abandon(_ id: DocumentID) { state.withLock { $0.documents[id] = nil } }

  private func check(_ fault: Fault) throws {
    if self.fault == fault { throw fault }
  }
}

private struct Writer: DocumentWriter {
  let id: DocumentID
  let store: PlayedDocuments

  func append(_ bytes: ByteBuffer) async throws { try store.append(bytes, to: id) }
  func finish() async throws -> StoredDocument { try store.finish(id) }
  func abandon() async { store.abandon(id) }
}
