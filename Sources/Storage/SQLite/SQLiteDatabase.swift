/// The embedded engine: one file in WAL mode, one writer that groups commits, several readers (house.md §4).
///
/// What ``write(_:)`` answered survives the loss of power: WAL with `synchronous=FULL`, checked when it
/// opens. A closure that is poisoned or throws is undone alone; the others of its batch are kept.
package final class SQLiteDatabase: Database {
  package struct Options: Sendable {
    /// Threads that read, each with a connection of its own.
    package var readers = 4
    /// Connections for ``SQLiteDatabase/lookup(_:)``; one more at once goes to a reader.
    package var lookups = 2
    /// Transactions that wait for the writer, and as many for the readers; more is
    /// ``StorageFailure/overloaded``.
    package var waitingMax = 1024
    /// How long a batch takes further closures in; it never waits for one.
    package var batchDuration = Duration.milliseconds(5)
    /// Page cache of each connection, KiB.
    package var cacheKiB = 8 * 1024
    /// Pages of 4 KiB in the log after which the writer brings them into the database.
    package var checkpointPages = 2000

    package init() {}
  }

  let writer: SQLiteWriter
  let writes: TransactionQueue
  private let reads: TransactionQueue
  private let lookups: SQLiteLookups
  private let writing = EngineThreads()
  private let reading = EngineThreads()

  /// Opens or creates the file. Only one engine may have it open for writing: see ``DataFolderLock``.
  /// - Throws: ``SQLiteError``; ``EngineRefused`` when the file system can't do what durability needs.
  package init(path: String, options: Options = Options()) throws {
    writes = TransactionQueue(capacity: options.waitingMax)
    reads = TransactionQueue(capacity: options.waitingMax)
    let writer = SQLiteWriter(
      connection: try Self.openForWriting(path, options), queue: writes, batchDuration: options.batchDuration)
    self.writer = writer
    lookups = SQLiteLookups(try (0..<options.lookups).map { _ in try Self.openForReading(path, options) })
    let readers = try (0..<options.readers).map { _ in
      SQLiteReader(connection: try Self.openForReading(path, options), queue: reads)
    }
    writing.start("sqlite-write") { writer.runUntilClosed() }
    for reader in readers { reading.start("sqlite-read") { reader.runUntilClosed() } }
  }

  deinit {
    writes.close()
    reads.close()
  }

  package func write<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    try await PendingTransaction.run(body, isReadOnly: false, through: writes)
  }

  package func read<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    try await PendingTransaction.run(body, isReadOnly: true, through: reads)
  }

  package func lookup<T: Sendable>(
    _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws(StorageFailure) -> T {
    if let found = try lookups.run(body) { return found }
    return try await read(body)
  }

  /// Finishes what was accepted, brings the log into the file and closes it. Later calls fail with
  /// ``DatabaseClosed``.
  package func close() async {
    lookups.close()
    reads.close()
    await reading.allEnded()
    // Only the last connection brings the log in, and two that leave at once may both think that the other
    // is.
    writes.close()
    await writing.allEnded()
  }

  private static func openForWriting(_ path: String, _ options: Options) throws -> SQLiteConnection {
    let connection = try open(path, options)
    try connection.pragma("journal_mode = WAL")
    try connection.pragma("synchronous = FULL")
    try connection.pragma("wal_autocheckpoint = \(options.checkpointPages)")
    try requireDurable(connection)
    return connection
  }

  private static func openForReading(_ path: String, _ options: Options) throws -> SQLiteConnection {
    let connection = try open(path, options)
    try connection.pragma("query_only = ON")
    return connection
  }

  private static func open(_ path: String, _ options: Options) throws -> SQLiteConnection {
    let connection = try SQLiteConnection(path: path)
    try connection.pragma("foreign_keys = ON")
    try connection.pragma("trusted_schema = OFF")
    try connection.pragma("temp_store = MEMORY")
    try connection.pragma("cache_size = -\(options.cacheKiB)")
    return connection
  }

  /// 2 is FULL: the log is synced before COMMIT returns.
  static func requireDurable(_ connection: SQLiteConnection) throws {
    for (setting, needed) in [("journal_mode", Value.text("wal")), ("synchronous", Value.int(2))] {
      let found = try connection.pragma(setting)
      guard found == needed else { throw EngineRefused(setting: setting, found: "\(found ?? .null)") }
    }
  }
}
