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

  init(_ caller: ChannelCaller) {
    (channel, mailbox, assurance) = (caller.channel, caller.mailbox, caller.assurance)
    (scopes, requestID) = (caller.scopes, caller.requestID)
  }

  init(_ caller: CitizenCaller) {
    (channel, mailbox, assurance) = (.ownPages, caller.mailbox, caller.assurance)
    (scopes, requestID) = ([.documentConsumer], caller.requestID)
  }
}
