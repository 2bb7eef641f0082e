import CLibPQ
import Foundation

/// One connection in pipeline mode, used by one thread.
///
/// What needs no result is sent along with the next statement that does, or with COMMIT: a transaction of
/// `run`s only is one round trip.
final class PostgreSQLConnection: TransactionConnection {
  enum CommitFailure: Error {
    /// The server said so: nothing was kept.
    case notKept(PostgreSQLError)
    /// The connection was lost with COMMIT under way.
    case unknown(PostgreSQLError)
  }

  /// Statements sent before their answers are read.
  static let unansweredMax = 64

  private enum Sent {
    case control
    case prepare(SQL)
    case describe(SQL)
    case run
    case rows
    case commit
  }

  private struct Prepared {
    let name: String
    let parameters: Int
    var types: [PostgreSQLType]
  }

  /// Why a segment was not done as a whole.
  private struct SegmentFailure: Error {
    let error: any Error
    /// The first that failed is COMMIT itself, or it can't be known which.
    let mayBeCommitted: Bool
  }

  private let handle: OpaquePointer
  /// Texts are literals of the program, so there are finitely many.
  private var statements: [SQL: Prepared] = [:]
  private var lastName = 0
  /// Sent since the last ``sync()``.
  private var sent: [Sent] = []
  /// What the server must be told before the first statement of the transaction.
  private var opening: String?
  private var isOpen = false
  /// The end of the last transaction was sent, its answer not read.
  private var isEnding = false
  private(set) var isLost = false

  /// - Throws: ``PostgreSQLError``; ``EngineRefused`` for a server that is not set as the product needs it.
  init(conninfo: String) throws {
    guard let connected = PQconnectdb(conninfo) else { throw PostgreSQLError(connection: nil) }
    handle = connected  // from here on, a throw runs `deinit`
    guard PQstatus(handle) == CONNECTION_OK, PQsetClientEncoding(handle, "UTF8") == 0 else {
      throw PostgreSQLError(connection: handle)
    }
    PQsetNoticeReceiver(handle, { _, _ in }, nil)
    try PostgreSQLSettings.requireSuitable(handle)
    PQenterPipelineMode(handle)
  }

  deinit { PQfinish(handle) }

  /// Starts a transaction; the server hears of it with the first statement.
  /// - Throws: when the connection was lost since the last one.
  func begin(isReadOnly: Bool) throws {
    try finishEnding()
    opening =
      isReadOnly ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN ISOLATION LEVEL SERIALIZABLE"
    try requireAlive()
  }

  func run(_ sql: SQL, _ values: [Value]) throws {
    try send(sql, values, as: .run)
    if sent.count >= Self.unansweredMax { _ = try answered() }
  }

  func rows(_ sql: SQL, _ values: [Value]) throws -> [Row] {
    try send(sql, values, as: .rows)
    return try answered()
  }

  /// Ends a read. The answer is read before the next one: a snapshot has nothing to keep.
  /// - Throws: what a statement met that was not answered yet.
  func endReading() throws {
    opening = nil
    guard isOpen else { return }
    if !sent.isEmpty { _ = try answered() }
    isOpen = false
    end(with: "COMMIT")
  }

  /// Returns when the transaction is durable; one that ran no statement is.
  func commit() throws(CommitFailure) {
    opening = nil
    guard isOpen else { return }
    isOpen = false
    do {
      try send(control: "COMMIT", as: .commit)
      _ = try sync()
    } catch {
      let failure = (error as? SegmentFailure) ?? SegmentFailure(error: error, mayBeCommitted: true)
      let cause = (failure.error as? PostgreSQLError) ?? PostgreSQLError(connection: handle)
      if !isLost { end(with: "ROLLBACK") }
      throw failure.mayBeCommitted ? .unknown(cause) : .notKept(cause)
    }
  }

  /// Ends a transaction of which nothing is to be kept. The answer is read before the next one.
  func abandon() {
    opening = nil
    guard isOpen else { return }
    isOpen = false
    end(with: "ROLLBACK")
  }

  // MARK: Sending

  private func send(_ sql: SQL, _ values: [Value], as kind: Sent) throws {
    let statement = try prepared(sql, values)
    guard statement.parameters == values.count else {
      throw TransactionMisuse.parameters(expected: statement.parameters, given: values.count)
    }
    let parameters = try PostgreSQLParameters(values, types: statement.types)
    try open()
    let isSent = parameters.withPointers { pointers, lengths, formats in
      PQsendQueryPrepared(handle, statement.name, Int32(values.count), pointers, lengths, formats, 1)
    }
    try require(isSent)
    sent.append(kind)
  }

  private func prepared(_ sql: SQL, _ values: [Value]) throws -> Prepared {
    if let known = statements[sql] {
      let isUndecided = zip(known.types, values).contains { $0 == .unspecified && $1 != .null }
      guard isUndecided, !sent.isEmpty else { return known }
      _ = try answered()
      return statements[sql] ?? known
    }
    let text = try StatementText(sql, for: .postgreSQL)
    guard text.parameters == values.count else {
      throw TransactionMisuse.parameters(expected: text.parameters, given: values.count)
    }
    try open()
    lastName += 1
    let types = values.map(PostgreSQLType.init(declaring:))
    let statement = Prepared(name: "s\(lastName)", parameters: text.parameters, types: types)
    try require(PQsendPrepare(handle, statement.name, text.text, Int32(types.count), types.map(\.rawValue)))
    sent.append(.prepare(sql))
    if types.contains(.unspecified) {
      try require(PQsendDescribePrepared(handle, statement.name))
      sent.append(.describe(sql))
    }
    statements[sql] = statement
    return statement
  }

  private func open() throws {
    guard let text = opening else { return }
    opening = nil
    isOpen = true
    try send(control: text, as: .control)
  }

  private func send(control text: String, as kind: Sent) throws {
    try require(PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1))
    sent.append(kind)
  }

  private func require(_ isSent: Int32) throws {
    guard isSent == 1 else {
      isLost = true
      throw PostgreSQLError(connection: handle)
    }
  }

  // MARK: Reading

  private enum Answer {
    case done([Row])
    /// A statement before it failed.
    case skipped
    case failed(any Error)
  }

  /// ``sync()`` for a transaction that goes on.
  private func answered() throws -> [Row] {
    do {
      return try sync()
    } catch {
      throw error.error
    }
  }

  /// Reads the answers to everything sent.
  /// - Returns: the rows of the last one.
  private func sync() throws(SegmentFailure) -> [Row] {
    guard PQpipelineSync(handle) == 1 else {
      isLost = true
      throw SegmentFailure(error: PostgreSQLError(connection: handle), mayBeCommitted: true)
    }
    return try readSegment()
  }

  private func readSegment() throws(SegmentFailure) -> [Row] {
    let expected = sent
    sent = []
    var rows: [Row] = []
    var failure: SegmentFailure?
    for entry in expected where !isLost {
      switch answer(to: entry) {
      case .done(let found):
        rows = found
      case .skipped:
        forget(entry)
      case .failed(let error):
        forget(entry)
        let mayBeCommitted = mayBeCommitted(after: error, at: entry)
        failure = failure ?? SegmentFailure(error: error, mayBeCommitted: mayBeCommitted)
      }
    }
    if !isLost { PQclear(PQgetResult(handle)) }  // the synchronisation point itself
    if let failure { throw failure }
    return rows
  }

  private func answer(to entry: Sent) -> Answer {
    var answer: Answer?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      answer = answer ?? read(result, of: entry)
    }
    if PQstatus(handle) != CONNECTION_OK { isLost = true }
    guard let answer else {
      isLost = true
      return .failed(PostgreSQLError(connection: handle))
    }
    return answer
  }

  private func read(_ result: OpaquePointer, of entry: Sent) -> Answer {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK:
      if case .commit = entry, String(cString: PQcmdStatus(result)) != "COMMIT" {
        return .failed(PostgreSQLError(result: result))
      }
      if case .describe(let sql) = entry { learnTypes(of: sql, from: result) }
      return .done([])
    case PGRES_TUPLES_OK:
      guard case .rows = entry else { return .done([]) }
      do {
        return .done(try PostgreSQLRows.read(result))
      } catch {
        return .failed(error)
      }
    case PGRES_PIPELINE_ABORTED:
      return .skipped
    default:
      let error = PostgreSQLError(result: result)
      if error.isConnectionLost { isLost = true }
      return .failed(error)
    }
  }

  private func learnTypes(of sql: SQL, from result: OpaquePointer) {
    statements[sql]?.types = (0..<PQnparams(result)).map {
      PostgreSQLType(rawValue: PQparamtype(result, $0)) ?? .unspecified
    }
  }

  /// A statement whose preparation was not confirmed is prepared anew.
  private func forget(_ entry: Sent) {
    switch entry {
    case .prepare(let sql), .describe(let sql): statements[sql] = nil
    case .control, .run, .rows, .commit: break
    }
  }

  /// Answers come in order: what the server itself said about an earlier statement was before COMMIT.
  private func mayBeCommitted(after error: any Error, at entry: Sent) -> Bool {
    guard let error = error as? PostgreSQLError, error.isConnectionLost else { return false }
    if error.code == nil { return true }
    if case .commit = entry { return true }
    return false
  }

  // MARK: Ending

  private func end(with text: String) {
    do {
      if !sent.isEmpty { _ = try sync() }
    } catch {
      // It is being undone: what else failed in it changes nothing.
    }
    guard !isLost else { return }
    do {
      try send(control: text, as: .control)
      try require(PQpipelineSync(handle))
      isEnding = true
    } catch {
      isLost = true
    }
  }

  private func finishEnding() throws {
    guard isEnding else { return }
    isEnding = false
    do {
      _ = try readSegment()
    } catch {
      isLost = true
      throw error.error
    }
  }

  /// Sees that the server ended the connection while it was idle, before anything is entrusted to it.
  private func requireAlive() throws {
    var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
    while !isLost, poll(&socket, 1, 0) > 0 {
      if PQconsumeInput(handle) == 0 || PQstatus(handle) != CONNECTION_OK { isLost = true }
    }
    if isLost { throw PostgreSQLError(connection: handle) }
  }
}
