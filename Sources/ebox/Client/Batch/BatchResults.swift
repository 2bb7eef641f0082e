import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// What became of a line; itself a line of the results file.
struct BatchLineResult: Codable, Sendable, Equatable {
  enum Status: String, Codable, Sendable {
    case published
    /// It would be: a dry run.
    case rehearsed
    /// A rule turned it down.
    case refused
    /// The line can't be read, or a file of it is not there.
    case invalid
    /// It says the same as an earlier line, and is not sent.
    case repeated
    /// The registry gave no answer: it is sent again next time.
    case failed

    /// Whether the line is not sent again.
    var isFinal: Bool { self != .failed && self != .invalid }
  }

  struct Warning: Codable, Sendable, Equatable {
    let httpPartName, code: String
  }

  let line: Int
  let key: String
  let status: Status
  var messageId: String?
  var expirationDate: String?
  /// `NO_DIGITAL_USER`, or why it was turned down.
  var code: String?
  var isPaperNeeded: Bool?
  /// The number to use from now on, when another one replaced the line's.
  var replacedBy: String?
  var error: String?
  var warnings: [Warning]?

  init(line: Int, key: String, status: Status, error: String? = nil) {
    (self.line, self.key, self.status, self.error) = (line, key, status, error)
  }
}

extension BatchLineResult {
  mutating func tell(_ recipient: PublicationReceipt.Recipient, _ warnings: [PublicationWarning]) {
    messageId = recipient.messageID.text
    expirationDate = recipient.expiration.brussels
    code = recipient.isDigital ? nil : "NO_DIGITAL_USER"
    isPaperNeeded = recipient.isDigital ? nil : true
    replacedBy = recipient.currentNumber?.digits
    tell(warnings)
  }

  mutating func tell(_ recipient: PublicationRehearsal.Recipient, _ warnings: [PublicationWarning]) {
    expirationDate = recipient.expiration.brussels
    code = recipient.isDigital ? nil : "NO_DIGITAL_USER"
    isPaperNeeded = recipient.isPaperNeeded
    replacedBy = recipient.currentNumber?.digits
    tell(warnings)
  }

  private mutating func tell(_ warnings: [PublicationWarning]) {
    self.warnings =
      warnings.isEmpty
      ? nil : warnings.map { Warning(httpPartName: $0.part, code: $0.finding.rawValue) }
  }
}

/// The file of results: read at the start, so that a batch that broke off goes on; a line more with each
/// answer.
final class BatchResults {
  /// Of runs before this one: keys of lines that are not sent again.
  private(set) var finished: Set<BatchKey> = []
  /// Of runs before this one: lines that say the same as another.
  private(set) var repeated: Set<Int> = []
  private(set) var totals = BatchTotals()
  private let handle: FileHandle

  /// - Parameters:
  ///   - isFresh: what an earlier run wrote is thrown away.
  ///   - retries: lines that were turned down are sent again.
  init(_ path: String, isFresh: Bool, retries: Bool) throws {
    let manager = FileManager.default
    if isFresh || !manager.fileExists(atPath: path) {
      guard manager.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw ClientRefusal("\(path) can't be written.")
      }
    }
    handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    var whole: UInt64 = 0
    // The last result of a line counts.
    var last: [BatchKey: BatchLineResult.Status] = [:]
    var reader = try LineReader(path)
    while let line = try reader.next() {
      // The last line may have been cut off.
      guard let result = try? JSONDecoder().decode(BatchLineResult.self, from: Data(line.utf8)) else { break }
      whole += UInt64(line.utf8.count) + 1
      if result.status == .repeated {
        if repeated.insert(result.line).inserted { totals.count(.repeated, isEarlier: true) }
      } else if let key = BatchKey(parsing: result.key) {
        last[key] = result.status
      }
    }
    for (key, status) in last where status.isFinal && !(retries && status == .refused) {
      finished.insert(key)
      totals.count(status, isEarlier: true)
    }
    try handle.truncate(atOffset: min(whole, try handle.seekToEnd()))
    try handle.seekToEnd()
  }

  /// In the file before it returns: a program that is killed afterwards finds it again.
  func add(_ result: BatchLineResult) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try handle.write(contentsOf: try encoder.encode(result) + Data("\n".utf8))
    totals.count(result.status, isEarlier: false)
  }

  /// Puts the file, which is written on, in the place of another one.
  func move(from path: String, to other: String) throws {
    guard rename(path, other) == 0 else { throw ClientRefusal("\(other) can't be written.") }
  }

  func close() throws { try handle.close() }
}

/// How many lines came to what.
struct BatchTotals: Encodable, Sendable, Equatable {
  private(set) var published = 0
  private(set) var rehearsed = 0
  private(set) var refused = 0
  private(set) var invalid = 0
  private(set) var repeated = 0
  private(set) var failed = 0
  /// Of all of them, those of runs before this one.
  private(set) var earlier = 0

  var all: Int { published + rehearsed + refused + invalid + repeated + failed }
  var isWhole: Bool { refused + invalid + failed == 0 }

  mutating func count(_ status: BatchLineResult.Status, isEarlier: Bool) {
    if isEarlier { earlier += 1 }
    switch status {
    case .published: published += 1
    case .rehearsed: rehearsed += 1
    case .refused: refused += 1
    case .invalid: invalid += 1
    case .repeated: repeated += 1
    case .failed: failed += 1
    }
  }
}
