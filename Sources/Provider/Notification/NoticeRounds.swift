import AuditTrail
import Contracts
import Logging
import Storage
import Vocabulary

/// Decides which citizen is sent which notice when, and queues it for posting (R-NOT-1, R-NOT-2).
///
/// Takes in what the event engine has, so that it knows what is new and unread in each mailbox, and looks at
/// each mailbox when something is due. A notice is queued in the transaction that notes what was said: one
/// for one day, whatever ends in between. Any number of workers on one database share the mailboxes by shard.
package final class NoticeRounds: Sendable {
  /// Events taken in by one transaction.
  static let eventsMax = 500
  /// Mailboxes of one shard looked at under one lease.
  static let mailboxesMax = 200
  /// Mailboxes looked at side by side, so that they share a commit.
  static let sideBySide = 16
  /// How long a mailbox rests that could not be looked at.
  static let restSeconds: Int64 = 300
  /// How long a notice waits at most for an idle worker to look.
  package static let pollInterval = Duration.seconds(1)

  private let desk: ProviderProfileDesk
  private let owner: String
  private let log: Logger
  private let wakeup = Wakeup()
  private var parts: ProviderParts { desk.parts }

  init(desk: ProviderProfileDesk, owner: String, log: Logger) {
    (self.desk, self.owner, self.log) = (desk, owner, log)
  }

  /// Call it when events were taken or the clock was moved. Never blocks.
  package func wake() { wakeup.wake() }

  /// Goes on until the task is cancelled; what was begun is finished. Once only.
  package func run() async {
    await wakeup.run(every: Self.pollInterval, linger: .zero) { [self] in
      do {
        try await runOnce()
      } catch {
        log.error("notices were not decided; it is tried again", metadata: ["error": "\(type(of: error))"])
      }
    }
  }

  /// Takes in all events and looks at every mailbox that is due now.
  /// - Returns: how many notices were queued.
  @discardableResult package func runOnce() async throws -> Int {
    while try await takeEvents() > 0 {}
    let now = parts.time.now()
    var queued = 0
    for shard in try await parts.database.read({ try WatchRows.dueShards(now: now, in: $0) }) {
      queued += try await lookAt(shard, now: now)
    }
    return queued
  }

  /// - Returns: how many events were taken in; 0 at the end.
  func takeEvents() async throws -> Int {
    let isIdle = try await parts.database.read { transaction in
      try StoredEvents.events(after: WatchRows.cursor(in: transaction), limit: 1, in: transaction).isEmpty
    }
    if isIdle { return 0 }
    let now = parts.time.now()
    return try await parts.database.write { transaction in
      let cursor = try WatchRows.cursor(in: transaction)
      let events = try StoredEvents.events(after: cursor, limit: Self.eventsMax, in: transaction)
      guard let last = events.last else { return 0 }
      for event in events { try Self.take(event.event, at: now, in: transaction) }
      try WatchRows.advance(to: last.number, in: transaction)
      return events.count
    }
  }

  private static func take(_ event: Event, at now: Instant, in transaction: Transaction) throws {
    switch event.kind {
    case .newDocument:
      if let message = try UnreadRows.insert(event, in: transaction) {
        try expect(message, in: event.mailbox, at: now, transaction)
      }
    case .readDocument, .documentExpired, .documentRecalled:
      if let message = event.message {
        try UnreadRows.delete(message, of: event.mailbox, in: transaction)
      }
    case .consentGiven, .consentWithdrawn:
      try WatchRows.lookAt(event.mailbox, in: transaction)
    case .registeredOutcome:
      guard let message = event.message else { break }
      // What was accepted is still to be read; any other outcome leaves nothing to open or to decide.
      guard event.outcome == .consignmentAcceptance else {
        return try UnreadRows.delete(message, of: event.mailbox, in: transaction)
      }
      try UnreadRows.decided(message, of: event.mailbox, in: transaction)
      try WatchRows.lookAt(event.mailbox, in: transaction)
    case .newReply, .noDigitalUser: break
    }
  }

  /// Has the mailbox looked at when this message is to be told: what lay there before has its look already,
  /// so that a full mailbox is not gone through for each message that comes.
  private static func expect(
    _ message: UnreadMessage, in mailbox: MailboxID, at now: Instant, _ transaction: Transaction
  ) throws {
    let choices: NoticeChoices
    do { choices = try ProfileRows.kept(mailbox, in: transaction).choices } catch let fault {
      // The look finds the same fault, and lets this mailbox alone rest.
      guard fault is UnreadableRow || fault is InvalidIdentifier else { throw fault }
      return try WatchRows.lookAt(mailbox, in: transaction)
    }
    let citizen = NoticePlan.Citizen(isReachable: true, pace: choices.pace, hour: choices.hour)
    let past = try WatchRows.past(mailbox, in: transaction)
    let look = NoticePlan.firstLook(at: message, citizen, past, now)
    try WatchRows.lookAt(mailbox, by: look, in: transaction)
  }

  /// Looks at the mailboxes of a shard that are due, unless another worker does.
  private func lookAt(_ shard: Int64, now: Instant) async throws -> Int {
    let owner = owner
    var (queued, last) = (0, [MailboxID]())
    while !Task.isCancelled {
      let due = try await parts.database.write { transaction -> [MailboxID] in
        guard try WatchRows.claim(shard, for: owner, now: now, in: transaction) else { return [] }
        return try WatchRows.due(shard, now: now, limit: Self.mailboxesMax, in: transaction)
      }
      // The same again: they could be neither decided nor put off.
      if due.isEmpty || due == last { break }
      last = due
      queued += await lookAt(due, now: now)
    }
    try await parts.database.write { try WatchRows.release(shard, by: owner, in: $0) }
    return queued
  }

  private func lookAt(_ mailboxes: [MailboxID], now: Instant) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      var (queued, waiting) = (0, mailboxes[...])
      for mailbox in waiting.prefix(Self.sideBySide) { group.addTask { await self.lookAt(mailbox, now) } }
      waiting = waiting.dropFirst(Self.sideBySide)
      for await count in group {
        queued += count
        if let next = waiting.popFirst() { group.addTask { await self.lookAt(next, now) } }
      }
      return queued
    }
  }

  /// One mailbox; when that fails it rests, and the others go on.
  private func lookAt(_ mailbox: MailboxID, _ now: Instant) async -> Int {
    do {
      return try await decide(mailbox, now)
    } catch {
      log.error("a mailbox's notices were not decided", metadata: ["error": "\(type(of: error))"])
      do {
        try await parts.database.write { transaction in
          try WatchRows.postpone(mailbox, to: now.adding(seconds: Self.restSeconds), in: transaction)
        }
      } catch {
        log.error("a mailbox could not be put off", metadata: ["error": "\(type(of: error))"])
      }
      return 0
    }
  }

  private func decide(_ mailbox: MailboxID, _ now: Instant) async throws -> Int {
    let ids = NoticePlan.IDs(at: now, random: parts.random)
    let takenBackStamp = parts.stamp()
    let stamps = (0..<NoticePlan.noticesMax).map { _ in parts.stamp() }
    let desk = desk
    return try await parts.database.write { transaction in
      guard var past = try WatchRows.past(mailbox, now: now, in: transaction) else { return 0 }
      let addressee = try desk.addressee(mailbox, at: now, in: transaction)
      let unsaid = try ChannelNoticeRows.takeBack(mailbox, unlessFor: addressee, in: transaction)
      if !unsaid.isEmpty {
        past.forget(unsaid)
        try desk.parts.trail.record(Self.entry(takenBack: unsaid, mailbox, takenBackStamp), in: transaction)
      }
      let choices = addressee?.choices ?? NoticeChoices()
      let plan = NoticePlan(
        NoticePlan.Citizen(isReachable: addressee != nil, pace: choices.pace, hour: choices.hour),
        unread: addressee == nil ? [] : try UnreadRows.unread(mailbox, in: transaction), past: past, ids: ids,
        now: now)
      for (draft, stamp) in zip(plan.notices, stamps) {
        guard let addressee else { break }
        try desk.queue(draft, of: mailbox, to: addressee, at: now, in: transaction)
        try desk.parts.trail.record(Self.entry(draft, mailbox, addressee, stamp), in: transaction)
      }
      for message in plan.marked { try UnreadRows.mark(message, of: mailbox, in: transaction) }
      let late = try ChannelNoticeRows.lateFrom(mailbox, in: transaction)
      let next = [plan.nextLook, late.flatMap { $0 > now ? $0 : nil }].compactMap { $0 }.min()
      try WatchRows.keep(plan.past, next: next, of: mailbox, in: transaction)
      return plan.notices.count
    }
  }

  private static func entry(
    takenBack notices: [ChannelNoticeRows.Waiting], _ mailbox: MailboxID, _ stamp: Stamp
  ) -> AuditEntry {
    AuditEntry(
      id: stamp.id, at: stamp.at, action: .noticeTakenBack, requestID: RequestID("notices"), mailbox: mailbox,
      details: ["notices": notices.map(\.id.text).joined(separator: " ")])
  }

  private static func entry(
    _ draft: NoticePlan.Draft, _ mailbox: MailboxID, _ addressee: NoticeAddressee, _ stamp: Stamp
  ) -> AuditEntry {
    AuditEntry(
      id: stamp.id, at: stamp.at, action: .noticeQueued, requestID: RequestID("notices"),
      clientID: addressee.channel?.text, mailbox: mailbox,
      details: [
        "kind": draft.kind.rawValue, "notice": draft.id.text,
        "newMessages": draft.newMessages.map(\.message.text).joined(separator: " "),
        "reminders": draft.reminders.map(\.message.text).joined(separator: " "),
      ])
  }
}
