import Logging
import Storage
package import Vocabulary

/// Ends what is over: registered mail that nobody decided on, messages with their bytes and keys, bytes that
/// no row names, old idempotency keys.
///
/// A message leaves every view at the end of its term by itself; the sweeper destroys what it left, within
/// the hour when it runs at least every ``secondsBetweenRuns``. Safe to stop anywhere and to run beside
/// itself.
package struct Sweeper: Sendable {
  package static let secondsBetweenRuns = 60
  /// Messages ended in one transaction.
  static let batchMax = 100
  /// Bytes begun longer ago than this and named by no row are nobody's: a publication is given up
  /// earlier (``PublicationLimits/secondsMax``).
  static let orphanSeconds: Int64 = 3600
  /// Documents looked at in one run for being nobody's, in pages.
  static let orphanPageMax = 500
  static let orphanPagesMax = 20

  let unanswered: UnansweredMail
  let messages: EndedMessages
  let orphans: OrphanedDocuments
  let batches: BatchSweep
  let keys: ExpiredKeys
  let time: any TimeSource
  let log: Logger

  /// Sweeps until the task is cancelled; a fault is logged, and tried again at the next run.
  package func run() async throws {
    while !Task.isCancelled {
      do {
        try await sweep(now: time.now())
      } catch {
        log.error("a sweep failed", metadata: ["cause": "\(error)"])
      }
      try await Task.sleep(for: .seconds(Self.secondsBetweenRuns))
    }
  }

  /// One run, as of `now`.
  /// - Returns: what it removed.
  @discardableResult package func sweep(now: Instant) async throws -> SweepReport {
    var report = SweepReport()
    // Before messages end: what ends unanswered has its fact first.
    while true {
      let ended = try await unanswered.end(before: now, limit: Self.batchMax)
      report.unanswered += ended
      guard ended == Self.batchMax else { break }
    }
    while true {
      let ended = try await messages.end(before: now, limit: Self.batchMax)
      report.messages += ended
      guard ended == Self.batchMax else { break }
    }
    report.batches = try await batches.remove(before: now)
    report.days = try await keys.destroyDays(before: now)
    try await keys.forgetRecalls(before: now)
    try await keys.forgetReceipts(before: now)
    try await keys.forgetFindings(before: now)
    report.idempotencyKeys = try await keys.forgetIdempotencyKeys(before: now)
    report.documents = try await orphans.remove(
      begunBefore: now.adding(seconds: -Self.orphanSeconds), at: now)
    return report
  }
}

/// What a sweep removed.
package struct SweepReport: Hashable, Sendable {
  /// Registered mail that nobody decided on in time.
  package internal(set) var unanswered = 0
  /// Messages whose term was over.
  package internal(set) var messages = 0
  /// Days whose keys were destroyed.
  package internal(set) var days: [CalendarDate] = []
  /// Bytes that no row named.
  package internal(set) var documents = 0
  package internal(set) var idempotencyKeys = 0
  /// Batches that were over.
  package internal(set) var batches = 0
}
