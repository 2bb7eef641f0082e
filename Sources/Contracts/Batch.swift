package import NIOCore
package import Vocabulary

/// Limits of a batch. Bytes and counts.
package enum BatchLimits {
  /// The manifest and all files: 10 GiB.
  package static let bytesMax = 10_737_418_240
  package static let rowsMax = 500_000
  package static let filesMax = 500_000
  /// For all of a batch to arrive: 12 hours.
  package static let secondsMax = 43_200
  /// What stands on blank lines, altogether.
  package static let blankBytesMax = 1_048_576
  /// One row: a request document, and the names of its files.
  package static let rowBytesMax = PublicationLimits.requestBytesMax + 32_768
  package static let fileNameBytesMax = 1024
  /// Batches of one sender that are arriving or under way. One that a crash cut off counts for an hour.
  package static let openMax = 4
  /// A batch and its results are kept so long after it was accepted, as the keys of its publications are.
  package static let daysKept = 31
  /// Results told at once.
  package static let resultsMax = 1000
}

/// A step of the stream that a batch arrives in: one manifest and any number of files, in any order.
package enum BatchFrame: Sendable {
  /// The rows begin, each on a line of its own.
  case manifest
  /// A file begins, under the name by which rows refer to it.
  case file(name: String)
  /// Bytes of what began last.
  case bytes(ByteBuffer)
  /// What began last is whole.
  case end
  /// Bytes came that make no frame yet.
  case pending
}

/// One row of a batch, read: what is published, and which of the batch's files it takes.
package struct BatchRow: Sendable {
  /// A file part, whose bytes are those of a file of the batch.
  package struct Part: Hashable, Sendable {
    package let header: PartHeader
    package let file: String

    package init(header: PartHeader, file: String) {
      self.header = header
      self.file = file
    }
  }

  package let request: PublicationRequest
  package let parts: [Part]

  package init(request: PublicationRequest, parts: [Part]) {
    self.request = request
    self.parts = parts
  }
}

/// What a row is turned down with, in the words of the contract that the batch was sent by. Holds names that
/// the row has, and no value.
package struct BatchRowFault: Error, Hashable, Sendable {
  package static let detailCharactersMax = 500
  /// What publishing needs was away whenever the row was tried, while other rows were published.
  package static let notDecided = BatchRowFault(
    code: "NOT_DECIDED", detail: "it was tried for a time, and what it needs was away each time")

  /// The batch can't be read any more, and its sender ended it.
  package static let unreadable = BatchRowFault(
    code: "BATCH_UNREADABLE",
    detail: "the batch can't be read any more and publishes nothing; whether it published this row before is "
      + "not known")

  /// Stable, as publications have it.
  package let code: String
  package let detail: String

  /// - Parameter detail: cut at ``detailCharactersMax``.
  package init(code: String, detail: String) {
    self.code = code
    self.detail = String(detail.prefix(Self.detailCharactersMax))
  }
}

/// How rows are read, and what publications are turned down with is put into words: an edge's part, whose
/// documents they are.
package protocol BatchRowForm: Sendable {
  /// - Parameters:
  ///   - line: without its line end.
  ///   - key: under which it is published, unless it has a key of its own.
  /// - Throws: ``BatchRowFault`` of code `INVALID_INPUT` or `NOT_IMPLEMENTED`.
  func row(_ line: [UInt8], _ key: IdempotencyKey) throws(BatchRowFault) -> BatchRow

  func fault(_ rejection: PublicationRejection) -> BatchRowFault
}

/// How far a batch is.
package struct BatchStatus: Hashable, Sendable {
  package enum State: Int, Hashable, Sendable, CaseIterable {
    /// Whole and durable; its rows are published as their turn comes.
    case accepted = 1
    /// Every row has its result.
    case completed = 2
    /// Its sender ended it; rows without a result are not published.
    case cancelled = 3
  }

  /// How many rows came to what.
  package struct Counts: Hashable, Sendable {
    package var published = 0
    /// Of those published, or that would be: to who has no active eBox; the sender uses paper (R-CON-7).
    package var onPaper = 0
    /// Would be published: a dry run.
    package var rehearsed = 0
    /// A rule turned them down.
    package var refused = 0
    /// Can't be read, or name a file that is not there.
    package var invalid = 0
    /// Say the same as an earlier row, or were published before, and were not published once more.
    package var repeated = 0

    package init() {}

    package var all: Int { published + rehearsed + refused + invalid + repeated }
  }

  package let id: BatchID
  package let state: State
  package let isRehearsal: Bool
  package let times: Times
  package let progress: Progress

  package init(_ id: BatchID, _ state: State, isRehearsal: Bool, times: Times, progress: Progress) {
    self.id = id
    self.state = state
    self.isRehearsal = isRehearsal
    self.times = times
    self.progress = progress
  }

  package struct Times: Hashable, Sendable {
    package let acceptedAt: Instant
    /// When the last row had its result, or the sender ended it.
    package let endedAt: Instant?
    /// Until when results are told.
    package let keptUntil: Instant

    package init(acceptedAt: Instant, endedAt: Instant?, keptUntil: Instant) {
      self.acceptedAt = acceptedAt
      self.endedAt = endedAt
      self.keptUntil = keptUntil
    }
  }

  package struct Progress: Hashable, Sendable {
    package let rows: Int
    package let counts: Counts
    /// No row gets a result any more. A batch that its sender ended has rows under way for a moment.
    package let isSettled: Bool
    /// Until when it rests, for what publishing needs to be there again; nil when nothing holds it up.
    package let waitsUntil: Instant?

    package init(rows: Int, counts: Counts, isSettled: Bool, waitsUntil: Instant?) {
      self.rows = rows
      self.counts = counts
      self.isSettled = isSettled
      self.waitsUntil = waitsUntil
    }
  }
}

/// What became of a row.
package struct BatchResult: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    case published(PublicationReceipt.Recipient, warnings: [PublicationWarning])
    case rehearsed(PublicationRehearsal.Recipient, warnings: [PublicationWarning])
    case refused(BatchRowFault)
    case invalid(BatchRowFault)
    /// It says the same as an earlier row, or was published under its key before this batch: as this message.
    case repeated(PublicationReceipt.Recipient)
  }

  /// Counted from 1; blank lines are no rows.
  package let row: Int
  package let outcome: Outcome

  package init(row: Int, outcome: Outcome) {
    self.row = row
    self.outcome = outcome
  }
}

/// Why a batch is not taken. Case order is check order.
package enum BatchRejection: Error, Hashable, Sendable {
  /// The key was used before; the batch that it stands for.
  case alreadyAccepted(BatchStatus)
  case tooManyOpen(max: Int)
  case batchTooLarge(bytesMax: Int)
  case batchTooSlow(secondsMax: Int)
  case manifestRepeated
  case fileNameInvalid
  case fileRepeated
  case tooManyFiles(max: Int)
  case rowTooLong(row: Int, bytesMax: Int)
  case tooManyRows(max: Int)
  case tooManyBlanks(bytesMax: Int)
  case manifestMissing
  case noRows
  /// There is no such batch of this sender.
  case batchNotFound
  /// It ended before.
  case batchEnded

  /// The stable wire code.
  package var code: String {
    switch self {
    case .alreadyAccepted: "ALREADY_ACCEPTED"
    case .tooManyOpen: "TOO_MANY_BATCHES"
    case .batchTooLarge: "BATCH_TOO_LARGE"
    case .batchTooSlow: "BATCH_TOO_SLOW"
    case .batchNotFound: "BATCH_NOT_FOUND"
    case .batchEnded: "BATCH_ENDED"
    case .manifestRepeated, .fileNameInvalid, .fileRepeated, .tooManyFiles, .rowTooLong, .tooManyRows,
      .tooManyBlanks,
      .manifestMissing, .noRows:
      "INVALID_INPUT"
    }
  }
}

/// Many publications as one upload (R-PUB-9): accepted as a whole once it is durable, published row by row
/// afterwards, each row once, whatever breaks off meanwhile. Bound to a sender.
package protocol PublicationBatches: Sendable {
  /// Takes a batch in. Only its form is judged; rows are as their turn comes.
  /// - Parameters:
  ///   - key: the sender's own name of it: the same again is the same batch.
  ///   - isRehearsal: nothing is published; results say what would be.
  /// - Throws: the first failing rule; the stream's own error as ``Failure/interrupted(_:)``. Nothing of it
  ///   is left then.
  func accept(
    _ frames: some AsyncSequence<BatchFrame, any Error> & Sendable, key: IdempotencyKey, isRehearsal: Bool
  ) async throws(Failure<BatchRejection>) -> BatchStatus

  /// This sender's, newest first.
  func batches(_ page: PageRequest) async throws(Failure<Never>) -> Page<BatchStatus>

  func batch(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus

  /// Results by row number, as far as there are any.
  /// - Parameters:
  ///   - row: the first is that of the next row.
  ///   - limit: at most ``BatchLimits/resultsMax``.
  /// - Returns: them, and how far the batch is at the same moment.
  func results(
    of id: BatchID, after row: Int, limit: Int
  ) async throws(Failure<BatchRejection>) -> (status: BatchStatus, results: [BatchResult])

  /// Ends a batch: rows whose publication has not begun are not published.
  func cancel(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus
}
