import DocumentProvider
import Vocabulary

/// Lets time pass in the demonstration, a day at a time, so that what happens on each day happens on it; one
/// move at a time. A move of more than ``daysOneByOneMax`` is a jump.
actor DemoTravel {
  static let daysOneByOneMax = 62

  /// What came of a move.
  struct Report: Sendable, Equatable {
    let from: Instant
    let to: Instant
    var messagesEnded = 0
  }

  private let clock: DemoClock
  private let sweeper: Sweeper
  private(set) var last: Report?
  private var isMoving = false

  init(clock: DemoClock, sweeper: Sweeper) {
    self.clock = clock
    self.sweeper = sweeper
  }

  /// - Throws: ``DemoFailure`` while another move goes on; what a sweep throws, with the days before it
  ///   passed.
  @discardableResult func pass(days: Int) async throws -> Report {
    guard !isMoving else { throw DemoFailure("the clock is moving already") }
    isMoving = true
    defer { isMoving = false }
    let from = clock.now()
    var report = Report(from: from, to: from)
    let (steps, stride) = days > Self.daysOneByOneMax ? (1, days) : (days, 1)
    for _ in 0..<steps {
      try clock.advance(days: stride)
      report.messagesEnded += try await sweeper.sweep(now: clock.now()).messages
    }
    let done = Report(from: from, to: clock.now(), messagesEnded: report.messagesEnded)
    last = done
    return done
  }
}
