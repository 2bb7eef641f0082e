import Synchronization
import Vocabulary

/// Documents of publications that have not ended in this process. The sweep of what no row names leaves them
/// alone, whatever a clock says: one that is put on by hours would make a file that just arrived look old.
final class DocumentsUnderWay: Sendable {
  private let ids = Mutex<Set<DocumentID>>([])

  /// Before the store begins it, so that a sweep which sees the document also finds it here.
  func began(_ id: DocumentID) { ids.withLock { _ = $0.insert(id) } }

  /// After its row is committed, or its bytes are destroyed.
  func ended(_ documents: [DocumentID]) { ids.withLock { $0.subtract(documents) } }

  /// As of now; ask before the database, so that a document that has ended since is found in its row.
  var now: Set<DocumentID> { ids.withLock(\.self) }
}
