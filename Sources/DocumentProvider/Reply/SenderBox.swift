import AuditTrail
import Contracts
import Storage
import Vocabulary

/// A sender's own box. Who asks is judged at the door of each act; behind it everything is as for a citizen's
/// box.
struct SenderBox: BoxRegistry {
  let caller: SenderCaller
  let purpose: ReadingPurpose
  let register: Register
  let boxes: SenderBoxes
  let database: any Database
  let ledger: Ledger
  /// The rooms of a mailbox, for who was let in.
  let rooms: @Sendable (Visitor) -> any BoxRegistry

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    try await enter(.list).messages(query)
  }

  func listing(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> MessageListing {
    try await enter(.list).listing(query)
  }

  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary {
    try await enter(.summarize).summary()
  }

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message {
    try await enter(.describe, id).message(id)
  }

  func describe(
    _ attachment: AttachmentID, in message: MessageID
  ) async throws(Failure<ReadingRejection>) -> Attachment {
    try await enter(.describe, message).describe(attachment, in: message)
  }

  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content {
    try await enter(purpose.action(.read), message).content(of: attachment, in: message, range: range)
  }

  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText {
    try await enter(purpose.action(.body), message).body(of: message)
  }

  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics {
    try await enter(.statistics).statistics()
  }

  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) {
    try await enter(updates.action).update(updates)
  }

  /// Scope and mandate as for every act of a sender; one who is suspended, or struck from the register,
  /// learns nothing new of citizens.
  private func enter(
    _ action: AuditEntry.Action, _ message: MessageID? = nil
  ) async throws(Failure<ReadingRejection>) -> any BoxRegistry {
    let denial = register.denial(of: caller, at: ledger.time.now()) ?? register.exclusion(of: caller.sender)
    guard let denial else {
      do throws(StorageFailure) {
        return rooms(Visitor(caller, in: try await boxes.mailbox(of: caller.sender), for: purpose))
      } catch { throw Failure(error) }
    }
    do throws(StorageFailure) {
      try await ledger.record(
        Act(action: action, outcome: .denied, code: denial.code, message: message), by: Asker(caller),
        in: database)
    } catch { throw Failure(error) }
    throw .denied(denial)
  }
}
