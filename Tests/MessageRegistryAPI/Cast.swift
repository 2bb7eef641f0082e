import Contracts
import Vocabulary

/// Values that the wire checks are made with; parsed once, they can't fail.
enum Cast {
  static let now = try! Instant(parsing: "2026-11-22T10:00:00Z")
  static let expiration = try! Instant(parsing: "2028-11-23T00:00:00+01:00")
  static let messageID = try! MessageID(parsing: "01JDA000000000000000000001")
  static let attachmentID = try! AttachmentID(parsing: "01JDA000000000000000000002")
  static let mailbox = try! MailboxID(parsing: "01JDA000000000000000000003")
  static let sender = try! EnterpriseNumber(parsing: "0999999031")
  static let citizen = try! NationalNumber(parsing: "78041299916")
  static let channel = try! ChannelID(parsing: "my-ebox")
  static let applicationID = try! ApplicationID(parsing: "premies:beslissingen")
  static let typeID = try! MessageTypeID(parsing: "PREMIE-BESLISSING")
  static let subject = try! TranslatedText(
    parsing: [.nl: "Beslissing over uw renovatiepremie"], kind: "subject", charactersMax: 400)

  static let attachment = Attachment(
    id: attachmentID, fileName: "Überweisung – ½ jaar.pdf", mediaType: .pdf, size: 10,
    digest: try! Digest(.sha256, parsing: [UInt8](repeating: 7, count: 32)), isMainContent: true,
    isSigned: false)

  static let message = Message(
    id: messageID, sender: sender, application: applicationID, messageType: typeID, subject: subject,
    publishedAt: now, availableAt: now, expiration: expiration, readAt: nil, isRegisteredMail: false,
    isReplyAuthorized: false, hasBody: false, isBodyMainContent: false, attachments: [attachment],
    payment: payment, due: Due(.appeal, end: expiration),
    businessData: [BusinessData(key: dataKey, name: subject, description: subject, values: [subject])],
    replaces: messageID, replacedBy: messageID)

  static let recalled = RecalledMessage(
    id: messageID, sender: sender, messageType: typeID, availableAt: now, recalledAt: now, reason: subject)
  static let reply = Message(
    id: messageID, sender: sender, application: applicationID, messageType: typeID, subject: subject,
    publishedAt: now, availableAt: now, expiration: expiration, readAt: nil, isRegisteredMail: false,
    isReplyAuthorized: false, hasBody: true, isBodyMainContent: true, attachments: [],
    reply: ReplyOrigin(original: messageID, author: citizen))
  static let registered = Message(
    id: messageID, sender: sender, application: applicationID, messageType: typeID, subject: subject,
    publishedAt: now, availableAt: now, expiration: expiration, readAt: nil, isRegisteredMail: true,
    isReplyAuthorized: false, hasBody: false, isBodyMainContent: false, attachments: [], delivery: delivery)
  static let receipt = ReplyReceipt(
    id: messageID, original: messageID, recipient: sender, sentAt: now, expiration: expiration,
    text: ReplyReceipt.Text(size: 12, digest: attachment.digest),
    files: [
      ReplyReceipt.File(
        fileName: attachment.fileName, mediaType: .pdf, size: 10, digest: attachment.digest)
    ], openedAt: now)
  static let dataKey = try! BusinessDataKey(parsing: "DOSSIER")

  static let payment = Payment(
    id: "f-12", amount: try! MoneyAmount(parsing: "125.50"), vatAmount: try! MoneyAmount(parsing: "0"),
    currency: try! CurrencyCode(parsing: "EUR"), dueDate: expiration,
    account: try! IBAN(parsing: "BE49999000000171"), bank: try! BIC(parsing: "GEBABEBB"),
    reference: .text("Factuur 12"))

  static let summary = MailboxSummary(
    messages: 26, unread: 3, endingSoon: 1, lastReceived: now, bytes: 1536, isPrefetchAllowed: true)

  static let statistics: MailboxStatistics = {
    var statistics = MailboxStatistics()
    (statistics.messages, statistics.unread, statistics.endingSoon) = (26, 3, 2)
    (statistics.unreadEndingSoon, statistics.requiringAction, statistics.registered) = (1, 4, 5)
    return statistics
  }()

  /// What happened to ``message``: one fact of each kind, numbered 10, 20, …
  static let events: [SenderEvent] = Event.Kind.allCases.enumerated().map { place, kind in
    var facts = SenderEvent.Facts()
    facts.message = messageID
    if kind == .newDocument {
      (facts.messageType, facts.receiptDate, facts.expiration) = (typeID, now, expiration)
    }
    if kind == .consentWithdrawn { facts.unread = [messageID] }
    if kind == .registeredOutcome {
      (facts.outcome, facts.isRegisteredMail) = (.consignmentRejection, true)
    }
    return SenderEvent(
      number: Int64(place + 1) * 10, id: try! EventID(parsing: "01JDA00000000000000000010\(place)"),
      kind: kind, occurredAt: now, facts)
  }

  static let messageType = MessageType(
    id: typeID, name: subject, description: nil, validity: try! Period(parsing: 24, .month),
    isReplyAllowed: true,
    isKeptForInactive: false, legalGround: nil, organizations: [sender], applications: [applicationID])
  static let application = SenderApplication(
    id: applicationID, name: subject, organizations: [sender], messageTypes: [typeID],
    contact: "premies@voorbeeld.test",
    presentation: Presentation(description: subject, url: subject, contactTechnical: "it@t", logos: [logo]))
  static let organization = SenderOrganization(
    number: sender, name: subject, contact: "premies@voorbeeld.test", applications: [applicationID],
    messageTypes: [typeID], standing: .production,
    presentation: Presentation(description: subject, url: subject, contactTechnical: "it@t", logos: [logo]))

  static let delivery = RegisteredDelivery(
    acceptUntil: now.adding(seconds: 3600),
    facts: [
      RegisteredMailFact(id: evidenceID, event: .submissionAcceptance, at: now),
      RegisteredMailFact(id: otherEvidenceID, event: .notificationForAcceptance, at: now),
    ])
  static let evidenceID = try! EvidenceID(parsing: "01JDA000000000000000000020")
  static let otherEvidenceID = try! EvidenceID(parsing: "01JDA000000000000000000021")
  static let registeredStatus = RegisteredMailStatus(
    message: messageID, recipient: citizen, messageType: typeID, sentAt: now, expiration: expiration,
    delivery: delivery, sealed: [evidenceID])

  static let logoBytes = Array("<svg/>".utf8)
  static let logo = Logo(
    id: try! ImageID(parsing: "logo-1"), mediaType: .svg, size: logoBytes.count, language: .en)

  static func facts(_ scopes: Set<Scope>, _ subject: AccessTokenFacts.Subject) -> AccessTokenFacts {
    AccessTokenFacts(
      clientID: "client", subject: subject, scopes: scopes, issuedAt: now, expires: now.adding(seconds: 300))
  }
}

/// Tokens whose text says what they are.
struct PlayedIntrospection: TokenIntrospection {
  func introspect(_ token: String) async throws -> TokenStanding {
    switch token {
    case "sender": .active(Cast.facts([.publicationSender], .sender(Cast.sender)))
    case "citizen": .active(Cast.facts([.documentConsumer], .citizen(Cast.mailbox, Cast.channel, .high)))
    case "reader": .active(Cast.facts([.referenceData], .sender(Cast.sender)))
    case "citizen-that-publishes":
      .active(Cast.facts([.publicationSender], .citizen(Cast.mailbox, Cast.channel, .high)))
    case "sender-that-reads": .active(Cast.facts([.messagesFull], .sender(Cast.sender)))
    case "expired": .expired
    default: .unknown
    }
  }
}

/// Remembers what the edge refused.
actor PlayedAttempts: AttemptLog {
  struct Broken: Error {}
  private(set) var attempts: [Attempt] = []
  var isBroken = false

  func record(_ attempt: Attempt) throws {
    if isBroken { throw Broken() }
    attempts.append(attempt)
  }

  func breakDown() { isBroken = true }
}
