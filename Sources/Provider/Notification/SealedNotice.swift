import Contracts
import Foundation
import TrustServices
import Vocabulary

/// What of a notice is personal, as one sealed column: address, language, phrase, items, digits.
struct SealedNotice: Codable {
  struct Item: Codable {
    let sender: [String: String]?
    let isRegisteredMail: Bool
    let removedOn: Int?
    /// Microseconds; notices of before have none.
    let decideBefore: Int64?
  }

  static let column = PersonalColumn("provider_notice", "sealed")

  let address: String
  let language: String
  let phrase: String?
  let newMessages: [Item]
  let reminders: [Item]
  let addressCode: String?

  init(_ notice: Notice) {
    address = notice.address.text
    language = notice.language.rawValue
    phrase = notice.phrase
    newMessages = notice.newMessages.map(Item.init)
    reminders = notice.reminders.map(Item.init)
    addressCode = notice.addressCode
  }

  func bytes() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }

  init(bytes: [UInt8]) throws { self = try JSONDecoder().decode(SealedNotice.self, from: Data(bytes)) }

  func notice(_ id: NoticeID, of mailbox: MailboxID, _ kind: Notice.Kind, queuedAt: Instant) throws -> Notice
  {
    Notice(
      id: id, mailbox: mailbox, kind: kind, address: try EmailAddress(parsing: address),
      language: try Language(parsing: language), phrase: phrase,
      newMessages: try newMessages.map { try $0.item() }, reminders: try reminders.map { try $0.item() },
      addressCode: addressCode, queuedAt: queuedAt)
  }
}

extension SealedNotice.Item {
  /// Longer names were refused when the sender was registered.
  private static let senderCharactersMax = 1000

  init(_ item: Notice.Item) {
    sender = item.sender.map { sender in
      Dictionary(uniqueKeysWithValues: sender.texts.map { ($0.key.rawValue, $0.value) })
    }
    isRegisteredMail = item.isRegisteredMail
    removedOn = item.removedOn?.daysSince1970
    decideBefore = item.decideBefore?.microseconds
  }

  func item() throws -> Notice.Item {
    Notice.Item(
      sender: try sender.map { texts in
        try TranslatedText(
          parsing: Dictionary(
            uniqueKeysWithValues: texts.map { (try Language(parsing: $0.key), $0.value) }),
          kind: "sender", charactersMax: Self.senderCharactersMax)
      },
      isRegisteredMail: isRegisteredMail, removedOn: removedOn.map(CalendarDate.init(daysSince1970:)),
      decideBefore: decideBefore.map(Instant.init(microseconds:)))
  }
}
