package import Vocabulary

/// What a document provider shows a citizen who is signed in at the provider itself, outside any channel.
///
/// Only a ``CitizenCaller`` opens it: no sender, channel or operator has one. Every look and every reading is
/// kept and audited under ``Vocabulary/ChannelID/ownPages``.
package protocol OwnMailboxes: Sendable {
  func mailbox(for caller: CitizenCaller) -> any OwnMailbox
  /// Names of senders and message types.
  var referenceData: any ReferenceData { get }
}

/// One citizen's mailbox at one document provider.
package protocol OwnMailbox: Sendable {
  /// The messages of an active box that go back to paper when the last consent ends: those not read, newest
  /// first (R-CON-4). Registered mail that waits for a decision is among them, and says so by its
  /// ``Message/delivery``: it will not be delivered.
  func backToPaper(_ page: PageRequest) async throws(Failure<ReadingRejection>) -> Page<Message>

  /// Registered mail of an active box that waits for a decision, newest first; at most a hundred.
  func awaitingDecision() async throws(Failure<ReadingRejection>) -> [Message]

  /// The messages of an active box that were read and whose due date is still to come: they can be appealed,
  /// paid or answered on paper. At most a hundred of each message type.
  func runningDueDates() async throws(Failure<ReadingRejection>) -> [Message]

  /// What was made available before the box was withdrawn, until each term ends. Denied while the box is in
  /// any other state; nothing that was sent later is in it.
  var takeOut: any ChannelRegistry { get }

  /// The proofs of registered mail that ``takeOut`` shows; nothing waits for a decision there.
  var takeOutProofs: any RegisteredMailbox { get }
}
