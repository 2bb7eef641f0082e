import Archive
import Contracts
import Pages
import Vocabulary

/// A message of the citizen, as the provider's pages list it.
struct MessageValues {
  let values: [String: any Sendable]

  init(
    _ message: Message, _ reference: any ReferenceData, _ words: Words, _ now: Instant
  ) async throws(Failure<Never>) {
    let language = words.language
    let subject = message.subject.text(in: language)
    let sender = try await reference.organization(message.sender)?.name.text(in: language)
    var values: [String: any Sendable] = [
      "subject": subject.text, "subjectLang": subject.language.rawValue,
      "sender": sender?.text ?? message.sender.digits,
      "senderLang": (sender?.language ?? language).rawValue,
      "received": WrittenTime(message.availableAt, in: language).dateValues,
      "until": WrittenTerm(message.expiration, words).text,
      "isUnread": message.isUnread(at: now),
    ]
    let type = try await reference.messageType(message.messageType)
    if let due = message.dues(of: type).first(where: { $0.end > now }) {
      values["due"] = WrittenDue(due.kind, end: due.end, now: now, words).text
    }
    if let delivery = message.delivery {
      let written = WrittenDelivery(delivery, now: now, words)
      values["registered"] = ["text": words[.registeredMail]]
      values["standing"] = written.outcome ?? written.badge?.text ?? ""
      values["isClosed"] = !delivery.isOpen
    }
    self.values = values
  }
}
