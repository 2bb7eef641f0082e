import DocumentProvider
import Provider
import Vocabulary

/// Lets time pass in the demonstration hour by hour, so that each mail leaves at its hour and each term ends
/// on its day; one move at a time. A move of more than ``daysByHourMax`` is a jump.
actor DemoTravel {
  static let daysByHourMax = 62

  /// What came of a move.
  struct Report: Sendable, Equatable {
    let from: Instant
    let to: Instant
    let messagesEnded: Int
    let mailsSent: Int
  }

  /// What goes on in time.
  struct Works: Sendable {
    /// Of each document provider.
    let sweepers: [Sweeper]
    let rounds: NoticeRounds
    let post: NoticePost
    let mails: DemoMails
    let play: DemoPlay
    /// Returns once the proofs that are due are made.
    let sealed: @Sendable () async throws -> Void
    /// Returns once the event engine has what the parties told, or soon after.
    let eventsTaken: @Sendable () async throws -> Void
    /// Returns once the demonstration's own channels have told what they have to tell, or soon after.
    let channelsTold: @Sendable () async throws -> Void
  }

  private let clock: DemoClock
  private let works: Works
  private(set) var last: Report?
  private var isMoving = false

  init(clock: DemoClock, works: Works) {
    self.clock = clock
    self.works = works
  }

  /// - Throws: ``DemoFailure`` while another move goes on; what a work throws, with the hours before it
  ///   passed.
  @discardableResult func pass(days: Int) async throws -> Report {
    guard !isMoving else { throw DemoFailure("the clock is moving already") }
    isMoving = true
    defer { isMoving = false }
    let from = clock.now()
    let mailsBefore = try works.mails.numbers().count
    var ended = 0
    try await works.play.beforeTimePasses()
    try await works.sealed()
    try await works.eventsTaken()
    let isJump = days > Self.daysByHourMax
    for step in 1...(isJump ? 1 : days * 24) {
      try clock.advance(hours: isJump ? days * 24 : 1)
      try await works.rounds.runOnce()
      try await works.post.postDue()
      try await works.channelsTold()
      if isJump || step.isMultiple(of: 24) {
        for sweeper in works.sweepers { ended += try await sweeper.sweep(now: clock.now()).messages }
      }
      try await works.sealed()
    }
    let mails = try works.mails.numbers().count - mailsBefore
    let report = Report(from: from, to: clock.now(), messagesEnded: ended, mailsSent: mails)
    last = report
    return report
  }
}
