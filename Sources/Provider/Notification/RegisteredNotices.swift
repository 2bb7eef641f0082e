import Contracts
import Vocabulary

/// What is said of registered mail: each piece by notices of its own (R-NOT-1).
extension NoticePlan {
  /// So long before the end of the period to decide its citizen is reminded; of a period that is shorter than
  /// twice that, at its half.
  static let decideSeconds: Int64 = 7 * 86_400

  /// At once, whatever the pace; reminders at the citizen's hour. What waits for a decision gives the one
  /// reminder of it, what is open those of any unread message.
  mutating func tellRegistered(
    _ citizen: Citizen, _ messages: inout [UnreadMessage], _ ids: [NoticeID], _ now: Instant
  ) {
    let today = CalendarDate(inBrusselsAt: now)
    var ids = ids[...]
    for place in messages.indices {
      guard let id = ids.first else { return }
      var message = messages[place]
      var draft = Draft(id: id, kind: .registered)
      if message.isNew(now) {
        message.toldIn = id
        message.remindRegistered(in: id, citizen, on: today, now)
        draft.newMessages = [message]
      } else if message.isReminderOfDecision(citizen, now) || message.isReminderToRead(citizen, today, now) {
        message.remindRegistered(in: id, citizen, on: today, now)
        draft.reminders = [message]
      } else {
        continue
      }
      messages[place] = message
      ids = ids.dropFirst()
      finish(draft)
    }
  }

  /// When something of registered mail can become due by itself.
  func nextRegistered(_ citizen: Citizen, _ messages: [UnreadMessage], _ now: Instant) -> Instant? {
    if notices.count == Self.registeredMax { return now.adding(seconds: Self.registeredRestSeconds) }
    return messages.flatMap { message -> [Instant] in
      if message.toldIn == nil, !message.isDecided { return [message.receivedAt] }
      if message.decideIn == nil, let reminder = message.decisionReminder(citizen) { return [reminder] }
      if message.acceptUntil != nil { return [] }
      return message.reminderDays.map { Self.nextSlot(citizen, from: $0, Past(), now) }
    }.min()
  }
}

extension UnreadMessage {
  /// When its citizen is reminded of the decision: at the citizen's hour, or before where that would be too
  /// late. Nil for what waits for none.
  fileprivate func decisionReminder(_ citizen: NoticePlan.Citizen) -> Instant? {
    guard let acceptUntil else { return nil }
    let half = (acceptUntil.microseconds - receivedAt.microseconds) / 2_000_000
    let earliest = acceptUntil.adding(seconds: -min(NoticePlan.decideSeconds, half))
    let day = CalendarDate(inBrusselsAt: earliest)
    let slots = [day, day.adding(days: 1)].map { $0.instant(atHour: citizen.hour.value) }
    return slots.first { $0 >= earliest && $0 < acceptUntil } ?? earliest
  }

  fileprivate func isReminderOfDecision(_ citizen: NoticePlan.Citizen, _ now: Instant) -> Bool {
    decideIn == nil && decisionReminder(citizen).map { $0 <= now } ?? false
  }

  fileprivate func isReminderToRead(
    _ citizen: NoticePlan.Citizen, _ today: CalendarDate, _ now: Instant
  ) -> Bool {
    acceptUntil == nil && today.instant(atHour: citizen.hour.value) <= now && isReminder(on: today)
  }

  /// Whatever is due is said with this notice.
  fileprivate mutating func remindRegistered(
    in notice: NoticeID, _ citizen: NoticePlan.Citizen, on today: CalendarDate, _ now: Instant
  ) {
    if acceptUntil == nil {
      remind(in: notice, on: today)
    } else if isReminderOfDecision(citizen, now) {
      decideIn = notice
    }
  }
}
