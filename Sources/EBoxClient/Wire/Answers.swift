import Contracts
import Foundation
import Vocabulary

// What version 3 answers, as far as the contract's values need it. Parsing throws ``InvalidIdentifier`` or a
// decoding error: an answer that is not what the contract says.

struct TranslatedAnswer: Decodable {
  let nl: String?
  let fr: String?
  let de: String?
  let en: String?
  /// The languages that were written, separated by spaces; the others are filled.
  let originalLanguage: String?

  func text() throws -> TranslatedText {
    let all: [Language: String?] = [.nl: nl, .fr: fr, .de: de, .en: en]
    var texts = all.compactMapValues { $0 }
    if let originalLanguage {
      let original = try Set(originalLanguage.split(separator: " ").map { try Language(parsing: $0) })
      texts = texts.filter { original.contains($0.key) }
    }
    return try TranslatedText(
      parsing: texts, kind: "text", charactersMax: PublicationLimits.bodyCharactersMax)
  }
}

struct ListAnswer<Item: Decodable>: Decodable {
  let items: [Item]
  let totalItems: Int
  /// Ours, in lists of messages.
  let totalUnread: Int?
  let totalHidden: Int?
  let totalRecalled: Int?

  /// Of the whole box, where the registry tells them.
  struct Counts { let unread, hidden, recalled: Int }

  var counts: Counts? {
    guard let totalUnread, let totalHidden else { return nil }
    return Counts(unread: totalUnread, hidden: totalHidden, recalled: totalRecalled ?? 0)
  }

  func page<Value: Sendable>(_ request: PageRequest, _ value: (Item) throws -> Value) throws -> Page<Value> {
    Page(items: try items.map(value), total: totalItems, request: request)
  }
}

extension ListAnswer: Sendable where Item: Sendable {}

struct AttachmentAnswer: Decodable {
  struct DigestAnswer: Decodable, Sendable {
    let digestMethod: String
    let digestValue: String

    func digest() throws -> Digest {
      try Digest(digestMethod == "sha_512" ? .sha512 : .sha256, parsingBase64URL: digestValue)
    }
  }

  let attachmentId: String
  let fileName: String
  let isMainContent: Bool
  let mediaType: String
  let size: Double
  let digest: DigestAnswer
  let isAttachmentSigned: Bool?

  func attachment() throws -> Attachment {
    Attachment(
      id: try AttachmentID(parsing: attachmentId), fileName: fileName,
      mediaType: try MediaType(parsing: mediaType),
      size: Int64((size * 1024).rounded()), digest: try digest.digest(),
      isMainContent: isMainContent, isSigned: isAttachmentSigned ?? false)
  }
}

struct MessageAnswer: Decodable {
  /// An organisation or a citizen.
  struct Party: Decodable, Sendable {
    let enterpriseNumber: String?
    let ssin: String?

    func enterprise() throws -> EnterpriseNumber { try EnterpriseNumber(parsing: enterpriseNumber ?? "") }
  }

  let messageId: String
  let sender: Party
  /// Ours, of replies only.
  let recipient: Party?
  let originalMessageId: String?
  let senderApplicationId: String
  let messageTypeId: String
  let subject: TranslatedAnswer
  let publicationDate: String?
  let receiptDate: String
  let expirationDate: String
  let readStatus: Bool
  let readDate: String?
  let isRegisteredMail: Bool
  /// Ours, of registered mail.
  let delivery: DeliveryAnswer?
  let isReplyAuthorized: Bool?
  let hasBody: Bool?
  let isBodyMainContent: Bool?
  let isSentBeforeActivation: Bool?
  let visible: Bool?
  let paymentData: PaymentAnswer?
  let due: DueDateAnswer?
  let businessDataList: ListAnswer<BusinessDataAnswer>?
  let replacesMessageId: String?
  let replacedByMessageId: String?
  let attachments: ListAnswer<AttachmentAnswer>?

  func message() throws -> Message {
    let received = try Instant(parsing: receiptDate)
    // A registry that does not say when it was read still says that it was.
    let read = try readDate.map { try Instant(parsing: $0) } ?? (readStatus ? received : nil)
    return Message(
      id: try MessageID(parsing: messageId), sender: try (recipient ?? sender).enterprise(),
      application: try ApplicationID(parsing: senderApplicationId),
      messageType: try MessageTypeID(parsing: messageTypeId), subject: try subject.text(),
      publishedAt: try publicationDate.map { try Instant(parsing: $0) } ?? received, availableAt: received,
      expiration: try Instant(parsing: expirationDate), readAt: read, isRegisteredMail: isRegisteredMail,
      isReplyAuthorized: isReplyAuthorized ?? false, hasBody: hasBody ?? false,
      isBodyMainContent: isBodyMainContent ?? false,
      attachments: try (attachments?.items ?? []).map { try $0.attachment() },
      wasSentBeforeActivation: isSentBeforeActivation ?? false, isVisible: visible ?? true,
      payment: paymentData?.payment, due: due?.due,
      businessData: try (businessDataList?.items ?? []).map { try $0.datum() },
      replaces: try replacesMessageId.map { try MessageID(parsing: $0) },
      replacedBy: try replacedByMessageId.map { try MessageID(parsing: $0) },
      reply: try originalMessageId.map {
        ReplyOrigin(
          original: try MessageID(parsing: $0), author: try NationalNumber(parsing: sender.ssin ?? ""))
      }, delivery: try delivery?.delivery())
  }
}

struct RecalledAnswer: Decodable {
  let messageId: String
  let sender: MessageAnswer.Party
  let messageTypeId: String
  let receiptDate: String?
  let recallDate: String
  let reason: TranslatedAnswer
  /// Absent from a registry that knows of no such recalls.
  let afterBreach: Bool?

  func message() throws -> RecalledMessage {
    RecalledMessage(
      id: try MessageID(parsing: messageId), sender: try sender.enterprise(),
      messageType: try MessageTypeID(parsing: messageTypeId),
      availableAt: try receiptDate.map { try Instant(parsing: $0) },
      recalledAt: try Instant(parsing: recallDate), reason: try reason.text(),
      isAfterBreach: afterBreach ?? false)
  }
}

struct BusinessDataAnswer: Decodable {
  let key: String
  let name: TranslatedAnswer
  let description: TranslatedAnswer?
  let values: [TranslatedAnswer]

  func datum() throws -> BusinessData {
    BusinessData(
      key: try BusinessDataKey(parsing: key), name: try name.text(), description: try description?.text(),
      values: try values.map { try $0.text() })
  }
}

struct SummaryAnswer: Decodable {
  let numberOfMessages: Int
  let numberOfUnreadMessages: Int?
  /// Ours.
  let numberOfMessagesEndingSoon: Int?
  let lastReceiptDate: String?
  let eboxSize: Double?
  /// Ours.
  let isPrefetchAllowed: Bool?

  func summary() throws -> MailboxSummary {
    MailboxSummary(
      messages: numberOfMessages, unread: numberOfUnreadMessages ?? 0,
      endingSoon: numberOfMessagesEndingSoon ?? 0,
      lastReceived: try lastReceiptDate.map { try Instant(parsing: $0) },
      bytes: Int64(((eboxSize ?? 0) * 1024).rounded()), isPrefetchAllowed: isPrefetchAllowed ?? false)
  }
}

struct StatisticsAnswer: Decodable {
  let numberOfMessages: Int
  let numberOfUnreadMessages: Int
  let numberOfMessagesEndingSoon: Int
  let numberOfUnreadMessagesEndingSoon: Int
  let numberOfMessagesRequiringAction: Int
  let numberOfRegisteredMessages: Int

  var statistics: MailboxStatistics {
    var statistics = MailboxStatistics()
    statistics.messages = numberOfMessages
    statistics.unread = numberOfUnreadMessages
    statistics.endingSoon = numberOfMessagesEndingSoon
    statistics.unreadEndingSoon = numberOfUnreadMessagesEndingSoon
    statistics.requiringAction = numberOfMessagesRequiringAction
    statistics.registered = numberOfRegisteredMessages
    return statistics
  }
}

struct PaymentAnswer: Decodable {
  struct ReferenceAnswer: Decodable {
    let structuredCommunication: String?
    let text: String?
  }

  let paymentDataId: String
  let amount: Decimal
  let vatAmount: Decimal
  let currency: String
  let dueDate: String
  let iban: String
  let bic: String?
  let reference: ReferenceAnswer?

  /// Nil when this client can't read it, such as a currency that came later: the message stays readable.
  var payment: Payment? {
    do { return try parsed() } catch { return nil }
  }

  private func parsed() throws -> Payment {
    Payment(
      id: paymentDataId, amount: try MoneyAmount(parsing: "\(amount)"),
      vatAmount: try MoneyAmount(parsing: "\(vatAmount)"), currency: try CurrencyCode(parsing: currency),
      dueDate: try Instant(parsing: dueDate), account: try IBAN(parsing: iban),
      bank: try bic.map { try BIC(parsing: $0) },
      reference: try reference?.structuredCommunication.map {
        .structured(try StructuredCommunication(parsing: $0))
      } ?? reference?.text.map { .text($0) })
  }
}

struct DueDateAnswer: Decodable {
  let dueKind: String
  let dueDate: String

  /// Nil for a kind that this client does not know.
  var due: Due? {
    do { return try Due.Kind(rawValue: dueKind).map { Due($0, end: try Instant(parsing: dueDate)) } } catch {
      return nil
    }
  }
}

struct AccessesAnswer: Decodable {
  let items: [AccessAnswer]
}

struct AccessAnswer: Decodable {
  let channelId: String
  let date: String
  let attachmentId: String?
  let isMainContent: Bool
  /// One that is not known here counts as an opening.
  let accessKind: String?

  func access() throws -> ContentAccess {
    ContentAccess(
      channel: try ChannelID(parsing: channelId), at: try Instant(parsing: date),
      content: try attachmentId.map { .attachment(try AttachmentID(parsing: $0)) } ?? .body,
      isMainContent: isMainContent, kind: accessKind.flatMap(ContentAccess.Kind.init(rawValue:)) ?? .opened)
  }
}

/// What PATCH takes.
struct UpdateDocument: Encodable {
  struct Item: Encodable {
    let messageId: String
    let visible: Bool?
    let readStatus: Bool?
  }

  let items: [Item]

  init(_ updates: [MessageUpdate]) {
    items = updates.map {
      Item(messageId: $0.message.text, visible: $0.isVisible, readStatus: $0.isShown ? true : nil)
    }
  }
}

/// What is not as good as it could be in a publication's files. A finding that is not known here is left out.
struct WarningAnswer: Decodable {
  let httpPartName: String
  let code: String

  var warning: PublicationWarning? {
    DocumentFinding(rawValue: code).map { PublicationWarning(part: httpPartName, finding: $0) }
  }
}

struct QualityAnswer: Decodable {
  struct Item: Decodable {
    let senderApplicationId: String
    let messageTypeId: String
    let code: String
    let published: Int
    let refused: Int
    let lastDate: String

    /// Nil for a finding that is not known here.
    func line() throws -> QualityReport.Line? {
      guard let finding = DocumentFinding(rawValue: code) else { return nil }
      return QualityReport.Line(
        application: try ApplicationID(parsing: senderApplicationId),
        messageType: try MessageTypeID(parsing: messageTypeId), finding: finding, published: published,
        refused: refused, lastAt: try Instant(parsing: lastDate))
    }
  }

  let items: [Item]
}

struct RehearsalAnswer: Decodable {
  let expirationDate: String
  let code: String?
  let paperUntil: String?
  let eboxId: ReceiptAnswer.EBoxID?
  let warnings: [WarningAnswer]?

  func rehearsal() throws -> PublicationRehearsal {
    PublicationRehearsal(
      recipients: [
        PublicationRehearsal.Recipient(
          expiration: try Instant(parsing: expirationDate), isDigital: code != "NO_DIGITAL_USER",
          paperUntil: try paperUntil.map { try CalendarDate(parsing: $0) },
          currentNumber: try eboxId.map { try NationalNumber(parsing: $0.ssin) })
      ], warnings: (warnings ?? []).compactMap(\.warning))
  }
}

struct ReceiptAnswer: Decodable {
  struct EBoxID: Decodable { let ssin: String }

  let messageId: String
  let expirationDate: String
  let code: String?
  let eboxId: EBoxID?
  let warnings: [WarningAnswer]?

  func receipt() throws -> PublicationReceipt {
    PublicationReceipt(
      recipients: [
        PublicationReceipt.Recipient(
          messageID: try MessageID(parsing: messageId), expiration: try Instant(parsing: expirationDate),
          isDigital: code != "NO_DIGITAL_USER",
          currentNumber: try eboxId.map { try NationalNumber(parsing: $0.ssin) })
      ], warnings: (warnings ?? []).compactMap(\.warning))
  }
}

struct StatusAnswer: Decodable {
  struct EBoxID: Decodable { let ssin: String }

  let messageId: String
  let eboxId: EBoxID
  let expirationDate: String
  let readStatus: Bool
  let readDate: String?

  func status() throws -> MessageStatus {
    let expiration = try Instant(parsing: expirationDate)
    return MessageStatus(
      message: try MessageID(parsing: messageId), recipient: try NationalNumber(parsing: eboxId.ssin),
      expiration: expiration,
      readAt: try readDate.map { try Instant(parsing: $0) } ?? (readStatus ? expiration : nil))
  }
}
