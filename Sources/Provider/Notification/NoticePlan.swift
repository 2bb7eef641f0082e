import Contracts
import Vocabulary

/// What is said to one citizen at one moment, and when to look again. Pure: the same facts give the same plan
/// (R-NOT-1, R-NOT-2).
///
/// - One daily notice on a day at most, at the citizen's hour in Brussels or, when nobody looked then, later
///   on that day; a day that passed without gets none afterwards: the next notice says all that is new.
/// - A message is new once. It is a reminder when it is unread after ``UnreadMessage/agedDays`` days and
///   again ``UnreadMessage/endingDays`` days before it goes, once each; in one notice it stands once.
/// - Who chose so is told of new messages at once, those of the same minute together; reminders come with
///   the daily notice.
/// - Registered mail stands apart, whatever the citizen chose: each piece is told at once by a notice of its
///   own, and so is each reminder of it, at the citizen's hour.
struct NoticePlan: Hashable, Sendable {
  /// Between two notices at once to one citizen: a sender's batch is not a hundred mails.
  static let atOnceSeconds: Int64 = 60

  /// Who is told, as it is now.
  struct Citizen: Hashable, Sendable {
    /// A consent is in force, and a channel notifies or there is a verified address that takes mail.
    let isReachable: Bool
    let pace: NoticeChoices.Pace
    let hour: NoticeHour
  }

  /// What was sent before.
  struct Past: Hashable, Sendable {
    /// The day, in Brussels, of the last daily notice.
    var lastDay: CalendarDate?
    var lastAtOnce: Instant?

    /// A daily notice that was taken back before anybody was told is no notice of its day.
    mutating func forget(_ unsaid: [ChannelNoticeRows.Waiting]) {
      let days = unsaid.filter { $0.kind == .daily }.map { CalendarDate(inBrusselsAt: $0.queuedAt) }
      if let day = lastDay, days.contains(day) { lastDay = nil }
    }
  }

  struct Draft: Hashable, Sendable {
    let id: NoticeID
    let kind: Notice.Kind
    var newMessages: [UnreadMessage] = []
    var reminders: [UnreadMessage] = []
  }

  /// For the notices of one look.
  struct IDs: Hashable, Sendable {
    let daily: NoticeID
    let atOnce: NoticeID
    /// One for each piece of registered mail; the others come with the next look.
    let registered: [NoticeID]

    init(at now: Instant, random: any RandomSource) {
      (daily, atOnce) = (NoticeID(at: now, random: random), NoticeID(at: now, random: random))
      registered = (0..<registeredMax).map { _ in NoticeID(at: now, random: random) }
    }
  }

  /// Pieces of registered mail that one look tells of; the next is ``registeredRestSeconds`` later.
  static let registeredMax = 5
  static let registeredRestSeconds: Int64 = 1
  static let noticesMax = registeredMax + 2

  /// Those of registered mail, then at most one ``Notice/Kind/daily`` and one ``Notice/Kind/atOnce``.
  private(set) var notices: [Draft] = []
  /// Messages of which something was said now, with all that was said.
  private(set) var marked: [UnreadMessage] = []
  private(set) var past: Past
  /// When something can become due by itself, if nothing else happens; nil: not at all.
  private(set) var nextLook: Instant?

  /// - Parameters:
  ///   - unread: of this mailbox, oldest first.
  ///   - ids: for the notices that are made.
  init(
    _ citizen: Citizen, unread: [UnreadMessage], past: Past, ids: IDs, now: Instant
  ) {
    self.past = past
    guard citizen.isReachable else { return }
    let today = CalendarDate(inBrusselsAt: now)
    let live = unread.filter { $0.isLive(at: now) }
    var registered = live.filter(\.isRegisteredMail)
    tellRegistered(citizen, &registered, ids.registered, now)
    let next = nextRegistered(citizen, registered, now)
    var messages = live.filter { !$0.isRegisteredMail }
    if citizen.pace == .atOnce { tellAtOnce(&messages, ids.atOnce, today, now) }
    if Self.isDailyDue(citizen, messages, past, today, now) {
      tellDaily(citizen, &messages, ids.daily, today, now)
    }
    nextLook = [next, Self.nextLook(citizen, messages, self.past, now)].compactMap { $0 }.min()
  }
}

// MARK: - What is said

extension NoticePlan {
  private mutating func tellAtOnce(
    _ messages: inout [UnreadMessage], _ id: NoticeID, _ today: CalendarDate, _ now: Instant
  ) {
    let isTooSoon = past.lastAtOnce.map { now < $0.adding(seconds: Self.atOnceSeconds) } ?? false
    guard !isTooSoon else { return }
    var draft = Draft(id: id, kind: .atOnce)
    for index in messages.indices where messages[index].isNew(now) {
      messages[index].tell(in: id, on: today)
      draft.newMessages.append(messages[index])
    }
    guard !draft.newMessages.isEmpty else { return }
    past.lastAtOnce = now
    finish(draft)
  }

  /// Whether something waits for a notice since the citizen's hour of today, and today had none.
  private static func isDailyDue(
    _ citizen: Citizen, _ messages: [UnreadMessage], _ past: Past, _ today: CalendarDate, _ now: Instant
  ) -> Bool {
    let slot = today.instant(atHour: citizen.hour.value)
    guard now >= slot, past.lastDay.map({ $0 < today }) ?? true else { return false }
    return messages.contains { message in
      message.toldIn == nil
        ? citizen.pace == .daily && message.isNew(slot) : message.isReminder(on: today)
    }
  }

  private mutating func tellDaily(
    _ citizen: Citizen, _ messages: inout [UnreadMessage], _ id: NoticeID, _ today: CalendarDate,
    _ now: Instant
  ) {
    var draft = Draft(id: id, kind: .daily)
    for index in messages.indices {
      if citizen.pace == .daily, messages[index].isNew(now) {
        messages[index].tell(in: id, on: today)
        draft.newMessages.append(messages[index])
      } else if messages[index].toldIn != nil, messages[index].isReminder(on: today) {
        messages[index].remind(in: id, on: today)
        draft.reminders.append(messages[index])
      }
    }
    past.lastDay = today
    finish(draft)
  }

  mutating func finish(_ draft: Draft) {
    notices.append(draft)
    marked += draft.newMessages + draft.reminders
  }
}

// MARK: - When to look again

extension NoticePlan {
  /// When a citizen who can be reached is to be told of a message of which nothing was said; `now` at the
  /// earliest.
  static func firstLook(
    at message: UnreadMessage, _ citizen: Citizen, _ past: Past, _ now: Instant
  ) -> Instant {
    if message.isRegisteredMail { return max(now, message.receivedAt) }
    let today = CalendarDate(inBrusselsAt: now)
    if isDailyDue(citizen, [message], past, today, now) { return now }
    return max(now, nextTelling(citizen, message, past, now))
  }

  private static func nextLook(
    _ citizen: Citizen, _ messages: [UnreadMessage], _ past: Past, _ now: Instant
  ) -> Instant? {
    messages.flatMap { message -> [Instant] in
      if message.toldIn == nil { return [nextTelling(citizen, message, past, now)] }
      return message.reminderDays.map { nextSlot(citizen, from: $0, past, now) }
    }.min()
  }

  private static func nextTelling(
    _ citizen: Citizen, _ message: UnreadMessage, _ past: Past, _ now: Instant
  ) -> Instant {
    switch citizen.pace {
    case .daily:
      let slot = nextSlot(citizen, from: CalendarDate(inBrusselsAt: message.receivedAt), past, now)
      guard slot < message.receivedAt else { return slot }
      return nextSlot(
        citizen, from: CalendarDate(inBrusselsAt: message.receivedAt).adding(days: 1), past, now)
    case .atOnce:
      let free = past.lastAtOnce?.adding(seconds: atOnceSeconds) ?? now
      return max(free, message.receivedAt)
    }
  }

  /// The citizen's hour on the first day from `day` on that is still to come and had no daily notice.
  static func nextSlot(
    _ citizen: Citizen, from day: CalendarDate, _ past: Past, _ now: Instant
  ) -> Instant {
    let first = max(
      day, CalendarDate(inBrusselsAt: now), past.lastDay?.adding(days: 1) ?? CalendarDate(inBrusselsAt: now))
    let slot = first.instant(atHour: citizen.hour.value)
    return slot > now ? slot : first.adding(days: 1).instant(atHour: citizen.hour.value)
  }
}

extension UnreadMessage {
  /// Nothing was said of it, and it was there at `instant`.
  func isNew(_ instant: Instant) -> Bool { toldIn == nil && !isDecided && receivedAt <= instant }

  /// Long unread, and that was not said, nor that it is about to go; or about to go, and that was not said.
  func isReminder(on day: CalendarDate) -> Bool {
    (agedIn == nil && endingIn == nil && isAged(on: day)) || (endingIn == nil && isEnding(on: day))
  }

  mutating func tell(in notice: NoticeID, on day: CalendarDate) {
    toldIn = notice
    remind(in: notice, on: day)
  }

  /// The days from which it gives a reminder that was not said yet, while it is there.
  var reminderDays: [CalendarDate] {
    let days = [
      agedIn == nil && endingIn == nil ? agedOn : nil, endingIn == nil ? endingOn : nil,
    ].compactMap { $0 }
    return days.filter { day in lastDay.map { day <= $0 } ?? true }
  }

  /// Whatever is due is said with this notice.
  mutating func remind(in notice: NoticeID, on day: CalendarDate) {
    if agedIn == nil, isAged(on: day) { agedIn = notice }
    if endingIn == nil, isEnding(on: day) { endingIn = notice }
  }
}
