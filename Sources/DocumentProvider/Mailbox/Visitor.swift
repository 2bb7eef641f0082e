import Contracts
import Vocabulary

/// Who looks into a mailbox: a channel with its citizen's token, or the citizen on the provider's own pages.
struct Visitor: Hashable, Sendable {
  /// ``Vocabulary/ChannelID/ownPages`` for the latter.
  let channel: ChannelID
  let mailbox: MailboxID
  let assurance: AssuranceLevel
  let scopes: Set<Scope>
  let requestID: RequestID
  let purpose: ReadingPurpose

  init(_ caller: ChannelCaller) {
    (channel, mailbox, assurance) = (caller.channel, caller.mailbox, caller.assurance)
    (scopes, requestID, purpose) = (caller.scopes, caller.requestID, caller.purpose)
  }

  init(_ caller: CitizenCaller) {
    (channel, mailbox, assurance) = (.ownPages, caller.mailbox, caller.assurance)
    (scopes, requestID, purpose) = ([.documentConsumer], caller.requestID, .reading)
  }
}
