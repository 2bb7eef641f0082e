import Contracts
import Crypto
import Foundation
import Logging
import NIOCore
import Storage
import TrustServices
import Vocabulary

/// Publishes one row of a batch, as if its sender had sent it alone.
struct BatchRowPublisher: Sendable {
  let turn: BatchTurn
  let form: any BatchRowForm
  let desk: any SenderRegistry
  let database: any Database
  let documents: any DocumentStore
  let keys: BatchKeys
  let log: Logger

  func outcome(of line: BatchRunner.Line) async -> BatchRunner.RowOutcome {
    do {
      let row = try form.row(line.bytes, try key(of: line.bytes))
      let frames = BatchRowFrames(row: row, files: try await files(of: row), turn: turn, documents: documents)
      return .decided(try await turn.isRehearsal ? rehearse(frames) : publish(frames))
    } catch let fault as BatchRowFault {
      return .decided(.invalid(fault))
    } catch let failure as Failure<PublicationRejection> {
      return outcome(of: failure, line)
    } catch {
      return unknown(error, line)
    }
  }

  private func publish(_ frames: BatchRowFrames) async throws -> BatchResult.Outcome {
    do throws(Failure<PublicationRejection>) {
      let receipt = try await desk.publish(frames)
      return .published(try receipt.onlyRecipient(), warnings: receipt.warnings)
    } catch {
      guard case .rejected(.alreadyPublished(let receipt)) = error else { throw error }
      return earlier(try receipt.onlyRecipient())
    }
  }

  /// What a used key stands for: an earlier turn that broke off, or an earlier row that says the same; or
  /// what was published before this batch, alone or in another one.
  private func earlier(_ recipient: PublicationReceipt.Recipient) -> BatchResult.Outcome {
    // Clocks of several processes are not one.
    let isOfBatch = recipient.messageID.instant >= turn.acceptedAt.adding(seconds: -60)
    return isOfBatch ? .published(recipient, warnings: []) : .repeated(recipient)
  }

  /// What became of a row that an earlier turn has published; nil when none has.
  func known(_ line: BatchRunner.Line) async throws -> BatchResult.Outcome? {
    if turn.isRehearsal { return nil }
    let request: PublicationRequest
    do throws(BatchRowFault) {
      request = try form.row(line.bytes, try key(of: line.bytes)).request
    } catch { return nil }
    let receipt = try await database.read { try PublicationStore.receipt(of: request, in: $0) }
    return try receipt.map { earlier(try $0.onlyRecipient()) }
  }

  private func rehearse(_ frames: BatchRowFrames) async throws -> BatchResult.Outcome {
    let rehearsal = try await desk.rehearse(frames)
    guard let recipient = rehearsal.recipients.first else { throw UnreadableRow(what: "a rehearsal") }
    return .rehearsed(recipient, warnings: rehearsal.warnings)
  }

  private func outcome(
    of failure: Failure<PublicationRejection>, _ line: BatchRunner.Line
  ) -> BatchRunner.RowOutcome {
    switch failure {
    case .rejected(let rejection): .decided(.refused(form.fault(rejection)))
    case .denied(let denial):
      .decided(.refused(BatchRowFault(code: denial.code, detail: "the sender may not publish")))
    case .overloaded(let seconds): .later(seconds: seconds)
    case .interrupted(let cause), .outcomeUnknown(let cause): unknown(cause, line)
    }
  }

  private func unknown(_ cause: any Error, _ line: BatchRunner.Line) -> BatchRunner.RowOutcome {
    if !(cause is CancellationError) {
      log.error(
        "a row of a batch has no outcome yet; it is tried again",
        metadata: ["batch": "\(turn.id)", "row": "\(line.number)", "cause": "\(type(of: cause))"])
    }
    return .later(seconds: BatchRunner.faultSeconds)
  }

  /// Nobody else's publication has it: a key of a sender never has 43 characters of this kind by chance.
  private func key(of line: [UInt8]) throws(BatchRowFault) -> IdempotencyKey {
    var hash = SHA256()
    hash.update(data: Data("\(turn.caller.sender.digits)\n\(turn.key)\n".utf8))
    hash.update(data: line)
    do throws(InvalidIdentifier) {
      return try IdempotencyKey(parsing: Base64URL.encode(hash.finalize()))
    } catch { throw BatchRowFault(code: "INVALID_INPUT", detail: error.reason) }
  }

  /// Where the row's files lie, in the order of its parts.
  private func files(of row: BatchRow) async throws -> [Range<Int64>] {
    let names = row.parts.map { keys.hash(fileName: $0.file, of: turn.id) }
    let id = turn.id
    let found = try await database.lookup { transaction in
      try names.map { try BatchFiles.find($0, of: id, in: transaction) }
    }
    return try zip(row.parts, found).map { part, place in
      guard let place else {
        throw BatchRowFault(
          code: "INVALID_INPUT", detail: "files.\(part.header.name): the batch has no file of this name")
      }
      return place
    }
  }
}

extension PublicationReceipt {
  fileprivate func onlyRecipient() throws(Failure<PublicationRejection>) -> Recipient {
    guard let recipient = recipients.first else { throw .outcomeUnknown(UnreadableRow(what: "a receipt")) }
    return recipient
  }
}

/// A row as the frames of a publication; files come from the batch's document.
struct BatchRowFrames: AsyncSequence, Sendable {
  typealias Element = PublicationFrame

  let row: BatchRow
  /// Bytes in the document, in the order of the row's parts.
  let files: [Range<Int64>]
  let turn: BatchTurn
  let documents: any DocumentStore

  func makeAsyncIterator() -> Iterator { Iterator(frames: self) }

  struct Iterator: AsyncIteratorProtocol {
    private let frames: BatchRowFrames
    private var isRequestTold = false
    private var nextPart = 0
    private var open: AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator?
    private var isOpen = false

    fileprivate init(frames: BatchRowFrames) { self.frames = frames }

    mutating func next() async throws -> PublicationFrame? {
      // The store's stream ends without an error where the task is cancelled.
      try Task.checkCancellation()
      guard isRequestTold else {
        isRequestTold = true
        return .request(frames.row.request)
      }
      if isOpen {
        if let bytes = try await open?.next() { return .bytes(bytes) }
        try Task.checkCancellation()
        (open, isOpen) = (nil, false)
        return .endOfPart
      }
      guard nextPart < frames.row.parts.count else { return nil }
      defer { nextPart += 1 }
      isOpen = true
      open = ByteRange(frames.files[nextPart]).map {
        frames.documents.read(frames.turn.document, range: $0).makeAsyncIterator()
      }
      return .part(frames.row.parts[nextPart].header)
    }
  }
}
