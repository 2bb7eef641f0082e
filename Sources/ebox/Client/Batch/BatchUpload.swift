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
  private let rows: FileHandle
  private let list: FileHandle
  private var rowsHash = SHA256()
  private var rowsBytes: Int64 = 0
  private var filesBytes: Int64 = 0
  /// Which line of the batch each row is; a number each.
  private(set) var lines: [Int32] = []
  /// The number of each file in the archive, by a hash of its path.
  private var numbers: [UInt64: Int32] = [:]

  /// - Parameter folder: to be removed by ``remove()``; not there yet.
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
    rows = try file("rows")
    list = try file("files")
  }

  /// - Parameter line: its number in the batch.
  func add(_ publication: FilePublication, line: Int) throws {
    var names: [String: String] = [:]
    for file in publication.files { names[file.path] = try name(of: file.path) }
    let row = try publication.row { names[$0] ?? "" } + [UInt8(ascii: "\n")]
    rowsHash.update(data: row)
    rowsBytes += Int64(row.count)
    try rows.write(contentsOf: Data(row))
    lines.append(Int32(line))
  }

  private func name(of path: String) throws -> String {
    let hash = SHA256.hash(data: Data(path.utf8)).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if let number = numbers[hash] { return "files/\(number)" }
    let number = Int32(numbers.count + 1)
    let size = try FilePieces.size(path)
    try list.write(contentsOf: Data("\(size) \(path)\n".utf8))
    filesBytes += TarEntry(name: "", path: path, size: size).archivedBytes
    numbers[hash] = number
    return "files/\(number)"
  }

  /// Bytes of the whole archive.
  var bytes: Int64 {
    TarEntry(name: "", path: "", size: rowsBytes).archivedBytes + filesBytes + Int64(TarArchive.endBytes)
  }

  /// The registry's name of it: the same rows of the same batch are the same.
  func key(of batch: String) throws -> IdempotencyKey {
    var hash = SHA256()
    hash.update(data: Data((batch + "\n").utf8))
    hash.update(data: Data(rowsHash.finalize()))
    return try IdempotencyKey(parsing: Base64.url(Array(hash.finalize())))
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

  func remove() throws { try FileManager.default.removeItem(atPath: folder) }
}

/// Has the registry publish a batch, and follows it until every line has its result.
struct BatchUpload {
  /// How often the registry is asked how far it is.
  static let pollInterval = Duration.seconds(1)
  /// Without an answer for so long, the command ends; the registry goes on.
  static let attemptsMax = 30

  let batches: RemoteBatches
  let archive: BatchArchive
  let name: String
  let isDryRun: Bool
  let pause: @Sendable (Duration) async throws -> Void

  /// The batch, and whether it was there before: sent by a run that broke off. Sent again until there is an
  /// answer, which is safe by its key.
  func send(
    _ progress: @escaping @Sendable (Int64) -> Void
  ) async throws -> (batch: BatchStatus, isKnown: Bool) {
    let key = try archive.key(of: name)
    var attempt = 1
    while true {
      let tar = try archive.archive(progress)
      do throws(Failure<BatchRejection>) {
        return (
          try await batches.upload(tar, bytes: archive.bytes, key: key, isRehearsal: isDryRun), false
        )
      } catch {
        if case .rejected(.alreadyAccepted(let batch)) = error { return (batch, true) }
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

  /// Writes each result as it comes.
  func follow(
    _ batch: BatchID, _ results: BatchResults, _ progress: (BatchTotals) -> Void
  ) async throws {
    var (row, failures) = (0, 0)
    while true {
      do throws(Failure<BatchRejection>) {
        let answer = try await batches.results(of: batch, after: row)
        failures = 0
        do { try keep(answer.results, of: batch, results) } catch { throw .interrupted(error) }
        row = answer.results.last?.row ?? row
        progress(results.totals)
        if answer.isComplete { return }
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

  private func keep(_ answers: [BatchResult], of batch: BatchID, _ results: BatchResults) throws {
    for answer in answers {
      guard archive.lines.indices.contains(answer.row - 1) else { throw ClientFault.answerMalformed }
      try results.add(
        BatchLineResult(answer, line: Int(archive.lines[answer.row - 1]), key: "\(batch)-\(answer.row)"))
    }
  }
}

extension BatchLineResult {
  fileprivate init(_ result: BatchResult, line: Int, key: String) {
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
    case .repeated(let message):
      self.init(line: line, key: key, status: .repeated, error: "says the same as an earlier line")
      messageId = message.text
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
