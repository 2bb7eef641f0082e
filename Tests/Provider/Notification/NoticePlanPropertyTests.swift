import Contracts
import EBoxTesting
import Testing
import Vocabulary

@testable import Provider

/// A citizen's life by chance, looked at by chance: what must hold whatever happens.
@Suite("Notices by chance")
struct NoticePlanPropertyTests {
  /// SplitMix64: a failing life can be lived again.
  private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }

    mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
  }

  private struct Life {
    var unread: [UnreadMessage] = []
    var past = NoticePlan.Past()
    var pace = NoticeChoices.Pace.daily
    var hour = 8
    var isReachable = true
    var dailyOf: [CalendarDate: Int] = [:]
    var told: [MessageID: Int] = [:]
    var reminded: [MessageID: Int] = [:]
  }

  @Test(
    "R-NOT-1, R-NOT-2: two on a day, one after reading or without consent, one thing told twice: never",
    arguments: 0..<200)
  func holds(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed))
    var life = Life()
    // Before both clock changes of 2026, over 280 days.
    var now = try Instant(parsing: "2026-02-01T00:00:00Z")
    for _ in 0..<400 {
      now = now.adding(seconds: Int64.random(in: 1...120_000, using: &chance))
      try step(&life, now, &chance)
      try look(&life, now)
    }
    #expect(life.dailyOf.values.allSatisfy { $0 == 1 })
    #expect(life.told.values.allSatisfy { $0 == 1 })
    // Of what was to be decided, that too.
    #expect(life.reminded.values.allSatisfy { $0 <= 3 })
    #expect(!life.told.isEmpty)
  }

  @Test(
    "a new message's first look is when the plan tells of it, whatever lies beside it", arguments: 0..<100)
  func firstLook(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed))
    for _ in 0..<50 {
      let received = try Instant(parsing: "2026-02-01T00:00:00Z")
        .adding(seconds: Int64.random(in: 0...20_000_000, using: &chance))
      let now = received.adding(seconds: Int64.random(in: 0...7200, using: &chance))
      let day = CalendarDate(inBrusselsAt: now)
      let past = NoticePlan.Past(
        lastDay: chance.one(in: 3) ? nil : day.adding(days: -Int.random(in: 0...2, using: &chance)),
        lastAtOnce: chance.one(in: 3) ? nil : now.adding(seconds: -Int64.random(in: 0...90, using: &chance)))
      let citizen = try NoticePlanTests.citizen(
        chance.one(in: 2) ? .daily : .atOnce, hour: Int.random(in: 0...23, using: &chance),
        isReachable: true)
      let message = UnreadMessage(
        message: MessageID(at: received, random: SystemRandom()), sender: nil,
        isRegisteredMail: chance.one(in: 3), receivedAt: received, expires: now.adding(seconds: 60 * 86_400))
      let plan = NoticePlan(
        citizen, unread: [message], past: past, ids: NoticePlanTests.ids, now: now)
      let told = plan.notices.isEmpty ? plan.nextLook : now
      #expect(NoticePlan.firstLook(at: message, citizen, past, now) == told)
    }
  }

  private func step(_ life: inout Life, _ now: Instant, _ chance: inout Chance) throws {
    if chance.one(in: 2) {
      let days = Int64.random(in: 1...60, using: &chance)
      let isRegistered = chance.one(in: 3)
      life.unread.append(
        UnreadMessage(
          message: MessageID(at: now, random: SystemRandom()), sender: nil,
          isRegisteredMail: isRegistered, receivedAt: now, expires: now.adding(seconds: days * 86_400),
          acceptUntil: isRegistered && chance.one(in: 2) ? now.adding(seconds: days * 40_000) : nil))
    }
    if chance.one(in: 3), let index = life.unread.indices.randomElement(using: &chance) {
      life.unread.remove(at: index)
    }
    if chance.one(in: 4), let index = life.unread.indices.randomElement(using: &chance),
      life.unread[index].acceptUntil != nil
    {
      (life.unread[index].acceptUntil, life.unread[index].isDecided) = (nil, true)
    }
    if chance.one(in: 20) { life.pace = life.pace == .daily ? .atOnce : .daily }
    if chance.one(in: 10) { life.hour = Int.random(in: 0...23, using: &chance) }
    if chance.one(in: 10) { life.isReachable.toggle() }
  }

  private func look(_ life: inout Life, _ now: Instant) throws {
    let citizen = try NoticePlanTests.citizen(life.pace, hour: life.hour, isReachable: life.isReachable)
    let plan = NoticePlan(
      citizen, unread: life.unread, past: life.past, ids: NoticePlanTests.ids, now: now)
    if !life.isReachable {
      #expect(plan.notices.isEmpty)
      #expect(plan.nextLook == nil)
    }
    if let next = plan.nextLook { #expect(next > now) }
    let today = CalendarDate(inBrusselsAt: now)
    for notice in plan.notices {
      let all = notice.newMessages + notice.reminders
      #expect(!all.isEmpty)
      #expect(Set(all.map(\.message)).count == all.count)
      #expect(all.allSatisfy { said in life.unread.contains { $0.message == said.message } })
      #expect(all.allSatisfy { $0.isLive(at: now) })
      #expect(all.allSatisfy { $0.isRegisteredMail == (notice.kind == .registered) })
      if notice.kind == .registered { #expect(all.count == 1) }
      if notice.kind == .daily {
        life.dailyOf[today, default: 0] += 1
        #expect(now >= today.instant(atHour: life.hour))
      }
      for message in notice.newMessages { life.told[message.message, default: 0] += 1 }
      for message in notice.reminders { life.reminded[message.message, default: 0] += 1 }
    }
    life.past = plan.past
    for marked in plan.marked {
      if let index = life.unread.firstIndex(where: { $0.message == marked.message }) {
        life.unread[index] = marked
      }
    }
    // Looking again at once says nothing more, but of registered mail that this look had no id for.
    let again = NoticePlan(
      citizen, unread: life.unread, past: life.past, ids: NoticePlanTests.ids, now: now)
    let registered = plan.notices.count { $0.kind == .registered }
    if registered < NoticePlan.registeredMax { #expect(again.notices.isEmpty) }
  }
}
