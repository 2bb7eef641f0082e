package import Vocabulary

/// Why the document store could not do what it was asked. Holds nothing of a document but its id.
package enum DocumentStoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The document was removed, or never was there.
  case gone(DocumentID)
  /// Bytes on disk were altered, moved or cut, or the key is not the document's. Nothing of the damaged
  /// chunk comes out.
  case damaged(DocumentID)
  /// The range does not lie within the document.
  case invalidRange(DocumentID)
  /// The writer was finished, abandoned, or has failed before.
  case writerEnded(DocumentID)
  /// There is no room; nothing was kept.
  case diskFull
  /// The operating system refused; carries what was tried and its error number.
  case disk(String, errno: Int32)
  /// Another store has this folder open.
  case folderInUse(String)
  /// A segment of a later version of the product, or no segment at all.
  case notASegment(Int64)
  /// The store is closed.
  case closed

  /// The failure of a system call: a full disk or an exceeded quota is told apart.
  init(_ operation: String, errno number: Int32) {
    self = DocumentStoreFailure.full.contains(number) ? .diskFull : .disk(operation, errno: number)
  }

  /// ENOSPC and EDQUOT.
  private static let full: Set<Int32> = [28, 122]

  package var description: String {
    switch self {
    case .gone(let id): "document \(id) is gone"
    case .damaged(let id): "document \(id) is damaged, or the key is not its key"
    case .invalidRange(let id): "the range lies outside document \(id)"
    case .writerEnded(let id): "the writer of document \(id) has ended"
    case .diskFull: "the disk of the document store is full"
    case .disk(let operation, let number): "\(operation) in the document store failed: error \(number)"
    case .folderInUse(let folder): "the document store \(folder) is in use by another process"
    case .notASegment(let number):
      "file \(number) of the document store is no segment that this version knows"
    case .closed: "the document store is closed"
    }
  }
}
