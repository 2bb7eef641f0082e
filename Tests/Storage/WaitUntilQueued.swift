@testable import Storage

extension TransactionQueue {
  /// Returns when that many transactions wait for a thread.
  func waitUntil(_ count: Int) async {
    while waiting < count { await Task.yield() }
  }
}

extension SQLiteDatabase {
  func waitUntilQueued(_ count: Int) async { await writes.waitUntil(count) }
}

extension PostgreSQLDatabase {
  func waitUntilQueued(_ count: Int) async { await queue.waitUntil(count) }
}
