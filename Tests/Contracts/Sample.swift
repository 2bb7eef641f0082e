import Contracts
import Crypto
import DocumentProvider
import NIOCore
import TrustServices
import Vocabulary

/// Values of the cases, parsed once; they can't fail.
enum Sample {
  static let now = try! Instant(parsing: "2026-11-22T10:00:00Z")
  static let sender = try! EnterpriseNumber(parsing: "0999999031")
  static let otherSender = try! EnterpriseNumber(parsing: "0999999130")
  static let citizen = try! NationalNumber(parsing: "78041299916")
  static let otherCitizen = try! NationalNumber(parsing: "65093099914")
  /// The number of `citizen` until the register replaced it.
  static let formerNumber = try! NationalNumber(parsing: "90510199954")
  static let inactiveCitizen = try! NationalNumber(parsing: "55110199909")
  static let mailbox = try! MailboxID(parsing: "01JDA000000000000000000001")
  static let otherMailbox = try! MailboxID(parsing: "01JDA000000000000000000002")
  static let inactiveMailbox = try! MailboxID(parsing: "01JDA000000000000000000003")
  static let unknownMessage = try! MessageID(parsing: "01JDA000000000000000000004")
  static let channelID = try! ChannelID(parsing: "my-ebox")
  static let application = try! ApplicationID(parsing: "premies:beslissingen")
  static let messageType = try! MessageTypeID(parsing: "PREMIE-BESLISSING")
  static let basicMail = try! MessageTypeID(parsing: "AANGETEKEND-BESLUIT")
  static let acceptedMail = try! MessageTypeID(parsing: "AANGETEKEND-OPROEP")
  static let acceptPeriod = try! Period(parsing: 15, .day)
  static let unregistered = try! MessageTypeID(parsing: "ATTEST-LOOPBAAN")
  static let text = Array("%PDF-1.7 not a real one, but the same everywhere".utf8)

  static func translated(_ texts: [Language: String]) -> TranslatedText {
    try! TranslatedText(parsing: texts, kind: "subject", charactersMax: 400)
  }

  static func digest(_ bytes: [UInt8]) -> Vocabulary.Digest {
    try! Vocabulary.Digest(.sha256, parsing: Array(SHA256.hash(data: bytes)))
  }

  static func register() throws -> Register {
    let name = translated([.nl: "Premies", .fr: "Primes", .de: "Prämien", .en: "Premiums"])
    return try Register(
      organizations: [
        SenderOrganization(
          number: sender, name: name, contact: "premies@voorbeeld.test", applications: [application],
          messageTypes: [messageType, basicMail, acceptedMail], standing: .production),
        SenderOrganization(
          number: otherSender, name: name, contact: "fonds@voorbeeld.test", applications: [],
          messageTypes: [],
          standing: .production),
      ],
      applications: [
        SenderApplication(
          id: application, name: name, organizations: [sender],
          messageTypes: [messageType, basicMail, acceptedMail])
      ],
      messageTypes: [
        MessageType(
          id: messageType, name: name, description: translated([.nl: "Beslissing"]),
          validity: try Period(parsing: 24, .month), isReplyAllowed: true, isPaymentAllowed: true,
          isUpdateAllowed: true,
          isKeptForInactive: false,
          legalGround: nil, organizations: [sender], applications: [application],
          due: DueRule(.appeal, after: try Period(parsing: 30, .day)),
          paperUntil: try CalendarDate(parsing: "2027-06-30"), businessData: [fileNumber]),
        try registered(basicMail, .basic), try registered(acceptedMail, .acceptance(within: acceptPeriod)),
      ], rights: Register.Rights(approvers: try approvers.map { try $0.registered() }))
  }

  private static func registered(_ id: MessageTypeID, _ rule: RegisteredMailRule) throws -> MessageType {
    MessageType(
      id: id, name: translated([.nl: "Aangetekend"]), description: nil,
      validity: try Period(parsing: 24, .month), isReplyAllowed: false, isKeptForInactive: false,
      legalGround: nil, organizations: [sender], applications: [application], registeredMail: rule)
  }

  /// Who approves that an opened message of `sender` is taken back.
  struct Approver: Sendable {
    let id: String
    let role: ApproverRole
    let key = P256.Signing.PrivateKey()

    func registered() throws -> RecallApprover {
      RecallApprover(
        id: try ApproverID(parsing: id), role: role,
        key: try VerificationKey(id: id, pem: key.publicKey.pemRepresentation),
        organization: role == .recall ? sender : nil)
    }

    func sign(_ approval: RecallApproval) throws -> String {
      try approval.signed(by: SigningKey(id: id, pem: key.pemRepresentation))
    }
  }

  static let approvers = [
    Approver(id: "an", role: .recall), Approver(id: "bert", role: .recall),
    Approver(id: "officer", role: .dataProtection),
  ]

  static let fileNumber = BusinessDataRule(
    key: try! BusinessDataKey(parsing: "DOSSIER"), name: translated([.nl: "Dossiernummer", .fr: "Dossier"]),
    description: translated([.nl: "Van de premie"]), pattern: try! ValuePattern(parsing: "[0-9]{4}-[0-9]+"))

  static func senderCaller(_ number: EnterpriseNumber) -> SenderCaller {
    SenderCaller(
      clientID: "client", organization: number, scopes: [.publicationSender], requestID: RequestID("request"))
  }

  static func channelCaller(_ mailbox: MailboxID, _ purpose: ReadingPurpose = .reading) -> ChannelCaller {
    ChannelCaller(
      channel: channelID, mailbox: mailbox, assurance: .high, scopes: [.documentConsumer],
      requestID: RequestID("request"), purpose: purpose)
  }

  static let mainContent = AttachmentRequest(partName: "upfile1", isMainContent: true)

  /// What a case changes of a request that is right.
  struct Draft {
    var sender = Sample.sender
    var messageType = Sample.messageType
    var recipient = Sample.citizen
    var subject: [Language: String] = [.fr: "Décision, à lire"]
    var attachments = [Sample.mainContent]
    var body: TranslatedText?
    var expiration: Instant?
    var payment: Payment?
    var due: Due?
    var businessData: [BusinessDataRequest] = []
    var replaces: MessageID?
    var isReplyAuthorized = false
    var isRegisteredMail = false
    var key: IdempotencyKey?
  }

  static func request(_ change: (inout Draft) -> Void = { _ in }) -> PublicationFrame {
    var draft = Draft()
    change(&draft)
    return .request(
      PublicationRequest(
        sender: draft.sender, application: application, messageType: draft.messageType,
        recipients: [draft.recipient], subject: translated(draft.subject), attachments: draft.attachments,
        body: draft.body, isBodyMainContent: draft.body != nil, expiration: draft.expiration,
        isReplyAuthorized: draft.isReplyAuthorized, isRegisteredMail: draft.isRegisteredMail,
        payment: draft.payment, due: draft.due, businessData: draft.businessData, replaces: draft.replaces,
        idempotencyKey: draft.key))
  }

  static func file(
    _ name: String = "upfile1", fileName: String? = "Überweisung – ½ jaar.pdf",
    mediaType: String? = "application/pdf", bytes: [UInt8] = text
  ) -> [PublicationFrame] {
    let pieces = bytes.isEmpty ? [] : [bytes.prefix(7), bytes.dropFirst(7)].filter { !$0.isEmpty }
    return [.part(PartHeader(name: name, fileName: fileName, mediaType: mediaType))]
      + pieces.map { .bytes(ByteBuffer(bytes: $0)) } + [.endOfPart]
  }

  static func stream(_ frames: [PublicationFrame]) -> AsyncThrowingStream<PublicationFrame, any Error> {
    AsyncThrowingStream { continuation in
      for frame in frames { continuation.yield(frame) }
      continuation.finish()
    }
  }
}
