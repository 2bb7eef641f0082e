import AuditTrail
import Contracts
import Vocabulary

/// Who looks into a mailbox: a channel with its citizen's token, the citizen on the provider's own pages, or
/// a sender into its own box.
struct Visitor: Hashable, Sendable {
  /// ``Vocabulary/ChannelID/ownPages`` and ``Vocabulary/ChannelID/senderSystem`` for the latter two.
  let channel: ChannelID
  let mailbox: MailboxID
  let assurance: AssuranceLevel
  let scopes: Set<Scope>
  let requestID: RequestID
  /// The sender whose own box it is; nil for a citizen's.
  let sender: SenderCaller?
  let purpose: ReadingPurpose

  init(_ caller: ChannelCaller) {
    (channel, mailbox, assurance) = (caller.channel, caller.mailbox, caller.assurance)
    (scopes, requestID, sender, purpose) = (caller.scopes, caller.requestID, nil, caller.purpose)
  }

  init(_ caller: CitizenCaller) {
    (channel, mailbox, assurance) = (.ownPages, caller.mailbox, caller.assurance)
    (scopes, requestID, sender, purpose) = ([.documentConsumer], caller.requestID, nil, .reading)
  }

  /// Whose scopes and mandate were judged already.
  init(_ caller: SenderCaller, in mailbox: MailboxID, for purpose: ReadingPurpose) {
    (channel, self.mailbox, assurance) = (.senderSystem, mailbox, .high)
    (scopes, requestID, sender) = ([.documentConsumer], caller.requestID, caller)
    self.purpose = purpose
  }
}

extension ReadingPurpose {
  /// How the trail names the opening of a content.
  func action(_ reading: AuditEntry.Action) -> AuditEntry.Action {
    switch self {
    case .reading: reading
    case .prefetch: .prefetch
    }
  }
}
