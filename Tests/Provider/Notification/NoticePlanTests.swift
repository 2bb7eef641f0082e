import Contracts
import EBoxTesting
import Testing
import Vocabulary

@testable import Provider

@Suite("Which notice is sent when")
struct NoticePlanTests {
  static let ids = NoticePlan.IDs(at: Instant(microseconds: 0), random: SystemRandom())

  static func citizen(
    _ pace: NoticeChoices.Pace = .daily, hour: Int = 8, isReachable: Bool = true
  ) throws -> NoticePlan.Citizen {
    NoticePlan.Citizen(isReachable: isReachable, pace: pace, hour: try NoticeHour(parsing: hour))
  }

  static func message(_ received: String, until expires: String? = nil) throws -> UnreadMessage {
    let at = try Instant(parsing: received)
    return UnreadMessage(
      message: MessageID(at: at, random: SystemRandom()), sender: nil, isRegisteredMail: false,
      receivedAt: at,
      expires: try expires.map { try Instant(parsing: $0) })
  }

  static func plan(
    _ citizen: NoticePlan.Citizen, _ unread: [UnreadMessage], past: NoticePlan.Past = NoticePlan.Past(),
    at now: String
  ) throws -> NoticePlan {
    NoticePlan(citizen, unread: unread, past: past, ids: ids, now: try Instant(parsing: now))
  }

  @Test("R-NOT-1: what came before the citizen's hour is told at that hour, once, with all that is new then")
  func daily() throws {
    let message = try Self.message("2026-06-01T07:00:00+02:00")
    let early = try Self.plan(Self.citizen(), [message], at: "2026-06-01T07:59:59+02:00")
    #expect(early.notices.isEmpty)
    #expect(early.nextLook?.brussels == "2026-06-01T08:00:00+02:00")
    let due = try Self.plan(Self.citizen(), [message], at: "2026-06-01T08:00:00+02:00")
    #expect(due.notices.map(\.kind) == [.daily])
    #expect(due.notices.first?.newMessages.map(\.message) == [message.message])
    #expect(due.past.lastDay?.description == "2026-06-01")
    let again = try Self.plan(Self.citizen(), due.marked, past: due.past, at: "2026-06-02T08:00:00+02:00")
    #expect(again.notices.isEmpty)
    #expect(again.nextLook?.brussels == "2026-06-15T08:00:00+02:00")
  }

  @Test("R-NOT-1: what comes after the hour waits for the next day; a worker that is late tells all")
  func late() throws {
    let before = try Self.message("2026-06-01T07:00:00+02:00")
    let after = try Self.message("2026-06-01T09:00:00+02:00")
    let alone = try Self.plan(Self.citizen(), [after], at: "2026-06-01T10:00:00+02:00")
    #expect(alone.notices.isEmpty)
    #expect(alone.nextLook?.brussels == "2026-06-02T08:00:00+02:00")
    let both = try Self.plan(Self.citizen(), [before, after], at: "2026-06-01T10:00:00+02:00")
    #expect(both.notices.first?.newMessages.count == 2)
  }

  @Test("days that passed without a look get no notice; the next one says all that is new")
  func missed() throws {
    let unread = try (1...5).map { try Self.message("2026-06-0\($0)T09:00:00+02:00") }
    let night = try Self.plan(Self.citizen(), unread, at: "2026-06-08T03:00:00+02:00")
    #expect(night.notices.isEmpty)
    let plan = try Self.plan(Self.citizen(), unread, at: "2026-06-08T11:30:00+02:00")
    #expect(plan.notices.map(\.newMessages.count) == [5])
  }

  @Test(
    "R-NOT-1: the hour that the clock jumps over, and the one that comes twice",
    arguments: [
      ("2026-03-28T20:00:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:00:00+02:00"),
      ("2026-10-24T20:00:00+02:00", "2026-10-25T02:00:00+02:00", "2026-10-26T02:00:00+01:00"),
    ])
  func clockChange(_ received: String, _ slot: String, _ next: String) throws {
    let two = try Self.citizen(hour: 2)
    let message = try Self.message(received)
    let waiting = try Self.plan(two, [message], at: received)
    #expect(waiting.nextLook?.brussels == slot)
    let due = try Self.plan(two, [message], at: slot)
    #expect(due.notices.count == 1)
    // An hour later it is, in October, two o'clock again.
    let later = try Instant(parsing: slot).adding(seconds: 3600)
    let new = UnreadMessage(
      message: MessageID(at: later, random: SystemRandom()), sender: nil, isRegisteredMail: false,
      receivedAt: later.adding(seconds: -60), expires: nil)
    let again = NoticePlan(two, unread: due.marked + [new], past: due.past, ids: Self.ids, now: later)
    #expect(again.notices.isEmpty)
    #expect(again.nextLook?.brussels == next)
  }

  @Test("R-NOT-2: reminders after 14 days and 7 days before the end, once each, in one notice once")
  func reminders() throws {
    var message = try Self.message("2026-06-01T07:00:00+02:00", until: "2026-07-01T00:00:00+02:00")
    var past = NoticePlan.Past()
    var sent: [String] = []
    for day in 1...30 {
      let text = String(day).count == 1 ? "0\(day)" : "\(day)"
      let plan = try Self.plan(Self.citizen(), [message], past: past, at: "2026-06-\(text)T08:00:00+02:00")
      sent += plan.notices.map { "\(day): \($0.newMessages.count) \($0.reminders.count)" }
      message = plan.marked.first ?? message
      past = plan.past
    }
    #expect(sent == ["1: 1 0", "15: 0 1", "23: 0 1"])
    #expect(message.lastDay?.description == "2026-06-30")
  }

  @Test("R-NOT-2: a message that goes within 7 days says so when it is told, and is no reminder as well")
  func short() throws {
    let message = try Self.message("2026-06-01T07:00:00+02:00", until: "2026-06-05T00:00:00+02:00")
    let plan = try Self.plan(Self.citizen(), [message], at: "2026-06-01T08:00:00+02:00")
    #expect(plan.notices.map(\.newMessages.count) == [1])
    #expect(plan.marked.first?.endingIn == Self.ids.daily)
    #expect(plan.nextLook == nil)
  }

  @Test("R-NOT-1: at once for who chose so, those of one minute together; reminders come at the hour")
  func atOnce() throws {
    let first = try Self.message("2026-06-01T12:00:00+02:00", until: "2026-06-30T00:00:00+02:00")
    let second = try Self.message("2026-06-01T12:00:30+02:00", until: "2026-06-30T00:00:00+02:00")
    let one = try Self.plan(Self.citizen(.atOnce), [first], at: "2026-06-01T12:00:01+02:00")
    #expect(one.notices.map(\.kind) == [.atOnce])
    #expect(one.nextLook?.brussels == "2026-06-15T08:00:00+02:00")
    let soon = try Self.plan(
      Self.citizen(.atOnce), one.marked + [second], past: one.past, at: "2026-06-01T12:00:31+02:00")
    #expect(soon.notices.isEmpty)
    #expect(soon.nextLook?.brussels == "2026-06-01T12:01:01+02:00")
    let two = try Self.plan(
      Self.citizen(.atOnce), one.marked + [second], past: one.past, at: "2026-06-01T12:01:01+02:00")
    #expect(two.notices.map(\.newMessages.count) == [1])
    let reminder = try Self.plan(
      Self.citizen(.atOnce), one.marked, past: one.past, at: "2026-06-15T08:00:00+02:00")
    #expect(reminder.notices.map(\.kind) == [.daily])
    #expect(reminder.notices.first?.reminders.count == 1)
  }
}
