import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Hands channels that notify by themselves what they have to tell (R-NOT-4).
struct ChannelNoticeDesk: NotifierDesk {
  let desk: ProviderProfileDesk

  func notices(for caller: NotifierCaller) -> any ChannelNotices { OwnNotices(caller: caller, desk: desk) }
}

/// The notices of one channel.
private struct OwnNotices: ChannelNotices {
  let caller: NotifierCaller
  let desk: ProviderProfileDesk

  private enum Answer<Value: Sendable>: Sendable {
    case allowed(Value)
    case denied(Denial)
  }

  func waiting(after last: NoticeID?, limit: Int) async throws(Failure<Never>) -> [ChannelNotice] {
    let (own, stamp) = (self, desk.parts.stamp())
    return try await act(.noticesFetched, stamp) { transaction in
      let told = try own.told(after: last, limit: limit, at: stamp.at, in: transaction)
      let entry = own.entry(
        .noticesFetched, stamp, details: ["notices": told.map(\.id.text).joined(separator: " ")])
      return (told, [entry])
    }
  }

  func acknowledge(_ ids: [NoticeID]) async throws(Failure<Never>) -> [NoticeID] {
    let (own, stamp) = (self, desk.parts.stamp())
    let stamps = ids.map { _ in desk.parts.stamp() }
    return try await act(.noticeAcknowledged, stamp) { transaction in
      var (done, entries) = ([NoticeID](), [AuditEntry]())
      for (id, stamp) in zip(ids, stamps) {
        guard
          let mailbox = try ChannelNoticeRows.remove(id, for: own.caller.channel, in: transaction)
        else { continue }
        try WatchRows.lookAt(mailbox, in: transaction)
        done.append(id)
        entries.append(
          own.entry(.noticeAcknowledged, stamp, mailbox: mailbox, details: ["notice": id.text]))
      }
      return (done, entries.isEmpty ? [own.entry(.noticeAcknowledged, stamp)] : entries)
    }
  }

  /// Runs it with its audit entries, or records why not.
  private func act<Value: Sendable>(
    _ action: AuditEntry.Action, _ stamp: Stamp,
    _ body: @escaping @Sendable (Transaction) throws -> (Value, [AuditEntry])
  ) async throws(Failure<Never>) -> Value {
    let own = self
    let answer: Answer<Value> = try await desk.parts.write(as: Never.self) { transaction in
      let trail = own.desk.parts.trail
      guard own.caller.scopes.contains(.notices) else {
        let denial = Denial.missingScope(.notices)
        try trail.record(own.entry(action, stamp, denial: denial), in: transaction)
        return .denied(denial)
      }
      let (value, entries) = try body(transaction)
      for entry in entries { try trail.record(entry, in: transaction) }
      return .allowed(value)
    }
    switch answer {
    case .allowed(let value): return value
    case .denied(let denial): throw .denied(denial)
    }
  }

  private func entry(
    _ action: AuditEntry.Action, _ stamp: Stamp, mailbox: MailboxID? = nil, details: [String: String] = [:],
    denial: Denial? = nil
  ) -> AuditEntry {
    AuditEntry(
      id: stamp.id, at: stamp.at, action: action, outcome: denial == nil ? .done : .denied,
      code: denial?.code, requestID: caller.requestID, clientID: caller.channel.text, mailbox: mailbox,
      details: details)
  }

  /// What is left to tell, as the choices are now. A notice of which nothing is left goes, also a late one
  /// that a mail told; one that is for another by now is taken back when its mailbox is looked at.
  private func told(
    after last: NoticeID?, limit: Int, at now: Instant, in transaction: Transaction
  ) throws -> [ChannelNotice] {
    let limit = min(max(limit, 1), ChannelNotice.perAnswerMax)
    var (told, last, looked) = ([ChannelNotice](), last, 0)
    while told.count < limit, looked < Self.lookedAtMax {
      let waiting = try ChannelNoticeRows.waiting(
        for: caller.channel, after: last, limit: limit, in: transaction)
      guard let end = waiting.last?.id else { break }
      (last, looked) = (end, looked + waiting.count)
      for one in waiting where told.count < limit {
        if let notice = try notice(one, at: now, in: transaction) { told.append(notice) }
      }
    }
    return told
  }

  /// Rows looked at for one answer, told or not.
  private static let lookedAtMax = 2000

  private func notice(
    _ waiting: ChannelNoticeRows.Waiting, at now: Instant, in transaction: Transaction
  ) throws -> ChannelNotice? {
    guard
      let draft = try NoticePlan.Draft(
        what: waiting.id, waiting.kind, saysAt: now, of: waiting.mailbox, in: transaction)
    else {
      _ = try ChannelNoticeRows.remove(waiting.id, for: caller.channel, in: transaction)
      return nil
    }
    guard let addressee = try desk.addressee(waiting.mailbox, at: now, in: transaction),
      addressee.channel == caller.channel
    else {
      try WatchRows.lookAt(waiting.mailbox, in: transaction)
      return nil
    }
    return ChannelNotice(draft, of: waiting, to: addressee, on: CalendarDate(inBrusselsAt: now))
  }
}

extension ChannelNotice {
  fileprivate init(
    _ draft: NoticePlan.Draft, of waiting: ChannelNoticeRows.Waiting, to addressee: NoticeAddressee,
    on today: CalendarDate
  ) {
    func item(_ message: UnreadMessage) -> Item {
      Item(
        message: message.message, sender: addressee.choices.namesSenders ? message.sender : nil,
        isRegisteredMail: message.isRegisteredMail,
        removedOn: message.acceptUntil == nil && message.isEnding(on: today) ? message.lastDay : nil,
        acceptUntil: message.acceptUntil)
    }
    self.init(
      id: waiting.id, mailbox: waiting.mailbox, kind: waiting.kind, language: addressee.language,
      phrase: addressee.phrase, newMessages: draft.newMessages.map(item),
      reminders: draft.reminders.map(item), queuedAt: waiting.queuedAt)
  }
}
