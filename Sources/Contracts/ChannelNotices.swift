package import Vocabulary

/// Hands each channel that notifies by itself its notices (R-NOT-4). The channel is the client that
/// authenticated; no citizen takes part.
package protocol NotifierDesk: Sendable {
  func notices(for caller: NotifierCaller) -> any ChannelNotices
}

/// The notices that one channel has to tell its citizens, in the place of mails.
package protocol ChannelNotices: Sendable {
  /// What the channel has not acknowledged, oldest first. The same notice comes again until it is
  /// acknowledged: its id tells repeats apart. A notice of which nothing is left to tell, because it was read
  /// or the citizen chose otherwise, does not come any more.
  /// - Parameters:
  ///   - last: only those decided after that one; nil for all.
  ///   - limit: 1 to ``ChannelNotice/perAnswerMax``.
  /// - Throws: ``Failure/denied(_:)`` with ``Denial/missingScope(_:)``.
  func waiting(after last: NoticeID?, limit: Int) async throws(Failure<Never>) -> [ChannelNotice]

  /// The channel told its citizens, or will for certain. What is not acknowledged for
  /// ``ChannelNotice/secondsMax`` goes by mail instead.
  /// - Parameter ids: at most ``ChannelNotice/perAnswerMax``; those that do not wait for this channel are
  ///   left out.
  /// - Returns: those that were acknowledged now.
  func acknowledge(_ ids: [NoticeID]) async throws(Failure<Never>) -> [NoticeID]
}

/// That something is there for a citizen: what a mail would say, for a channel to say.
package struct ChannelNotice: Hashable, Sendable {
  package static let perAnswerMax = 100
  /// So long a channel has to acknowledge, before its citizen is told by mail.
  package static let secondsMax: Int64 = 86_400

  package struct Item: Hashable, Sendable {
    package let message: MessageID
    /// Nil: the citizen does not want senders named.
    package let sender: EnterpriseNumber?
    package let isRegisteredMail: Bool
    /// The last day on which it can be read, in Europe/Brussels, once it is near.
    package let removedOn: CalendarDate?
    /// Of registered mail that waits for the citizen's decision: until when.
    package let acceptUntil: Instant?

    package init(
      message: MessageID, sender: EnterpriseNumber?, isRegisteredMail: Bool, removedOn: CalendarDate?,
      acceptUntil: Instant? = nil
    ) {
      self.message = message
      self.sender = sender
      self.isRegisteredMail = isRegisteredMail
      self.removedOn = removedOn
      self.acceptUntil = acceptUntil
    }
  }

  package let id: NoticeID
  package let mailbox: MailboxID
  /// ``NoticeKind/daily``, ``NoticeKind/atOnce`` or ``NoticeKind/registered``.
  package let kind: NoticeKind
  package let language: Language
  /// The citizen's own words, by which they know that a notice is ours.
  package let phrase: NoticePhrase?
  package let newMessages: [Item]
  /// Unread for long, or about to be removed.
  package let reminders: [Item]
  package let queuedAt: Instant

  package init(
    id: NoticeID, mailbox: MailboxID, kind: NoticeKind, language: Language, phrase: NoticePhrase?,
    newMessages: [Item], reminders: [Item], queuedAt: Instant
  ) {
    self.id = id
    self.mailbox = mailbox
    self.kind = kind
    self.language = language
    self.phrase = phrase
    self.newMessages = newMessages
    self.reminders = reminders
    self.queuedAt = queuedAt
  }
}
