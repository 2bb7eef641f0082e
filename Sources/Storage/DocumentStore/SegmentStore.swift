package import Contracts
package import NIOCore
package import Vocabulary

/// A document store of encrypted append-only files in one folder.
///
/// **Durable.** A document's bytes, and the folder entry of the file they are in, are on disk when
/// ``DocumentWriter/finish()`` returns. Documents up to ``SegmentLimits/oneAppendBytesMax`` are one append
/// to a segment that all share; those that come together share one fdatasync. A larger document is written
/// as it comes to a segment that no other uses meanwhile. After a failed fdatasync a segment is never
/// appended to again; after a full disk nothing is left.
///
/// **Format**, all numbers little-endian, bytes in parentheses:
/// ```
/// NNNNNNNNNNNN.segment  "eBoxSeg1", number (8), instant made in µs (8), zeros (32), checksum (8); records
/// record, at n × 64     "eDoc", version 1 (1), state (1), 0 (2), length of the record (8),
///                       document id (16), instant begun in µs (8), plain size (8), nonce prefix (7),
///                       0 (1), checksum (8); then chunks of 64 KiB sealed to 64 KiB + 16, the last one
///                       shorter; then zeros up to a multiple of 64
/// state                 1 unfinished: up to the end of the file; 2 whole; 3 gap: destroyed
/// checksum              first 8 bytes of SHA-256 over the header before it; for a record also over its
///                       segment and offset
/// ```
/// ``ChunkCipher`` says how chunks are sealed. The key is in none of these files.
///
/// **After a crash** a store writes to new segments only, so that a torn tail harms nothing: it is in no
/// row, and is found by ``documents(begunBefore:after:limit:)`` when its header is whole, or goes with its
/// segment. Opening reads no segment.
///
/// **Removing** writes one gap header over all neighbouring gaps, fdatasyncs, and punches a hole; a segment
/// in which nothing lives and to which nothing is written is unlinked. Numbers of segments are never used
/// again.
///
/// All disk calls run on threads of the store's own.
package final class SegmentStore: DocumentStore {
  let limits: SegmentLimits
  let folder: SegmentFolder
  let appender: SegmentAppender
  let lanes: SegmentLanes
  /// Large documents.
  let writing: IOThreads
  private let reading: IOThreads
  private let removing = IOThreads("ebox-remove", count: 1)
  private let removal: SegmentRemoval
  private let time: any TimeSource
  private let random: any RandomSource

  /// Opens the folder, making it (0700) when it is not there. Blocks for as long as listing the folder takes.
  /// - Throws: ``DocumentStoreFailure``: ``DocumentStoreFailure/folderInUse(_:)``, or the disk refused.
  package init(
    opening path: String, time: any TimeSource, random: any RandomSource, limits: SegmentLimits = .standard,
    disk: DiskOperations = .system
  ) throws {
    self.limits = limits
    self.time = time
    self.random = random
    folder = try SegmentFolder(opening: path, time: time, disk: disk)
    appender = SegmentAppender(folder, limits: limits)
    lanes = SegmentLanes(folder, limits: limits)
    removal = SegmentRemoval(folder)
    writing = IOThreads("ebox-write", count: limits.threads)
    reading = IOThreads("ebox-read", count: limits.threads)
  }

  package func begin(_ id: DocumentID) async throws -> any DocumentWriter {
    SegmentDocumentWriter(id, store: self, begun: time.now(), random: random)
  }

  package func read(_ document: StoredDocument, range: ByteRange?) -> AsyncThrowingStream<
    ByteBuffer, any Error
  > {
    let reader = SegmentDocumentReader(document, range: range, folder: folder, threads: reading)
    return AsyncThrowingStream { try await reader.next() }
  }

  package func remove(_ places: [DocumentPlace]) async throws {
    try await removing.run { [removal] in try removal.remove(places) }
  }

  package func documents(
    begunBefore instant: Instant, after cursor: DocumentPlace?, limit: Int
  ) async throws -> [(id: DocumentID, place: DocumentPlace)] {
    try await removing.run { [removal] in
      try removal.documents(begunBefore: instant, after: cursor, limit: limit)
    }
  }

  /// Ends what was asked before, and refuses the rest with ``DocumentStoreFailure/closed``. Another store can
  /// open the folder then.
  package func close() async {
    await appender.close()
    await writing.close()
    await removing.close()
    await reading.close()
    lanes.close()
    folder.close()
  }
}

/// How a ``SegmentStore`` divides documents over files and threads.
package struct SegmentLimits: Hashable, Sendable {
  package static let standard = SegmentLimits()

  /// A segment gets no more documents once the next would take it past this.
  package var segmentBytesMax: Int64 = 256 * 1024 * 1024
  /// Plain bytes of a document that is held in memory and written at once; larger ones are written as they
  /// come.
  package var oneAppendBytesMax: Int64 = 1024 * 1024
  /// Threads for reading, and as many for writing large documents.
  package var threads = 4

  package init() {}
}
