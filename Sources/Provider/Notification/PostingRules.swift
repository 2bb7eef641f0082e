import Contracts
import Mail
import Vocabulary

/// When a notice is tried again, and when no more. Pure.
enum PostingRules {
  /// A citizen waits for a code; a day's news is worth a while.
  static let codeSecondsMax: Int64 = 3600
  static let usualSecondsMax: Int64 = 5 * 86_400
  /// The first delay, doubled with each try.
  static let delaySeconds: Int64 = 60
  static let codeDelaySeconds: Int64 = 10
  static let delaySecondsMax: Int64 = 4 * 3600
  /// A mail whose fate nobody knows is sent once more, and no more than that.
  static let unknownsMax: Int64 = 1

  static func isOver(_ notice: Notice, at now: Instant) -> Bool {
    let limit = notice.kind == .addressCode ? codeSecondsMax : usualSecondsMax
    return now >= notice.queuedAt.adding(seconds: limit)
  }

  /// - Parameter attempts: made so far, this one included.
  static func due(_ kind: Notice.Kind, afterAttempts attempts: Int64, at now: Instant) -> Instant {
    let first = kind == .addressCode ? codeDelaySeconds : delaySeconds
    return now.adding(seconds: min(first << min(max(attempts, 1) - 1, 20), delaySecondsMax))
  }

  enum Verdict: Hashable {
    /// It is done with.
    case end(NoticeAct.Kind)
    case again(NoticeAct.Kind, unknowns: Int64)
  }

  /// - Parameter unknowns: before this try.
  static func verdict(_ outcome: RelayOutcome, unknowns: Int64) -> Verdict {
    switch outcome {
    case .accepted: .end(.accepted)
    case .refusedForAddress, .refusedForMail: .end(.refused)
    case .tryLater, .refusedForAll, .unreachable: .again(.postponed, unknowns: unknowns)
    case .unknown: unknowns < unknownsMax ? .again(.unknown, unknowns: unknowns + 1) : .end(.unknown)
    }
  }

  /// Whether other mails would fare the same, so that the relay is left alone for a while.
  static func isAboutRelay(_ outcome: RelayOutcome) -> Bool {
    switch outcome {
    case .refusedForAll, .unreachable, .unknown: true
    case .tryLater(let reply): reply.code == 421
    case .accepted, .refusedForAddress, .refusedForMail: false
    }
  }
}

extension RelayOutcome {
  /// The relay's last answer, where there was one.
  var reply: RelayReply? {
    switch self {
    case .accepted(let reply), .tryLater(let reply), .refusedForAddress(let reply),
      .refusedForMail(let reply), .refusedForAll(let reply):
      reply
    case .unreachable, .unknown: nil
    }
  }

  /// For metrics and logs.
  var name: String {
    switch self {
    case .accepted: "accepted"
    case .tryLater: "try-later"
    case .refusedForAddress: "address-refused"
    case .refusedForMail: "mail-refused"
    case .refusedForAll: "all-refused"
    case .unreachable: "unreachable"
    case .unknown: "unknown"
    }
  }
}
