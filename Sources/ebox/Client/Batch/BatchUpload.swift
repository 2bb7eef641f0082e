import Contracts
import Crypto
import EBoxClient
import Foundation
import Vocabulary

/// A batch as one archive for the registry, which publishes its rows: written beside the results, so that
/// neither rows nor files are held.
final class BatchArchive {
  static let manifestName = "manifest.ndjson"

  private let folder: String
  /// Held as long as the archive is.
  private let lock: FileHandle
  private let rows: FileHandle
  private let list: FileHandle
  private var rowsHash = SHA256()
  private var rowsBytes: Int64 = 0
  private var filesBytes: Int64 = 0
  /// Which line of the batch each row is.
  struct Line {
    let number: Int32
    let key: BatchKey
  }

  /// By row.
  private(set) var lines: [Line] = []

  private struct File {
    let number: Int
    let digest: Vocabulary.Digest

    var name: String { "files/\(number)" }
  }

  /// By a hash of their paths.
  private var known: [UInt64: File] = [:]

  /// - Parameter folder: to be removed by ``remove()``. What a run that was killed left there is written
  ///   over.
  /// - Throws: ``ClientRefusal`` while another run uses it.
  init(_ folder: String) throws {
    self.folder = folder
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    func file(_ name: String) throws -> FileHandle {
      let path = folder + "/" + name
      guard manager.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw ClientRefusal("\(path) can't be written.")
      }
      return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }
    lock = try Self.locked(folder + "/lock")
    rows = try file("rows")
    list = try file("files")
  }

  private static func locked(_ path: String) throws -> FileHandle {
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ClientRefusal("\(path) can't be written.") }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw ClientRefusal("Another run is sending this batch.")
    }
    return handle
  }

  /// - Parameters:
  ///   - key: the line's, under which it is published.
  ///   - line: its number in the batch.
  func add(_ publication: FilePublication, _ key: BatchKey, line: Int) throws {
    let row =
      try publication.row { path in
        let file = try file(at: path)
        return (file.name, file.digest)
      } + [UInt8(ascii: "\n")]
    rowsHash.update(data: row)
    rowsBytes += Int64(row.count)
    try rows.write(contentsOf: Data(row))
    lines.append(Line(number: Int32(line), key: key))
  }

  /// Each file is looked at once and sent once, however many rows have it.
  private func file(at path: String) throws -> File {
    let hash = SHA256.hash(data: Data(path.utf8)).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if let file = known[hash] { return file }
    let (size, digest) = try FilePieces.measure(path)
    let file = File(number: known.count + 1, digest: digest)
    try list.write(contentsOf: Data("\(size) \(path)\n".utf8))
    filesBytes += TarEntry(name: file.name, path: path, size: size).archivedBytes
    known[hash] = file
    return file
  }

  /// Bytes of the whole archive.
  var bytes: Int64 {
    TarEntry(name: "", path: "", size: rowsBytes).archivedBytes + filesBytes + Int64(TarArchive.endBytes)
  }

  /// The registry's name of it: the same rows of the same batch are the same.
  /// - Parameter ended: the batch that was ended, and whose rest this one is.
  func key(of batch: String, after ended: BatchID?) throws -> IdempotencyKey {
    var hash = SHA256()
    hash.update(data: Data((batch + "\n" + (ended.map { $0.text + "\n" } ?? "")).utf8))
    hash.update(data: Data(rowsHash.finalize()))
    return try IdempotencyKey(parsing: Base64URL.encode(Array(hash.finalize())))
  }

  func archive(_ progress: @escaping @Sendable (Int64) -> Void) throws -> TarArchive {
    var reader = try LineReader(folder + "/files")
    var number = 0
    let manifest = TarEntry(name: Self.manifestName, path: folder + "/rows", size: rowsBytes)
    return TarArchive(
      entry: {
        defer { number += 1 }
        guard number > 0 else { return manifest }
        guard let line = try reader.next() else { return nil }
        let halves = line.split(separator: " ", maxSplits: 1)
        guard halves.count == 2, let size = Int64(halves[0]) else { throw ClientFault.fileChanged }
        return TarEntry(name: "files/\(number)", path: String(halves[1]), size: size)
      }, progress: progress)
  }

  /// Removes what it wrote, and the folder where nothing else lies in it.
  func remove() throws {
    for name in ["rows", "files", "lock"] { try FileManager.default.removeItem(atPath: folder + "/" + name) }
    guard rmdir(folder) == 0 || errno == ENOTEMPTY else { throw ClientRefusal("\(folder) can't be removed.") }
  }
}

/// Has the registry publish a batch, and follows it until every line has its result.
struct BatchUpload {
  /// How often the registry is asked how far it is.
  static let pollInterval = Duration.seconds(1)
  /// Without an answer for so long, the command ends; the registry goes on.
  static let attemptsMax = 30

  let batches: RemoteBatches
  let archive: BatchArchive
  var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

  /// The batch, and whether it was there before: sent by a run that broke off. Sent again until there is an
  /// answer, which is safe by its key. Where the batch was ended, what is left of it goes as another one:
  /// each row has a key of its own.
  func send(
    _ name: String, isDryRun: Bool, _ progress: @escaping @Sendable (Int64) -> Void
  ) async throws -> (batch: BatchStatus, isKnown: Bool) {
    var key = try archive.key(of: name, after: nil)
    var attempt = 1
    while true {
      let tar = try archive.archive(progress)
      do throws(Failure<BatchRejection>) {
        return (
          try await batches.upload(tar, bytes: archive.bytes, key: key, isRehearsal: isDryRun), false
        )
      } catch {
        if case .rejected(.alreadyAccepted(let batch)) = error {
          guard batch.state == .cancelled, !isDryRun else { return (batch, true) }
          do { key = try archive.key(of: name, after: batch.id) } catch {
            throw Failure<BatchRejection>.interrupted(error)
          }
          continue
        }
        guard attempt < Self.attemptsMax, let seconds = Self.pauseSeconds(error) else { throw error }
        attempt += 1
        try await pause(.seconds(seconds))
      }
    }
  }

  /// How long to wait before asking again; nil where that can't help.
  private static func pauseSeconds(_ failure: Failure<BatchRejection>) -> Int? {
    switch failure {
    case .overloaded(let seconds): seconds
    case .outcomeUnknown(let cause): (cause as? ClientFault)?.isFinal == true ? nil : 1
    case .rejected, .denied, .interrupted: nil
    }
  }

  /// Writes each result as it comes. Rows without one, of a batch that was ended, are told as such.
  func follow(
    _ batch: BatchID, _ results: BatchResults, _ progress: (BatchTotals) -> Void
  ) async throws {
    let row = try await followRows(of: batch, results, progress)
    for line in archive.lines.dropFirst(row) {
      try results.add(
        BatchLineResult(
          line: Int(line.number), key: line.key.text, status: .failed, error: "the batch was ended before"))
    }
    progress(results.totals)
  }

  /// - Returns: the last row that has a result.
  private func followRows(
    of batch: BatchID, _ results: BatchResults, _ progress: (BatchTotals) -> Void
  ) async throws -> Int {
    var (row, failures) = (0, 0)
    while true {
      do throws(Failure<BatchRejection>) {
        let answer = try await batches.results(of: batch, after: row)
        failures = 0
        do { try keep(answer.results, results) } catch { throw .interrupted(error) }
        row = answer.results.last?.row ?? row
        progress(results.totals)
        if answer.isComplete { return row }
        if answer.results.count == BatchLimits.resultsMax { continue }
      } catch {
        failures += 1
        guard failures < Self.attemptsMax, let seconds = Self.pauseSeconds(error) else { throw error }
        try await pause(.seconds(seconds))
        continue
      }
      try await pause(Self.pollInterval)
    }
  }

  private func keep(_ answers: [BatchResult], _ results: BatchResults) throws {
    for answer in answers {
      guard archive.lines.indices.contains(answer.row - 1) else { throw ClientFault.answerMalformed }
      try results.add(BatchLineResult(answer, of: archive.lines[answer.row - 1]))
    }
  }
}

extension BatchLineResult {
  fileprivate init(_ result: BatchResult, of row: BatchArchive.Line) {
    let (line, key) = (Int(row.number), row.key.text)
    switch result.outcome {
    case .published(let recipient, let warnings):
      self.init(line: line, key: key, status: .published)
      tell(recipient, warnings)
    case .rehearsed(let recipient, let warnings):
      self.init(line: line, key: key, status: .rehearsed)
      tell(recipient, warnings)
    case .refused(let fault):
      self.init(line: line, key: key, status: .refused, error: fault.detail)
      code = fault.code
    case .invalid(let fault):
      self.init(line: line, key: key, status: .invalid, error: fault.detail)
      code = fault.code
    case .repeated(let recipient):
      self.init(
        line: line, key: "\(key)-\(line)", status: .repeated, error: "was published before")
      tell(recipient, [])
    }
  }
}

extension BatchRejection {
  /// What a person reads at the command line.
  var words: String {
    switch self {
    case .alreadyAccepted(let batch): "this batch was sent before: it is \(batch.id)"
    case .tooManyOpen(let max): "\(max) batches are under way; try again when one has ended"
    case .batchTooLarge(let max): "the batch has more than \(max) bytes"
    case .batchTooSlow(let max): "it did not arrive within \(max) s"
    case .tooManyBlanks(let max): "blank lines have more than \(max) bytes"
    case .manifestRepeated: "the manifest stands twice"
    case .fileNameInvalid: "a file has a name that can't be taken"
    case .fileRepeated: "two files have one name"
    case .tooManyFiles(let max): "there are more than \(max) files"
    case .rowTooLong(_, let max): "a line has more than \(max) bytes"
    case .tooManyRows(let max): "there are more than \(max) lines"
    case .manifestMissing: "the manifest is missing"
    case .noRows: "there is no line to publish"
    case .batchNotFound: "there is no such batch of this sender"
    case .batchEnded: "it has ended before"
    }
  }
}
