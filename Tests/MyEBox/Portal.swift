import AuditTrail
import Contracts
import EBoxTesting
import Hummingbird
import HummingbirdTesting
import Pages
import Storage
import Testing
import TrustServices
import Vocabulary

@testable import MyEBox

/// My eBox on a real database, with played document providers and a played provider.
struct Portal: Sendable {
  static let start = "2026-11-22T09:00:00Z"
  static let consents = "https://provider.example/consents"

  let time: PlayedTime
  let registries: PlayedRegistries
  let signIn: PlayedSignIn
  let database: any Database
  let myEBox: MyEBox

  static func open(
    isSecure: Bool = false, _ body: @escaping @Sendable (Portal, Browser) async throws -> Void
  ) async throws {
    try await TestDatabases.sqlite.with(MyEBox.migrations + AuditTrail.migrations) { database in
      try await TemporaryFolder.with { folder in
        let time = PlayedTime(try Instant(parsing: start))
        let registries = PlayedRegistries()
        let signIn = PlayedSignIn(time: time)
        let parts = MyEBoxParts(
          database: database, registries: registries, signIn: signIn,
          keys: try DirectoryKeyStore(opening: folder + "/keys", random: SystemRandom()), time: time,
          random: SystemRandom())
        var settings = MyEBoxSettings(
          channel: try ChannelID(parsing: "my-ebox"), consentsURL: consents, isSecure: isSecure)
        settings.profileURL = "https://provider.example/profile"
        settings.sessionsURL = "https://provider.example/sessions"
        settings.mailCheckURL = "https://provider.example/mail-check"
        settings.contacts.support = "help <b>@my-ebox.example"
        settings.contacts.provider = "Provider & Co"
        settings.contacts.documentProvider = "Keeper"
        settings.contacts.officer = "dpo@provider.example"
        settings.channelNames[try ChannelID(parsing: "demo-bank")] = try TranslatedText(
          parsing: [.en: "Demo Bank"], kind: "name", charactersMax: 80)
        settings.showsDesign = true
        let myEBox = try MyEBox(settings, parts)
        let router = Router()
        Pages.addAssets(to: router)
        myEBox.addRoutes(to: router)
        let portal = Portal(
          time: time, registries: registries, signIn: signIn, database: database, myEBox: myEBox)
        try await Application(router: router).test(.router) { client in
          try await body(portal, Browser(client))
        }
      }
    }
  }

  /// What the trail holds, in order: action, outcome and code.
  func trail() async throws -> [String] {
    try await database.read { transaction in
      try transaction.rows("SELECT action, outcome, code FROM audit_entry ORDER BY position").map { row in
        [try row.text(0), try row.text(1), try row.textOrNil(2)].compactMap { $0 }.joined(separator: " ")
      }
    }
  }

  func sessionCount() async throws -> Int {
    try await database.read { transaction in
      try transaction.rows("SELECT cookie_hash FROM my_ebox_session").count
    }
  }
}

/// Messages for tests.
struct Sample {
  /// Of the second document provider.
  static let secondName = try! TranslatedText(
    parsing: [.nl: "Tweede", .fr: "Le second", .de: "Zweiter", .en: "Second & Co"], kind: "name",
    charactersMax: 80)

  var subject: [Language: String] = [.nl: "Beslissing over uw renovatiepremie"]
  var fileName = "beslissing.pdf"
  var mediaType = MediaType.pdf
  var bytes = [UInt8]("%PDF-1.7 0123456789".utf8)
  var body: [Language: String]?
  var isBodyMainContent = false
  var publishedAt = "2026-11-20T09:00:00Z"
  var expiration = "2028-11-21T23:00:00Z"
  var readAt: String?
  var wasSentBeforeActivation = false
  var hasAttachment = true
  var messageType = "PREMIE-BESLISSING"
  var payment: Payment?
  var due: Due?
  var businessData: [BusinessData] = []
  var replaces: MessageID?
  var replacedBy: MessageID?
  var isReplyAuthorized = false
  var delivery: RegisteredDelivery?

  func make() throws -> PlayedMessage {
    let at = try Instant(parsing: publishedAt)
    let attachment = AttachmentID(at: at, random: SystemRandom())
    let digest = try Digest(.sha256, parsing: [UInt8](repeating: 7, count: 32))
    let attachments = [
      Attachment(
        id: attachment, fileName: fileName, mediaType: mediaType, size: Int64(bytes.count), digest: digest,
        isMainContent: !isBodyMainContent, isSigned: false)
    ]
    let message = Message(
      id: MessageID(at: at, random: SystemRandom()), sender: try EnterpriseNumber(parsing: "0999999031"),
      application: try ApplicationID(parsing: "premies"),
      messageType: try MessageTypeID(parsing: messageType),
      subject: try TranslatedText(parsing: subject, kind: "subject", charactersMax: 400), publishedAt: at,
      availableAt: at, expiration: try Instant(parsing: expiration),
      readAt: try readAt.map { try Instant(parsing: $0) }, isRegisteredMail: delivery != nil,
      isReplyAuthorized: isReplyAuthorized,
      hasBody: body != nil, isBodyMainContent: isBodyMainContent,
      attachments: hasAttachment ? attachments : [],
      wasSentBeforeActivation: wasSentBeforeActivation, payment: payment, due: due,
      businessData: businessData, replaces: replaces, replacedBy: replacedBy, delivery: delivery)
    return PlayedMessage(
      message: message,
      body: try body.map { try TranslatedText(parsing: $0, kind: "body", charactersMax: 20_000) },
      contents: [attachment: bytes])
  }

  /// What a registry answers a reply with.
  static func receipt(
    of message: MessageID, text: Bool, _ files: [PartHeader], openedAt: Instant? = nil
  ) -> ReplyReceipt {
    let at = try! Instant(parsing: Portal.start)
    let digest = try! Digest(.sha256, parsing: [UInt8](repeating: 9, count: 32))
    return ReplyReceipt(
      id: MessageID(at: at, random: SystemRandom()), original: message,
      recipient: try! EnterpriseNumber(parsing: "0999999031"), sentAt: at,
      expiration: at.adding(seconds: 86_400 * 400),
      text: text ? ReplyReceipt.Text(size: 12, digest: digest) : nil,
      files: files.map {
        ReplyReceipt.File(fileName: $0.fileName ?? "", mediaType: .pdf, size: 5, digest: digest)
      }, openedAt: openedAt)
  }
}
