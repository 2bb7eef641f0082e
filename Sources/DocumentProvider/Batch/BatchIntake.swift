import Contracts
import NIOCore
import Storage
import TrustServices
import Vocabulary

/// Takes a batch's frames in the order in which they come. Manifest and files go, one after the other, into
/// one document of the store; where each file lies is kept as it comes, so that no batch is held in memory.
struct BatchIntake: Sendable {
  /// Files whose places are kept in one transaction.
  static let filesAtOnce = 500
  /// So often one that is arriving says so: what has not said so for an hour does not count
  /// (``BatchRows/countOpen(of:now:in:)``).
  static let renewal = Duration.seconds(600)

  let batch: BatchID
  let database: any Database
  let documents: any DocumentStore
  let keys: BatchKeys
  let underWay: DocumentsUnderWay
  /// The clock and chance that the document's id comes from.
  let ledger: Ledger

  /// - Returns: a durable document, which stays under way until the caller has named it in a row.
  /// - Throws: after it all bytes are abandoned; places of files may be there.
  func receive(
    _ frames: some AsyncSequence<BatchFrame, any Error> & Sendable
  ) async throws(Failure<BatchRejection>) -> ReceivedBatch {
    let id = DocumentID(at: ledger.time.now(), random: ledger.random)
    underWay.began(id)
    var writer: (any DocumentWriter)?
    do throws(Failure<BatchRejection>) {
      let begun = try await stored { try await documents.begin(id) }
      writer = begun
      return try await receive(frames, begun)
    } catch {
      await writer?.abandon()
      underWay.ended([id])
      throw error
    }
  }

  private func receive(
    _ frames: some AsyncSequence<BatchFrame, any Error> & Sendable, _ writer: any DocumentWriter
  ) async throws(Failure<BatchRejection>) -> ReceivedBatch {
    var layout = BatchLayout()
    var files: [BatchFilePlace] = []
    var iterator = frames.makeAsyncIterator()
    let began = ledger.time.elapsed()
    var renewed = began
    while let frame = try await next(&iterator) {
      let now = ledger.time.elapsed()
      guard now - began <= .seconds(BatchLimits.secondsMax) else {
        throw .rejected(.batchTooSlow(secondsMax: BatchLimits.secondsMax))
      }
      if now - renewed >= Self.renewal {
        renewed = now
        await renew()
      }
      switch frame {
      case .pending: break
      case .manifest: try judge { try layout.beginManifest() }
      case .file(let name): try judge { try layout.beginFile(name) }
      case .bytes(let bytes):
        try judge { try layout.take(bytes) }
        try await stored { try await writer.append(bytes) }
      case .end:
        guard let file = try judge({ try layout.end() }) else { break }
        files.append(BatchFilePlace(name: keys.hash(fileName: file.name, of: batch), bytes: file.bytes))
        if files.count == Self.filesAtOnce { try await keep(&files) }
      }
    }
    try await keep(&files)
    let contents = try judge { try layout.whole() }
    let document = try await stored { try await writer.finish() }
    return ReceivedBatch(document: document, writer: writer, contents: contents)
  }

  /// Where it fails, the next one says it in time.
  private func renew() async {
    let (batch, now) = (batch, ledger.time.now())
    do { try await database.write { try BatchRows.renew(batch, at: now, in: $0) } } catch {}
  }

  private func keep(_ files: inout [BatchFilePlace]) async throws(Failure<BatchRejection>) {
    guard !files.isEmpty else { return }
    let (places, batch) = (files, batch)
    files = []
    let areNew: Bool
    do throws(StorageFailure) {
      areNew = try await database.write { try BatchFiles.add(places, of: batch, in: $0) }
    } catch { throw Failure(error) }
    guard areNew else { throw .rejected(.fileRepeated) }
  }

  private func judge<Value>(
    _ step: () throws -> Value
  ) throws(Failure<BatchRejection>) -> Value {
    do { return try step() } catch let rejection as BatchRejection { throw .rejected(rejection) } catch {
      throw .interrupted(error)
    }
  }

  private func stored<Value>(
    _ step: () async throws -> Value
  ) async throws(Failure<BatchRejection>) -> Value {
    do { return try await step() } catch { throw .outcomeUnknown(error) }
  }

  private func next<Frames: AsyncIteratorProtocol>(
    _ iterator: inout Frames
  ) async throws(Failure<BatchRejection>) -> BatchFrame? where Frames.Element == BatchFrame {
    do { return try await iterator.next(isolation: nil) } catch { throw .interrupted(error) }
  }
}

/// A batch that arrived. Its bytes are durable, and named by no row.
struct ReceivedBatch: Sendable {
  let document: StoredDocument
  let writer: any DocumentWriter
  let contents: BatchLayout.Contents
}
