import Storage
import Vocabulary

/// Where a file of a batch lies in its document.
struct BatchFilePlace: Hashable, Sendable {
  /// Hashed under a key.
  let name: [UInt8]
  let bytes: Range<Int64>
}

/// The places of batches' files.
enum BatchFiles {
  /// - Returns: whether all names are new.
  static func add(
    _ files: [BatchFilePlace], of batch: BatchID, in transaction: Transaction
  ) throws -> Bool {
    for file in files {
      let added = try transaction.rows(
        """
        INSERT INTO document_provider_batch_file (batch, name, start, size) VALUES ($1, $2, $3, $4)
        ON CONFLICT (batch, name) DO NOTHING RETURNING start
        """,
        .text(batch.text), .bytes(file.name), .int(file.bytes.lowerBound), .int(Int64(file.bytes.count)))
      if added.isEmpty { return false }
    }
    return true
  }

  /// - Returns: its bytes in the batch's document; nil when there is no such file.
  static func find(
    _ name: [UInt8], of batch: BatchID, in transaction: Transaction
  ) throws -> Range<Int64>? {
    try transaction.rows(
      "SELECT start, size FROM document_provider_batch_file WHERE batch = $1 AND name = $2",
      .text(batch.text), .bytes(name)
    ).first.map { row in
      let start = try row.int(0)
      return start..<(start + (try row.int(1)))
    }
  }

  /// Forgets at most so many.
  /// - Returns: whether there may be more.
  static func forget(of batch: BatchID, limit: Int, in transaction: Transaction) throws -> Bool {
    try transaction.rows(
      """
      DELETE FROM document_provider_batch_file WHERE batch = $1 AND name IN (
        SELECT name FROM document_provider_batch_file WHERE batch = $1 LIMIT $2) RETURNING start
      """,
      .text(batch.text), .int(Int64(limit))
    ).count == limit
  }
}
