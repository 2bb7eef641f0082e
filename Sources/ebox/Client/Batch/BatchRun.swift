import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// Publishes the lines of a batch, several at a time, each once: what has a result is not sent again, and
/// what was sent without one is known to the registry by its key.
struct BatchRun {
  /// A registry that gives no answer to so many lines in a row is away.
  static let failuresMax = 24
  /// With pauses as the registry asks for: a line is given up after a good quarter of an hour.
  static let attemptsMax = 20

  let manifest: String
  /// What the keys of its lines are made with; the file may be moved.
  let name: String
  let sender: EnterpriseNumber
  let isDryRun: Bool
  let connections: Int
  let registry: any SenderRegistry
  /// A line as a publication.
  let publication: @Sendable (BatchLine, IdempotencyKey) throws -> FilePublication

  private struct Line: Sendable {
    let number: Int
    let key: BatchKey
    let text: String
  }

  /// - Throws: what no other line could do better at: a token that is refused, a sender that may not publish.
  func run(_ results: BatchResults, _ progress: (BatchTotals) -> Void) async throws {
    var lines = try LineReader(manifest)
    var (number, underWay, failures) = (0, 0, 0)
    var seen: [BatchKey: Int] = [:]
    try await withThrowingTaskGroup(of: BatchLineResult.self) { group in
      func settle() async throws {
        guard let result = try await group.next() else { return }
        underWay -= 1
        failures = result.status == .failed ? failures + 1 : 0
        try results.add(result)
        progress(results.totals)
      }
      while failures < Self.failuresMax, let text = try lines.next() {
        number += 1
        if text.allSatisfy(\.isWhitespace) { continue }
        let key = BatchKey(text, in: name, from: sender)
        if let first = seen[key] {
          try repeated(number, key, first, results)
          continue
        }
        seen[key] = number
        if results.finished.contains(key) { continue }
        if underWay == connections { try await settle() }
        let line = Line(number: number, key: key, text: text)
        group.addTask { try await outcome(of: line) }
        underWay += 1
      }
      while underWay > 0 { try await settle() }
    }
    guard failures < Self.failuresMax else {
      throw ClientRefusal("The registry gives no answer. Run this again to go on where it broke off.")
    }
  }

  private func repeated(_ number: Int, _ key: BatchKey, _ first: Int, _ results: BatchResults) throws {
    guard !results.repeated.contains(number) else { return }
    try results.add(
      BatchLineResult(
        line: number, key: "\(key.text)-\(number)", status: .repeated,
        error: "says the same as line \(first)"))
  }

  private func outcome(of line: Line) async throws -> BatchLineResult {
    let prepared: FilePublication
    do {
      prepared = try publication(
        try BatchLine(parsing: line.text), try IdempotencyKey(parsing: line.key.text))
    } catch {
      return result(line, .invalid, error: Self.words(error))
    }
    do {
      return try await isDryRun ? rehearse(prepared, line) : publish(prepared, line)
    } catch let failure as Failure<PublicationRejection> {
      return try result(line, of: failure)
    } catch let error as CocoaError {
      return result(line, .invalid, error: error.localizedDescription)
    } catch {
      return result(line, .failed, error: "\(error)")
    }
  }

  private func publish(_ publication: FilePublication, _ line: Line) async throws -> BatchLineResult {
    let receipt = try await publisher.publish(publication)
    let recipient = try receipt.onlyRecipient()
    var result = result(line, .published)
    result.tell(recipient, receipt.warnings)
    return result
  }

  private func rehearse(_ publication: FilePublication, _ line: Line) async throws -> BatchLineResult {
    let rehearsal = try await publisher.rehearse(publication)
    guard let recipient = rehearsal.recipients.first else { throw ClientFault.answerMalformed }
    var result = result(line, .rehearsed)
    result.tell(recipient, rehearsal.warnings)
    return result
  }

  private var publisher: FilePublisher { FilePublisher(registry: registry, attemptsMax: Self.attemptsMax) }

  private func result(_ line: Line, of failure: Failure<PublicationRejection>) throws -> BatchLineResult {
    switch failure {
    case .rejected(let rejection):
      var result = result(line, .refused, error: rejection.words)
      result.code = rejection.code
      return result
    // No other line would fare better.
    case .denied: throw failure
    case .outcomeUnknown(ClientFault.tokenRefused), .outcomeUnknown(ClientFault.notRehearsed): throw failure
    case .overloaded, .interrupted: return result(line, .failed, error: "the registry is busy")
    case .outcomeUnknown(let cause): return result(line, .failed, error: "no answer: \(type(of: cause))")
    }
  }

  private func result(_ line: Line, _ status: BatchLineResult.Status, error: String? = nil) -> BatchLineResult
  {
    BatchLineResult(line: line.number, key: line.key.text, status: status, error: error)
  }

  static func words(_ error: any Error) -> String {
    switch error {
    case let invalid as InvalidIdentifier: "\(invalid.kind) \(invalid.reason)"
    case let error as CocoaError: error.localizedDescription
    default: "\(error)"
    }
  }
}
