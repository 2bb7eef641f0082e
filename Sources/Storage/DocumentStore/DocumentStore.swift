package import Contracts
package import NIOCore
package import Vocabulary

/// Keeps document bytes, encrypted, each document under a key of its own that is not kept here.
///
/// Not trusted: who owns it can make documents unavailable, and can neither read nor alter one unnoticed.
package protocol DocumentStore: Sendable {
  /// Begins a document. Bytes are written as they come; a document that is not finished is never named and
  /// is swept.
  func begin(_ id: DocumentID) async throws -> any DocumentWriter

  /// Decrypts a document, or a part of it, piece by piece; at most a few pieces are in memory.
  /// - Parameter range: bytes of the plain document; nil for all. The caller has checked it against the size.
  func read(_ document: StoredDocument, range: ByteRange?) -> AsyncThrowingStream<ByteBuffer, any Error>

  /// Destroys documents and gives their space back. Repeating it, or naming what is gone, changes nothing.
  func remove(_ places: [DocumentPlace]) async throws

  /// Documents that were begun before `instant` and are still there, in pieces of at most `limit`, after
  /// `cursor`: for the sweep of what no row names.
  func documents(begunBefore instant: Instant, after cursor: DocumentPlace?, limit: Int) async throws -> [(
    id: DocumentID, place: DocumentPlace
  )]
}

/// Takes one document's bytes, in order.
package protocol DocumentWriter: Sendable {
  func append(_ bytes: ByteBuffer) async throws
  /// Returns when the bytes are durable.
  func finish() async throws -> StoredDocument
  /// Gives up; the bytes are destroyed. Safe after a failure, and after ``finish()`` it removes the document.
  func abandon() async
}

/// Where a document lies; opaque to all but its store.
package struct DocumentPlace: Hashable, Sendable {
  package let segment: Int64
  package let offset: Int64

  package init(segment: Int64, offset: Int64) {
    self.segment = segment
    self.offset = offset
  }
}

/// A durable document: what a row must keep to find, open and check it.
package struct StoredDocument: Hashable, Sendable {
  package let id: DocumentID
  package let place: DocumentPlace
  /// Plain bytes.
  package let size: Int64
  /// The document's own key, 32 bytes; kept only wrapped.
  package let key: [UInt8]

  package init(id: DocumentID, place: DocumentPlace, size: Int64, key: [UInt8]) {
    self.id = id
    self.place = place
    self.size = size
    self.key = key
  }
}
