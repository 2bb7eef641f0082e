import Contracts
import EBoxTesting
import Foundation
import Logging
import Mail
import Provider
import Storage
import Testing
import Vocabulary

@Suite("What notices say, and what they never hold (R-NOT-1, R-NOT-2, R-NOT-5)") struct NoticeMailTests {
  /// Posts one notice and reads the mail that came of it.
  static func mail(_ change: @escaping @Sendable (Notice) throws -> Notice) async throws -> ReadMail {
    try #require(try await mails { [try change($0.notice())] }.first)
  }

  /// Posts notices and reads the mails that came of them.
  static func mails(
    _ notices: @escaping @Sendable (PostOffice) throws -> [Notice]
  ) async throws -> [ReadMail] {
    let relay = PlayedRelay()
    try await PostOffice.with(.sqlite) { office in
      let notices = try notices(office)
      let queue = office.provider.party.notices
      try await office.provider.database.write { transaction in
        for notice in notices { try queue.add(notice, in: transaction) }
      }
      let post = office.provider.party.noticePost(
        try office.settings { relay }, owner: "one", log: Logger(label: "test"), revision: NoticesAsDecided())
      #expect(try await post.postDue() == notices.count)
    }
    return try relay.mails.map { try ReadMail(parsing: $0.bytes) }
  }

  static func sender(_ name: String) throws -> TranslatedText {
    try TranslatedText(parsing: [.nl: name, .fr: "Fonds social"], kind: "sender", charactersMax: 1000)
  }

  @Test("counts, senders, until when, reminders, phrase and code, in the citizen's language")
  func daily() async throws {
    let mail = try await Self.mail { notice in
      Notice(
        id: notice.id, mailbox: notice.mailbox, kind: .daily, address: notice.address, language: .nl,
        phrase: "blauwe fietsen vliegen",
        newMessages: [
          Notice.Item(
            sender: try Self.sender("Sociaal Fonds"), removedOn: try CalendarDate(parsing: "2026-12-03")),
          Notice.Item(sender: nil),
        ],
        reminders: [
          Notice.Item(
            sender: try Self.sender("Gemeente"), removedOn: try CalendarDate(parsing: "2026-11-30"))
        ],
        queuedAt: notice.queuedAt)
    }
    #expect(mail.subject == "Uw eBox: 2 nieuw, 1 nog niet gelezen")
    for text in [
      "Er zijn 2 nieuwe berichten voor u in uw eBox.",
      "  - Sociaal Fonds, te lezen tot en met 3 december 2026\n", "  - Bericht\n",
      "Een bericht hebt u nog niet gelezen.", "  - Gemeente, wordt verwijderd na 30 november 2026\n",
      "Uw herkenningszin: blauwe fietsen vliegen\n",
    ] {
      #expect(mail.plain.contains(text), "\(text)")
    }
    #expect(mail.plain.contains(/Code van deze mail: [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n/))
    #expect(mail.html.contains("Sociaal Fonds, te lezen tot en met 3 december 2026"))
    #expect(mail.html.contains("<html lang=\"nl\">"))
  }

  @Test("in each language, the same story", arguments: Language.allCases)
  func languages(_ language: Language) async throws {
    let mail = try await Self.mail { notice in
      Notice(
        id: notice.id, mailbox: notice.mailbox, kind: .daily, address: notice.address, language: language,
        newMessages: [
          Notice.Item(
            sender: try Self.sender("Sociaal Fonds"), removedOn: try CalendarDate(parsing: "2026-12-01"))
        ],
        queuedAt: notice.queuedAt)
    }
    let expected: [Language: (subject: String, line: String)] = [
      .nl: ("Uw eBox: 1 nieuw bericht", "Sociaal Fonds, te lezen tot en met 1 december 2026"),
      .fr: ("Votre eBox : 1 nouveau message", "Fonds social, à lire jusqu’au 1er décembre 2026 inclus"),
      .de: ("Ihre eBox: 1 neue Mitteilung", "Sociaal Fonds, lesbar bis einschließlich 1. Dezember 2026"),
      .en: ("Your eBox: 1 new message", "Sociaal Fonds, to be read until 1 December 2026 inclusive"),
    ]
    #expect(mail.subject == expected[language]?.subject)
    #expect(mail.plain.contains(try #require(expected[language]).line))
    #expect(!mail.plain.contains("{") && !mail.html.contains("{date}"))
  }

  private static let registered: [Language: [(subject: String, text: String)]] = [
    .nl: [
      ("Uw eBox: een aangetekende zending", "Er is een aangetekende zending voor u in uw eBox."),
      (
        "Uw eBox: een aangetekende zending wacht op uw beslissing",
        "U kunt ze aanvaarden of weigeren tot en met 1 december 2026."
      ),
      ("Uw eBox: een aangetekende zending nog niet gelezen", "Ze wordt verwijderd na 1 december 2026."),
      (
        "Uw eBox: beslis binnenkort over een aangetekende zending",
        "U kunt ze aanvaarden of weigeren tot en met 1 december 2026, 13:30."
      ),
    ],
    .fr: [
      ("Votre eBox : un envoi recommandé", "Un envoi recommandé vous attend dans votre eBox."),
      (
        "Votre eBox : un envoi recommandé attend votre décision",
        "Vous pouvez l’accepter ou le refuser jusqu’au 1er décembre 2026 inclus."
      ),
      ("Votre eBox : un envoi recommandé pas encore lu", "Il sera supprimé après le 1er décembre 2026."),
      ("Votre eBox : décidez bientôt d’un envoi recommandé", "jusqu’au 1er décembre 2026, 13:30 inclus."),
    ],
    .de: [
      ("Ihre eBox: ein Einschreiben", "In Ihrer eBox ist ein Einschreiben für Sie."),
      (
        "Ihre eBox: Ein Einschreiben wartet auf Ihre Entscheidung",
        "Sie können es bis einschließlich 1. Dezember 2026 annehmen oder ablehnen."
      ),
      ("Ihre eBox: ein Einschreiben noch nicht gelesen", "Es wird nach dem 1. Dezember 2026 gelöscht."),
      ("Ihre eBox: Entscheiden Sie bald über ein Einschreiben", "1. Dezember 2026, 13:30 annehmen"),
    ],
    .en: [
      ("Your eBox: registered mail", "There is registered mail for you in your eBox."),
      (
        "Your eBox: registered mail waits for your decision",
        "You can accept or refuse it up to 1 December 2026 inclusive."
      ),
      ("Your eBox: registered mail not yet read", "It will be removed after 1 December 2026."),
      ("Your eBox: decide soon on registered mail", "up to 1 December 2026, 13:30 inclusive."),
    ],
  ]

  @Test(
    "R-NOT-1: registered mail has a mail of its own: new, to decide, unread, to decide soon",
    arguments: Language.allCases)
  func registeredMail(_ language: Language) async throws {
    let day = try CalendarDate(parsing: "2026-12-01")
    let sender = try Self.sender("Sociaal Fonds")
    let (midnight, noon) = (
      try Instant(parsing: "2026-12-02T00:00:00+01:00"), try Instant(parsing: "2026-12-01T13:30:00+01:00")
    )
    let items = [
      Notice.Item(sender: sender, isRegisteredMail: true),
      Notice.Item(sender: nil, isRegisteredMail: true, decideBefore: midnight),
      Notice.Item(sender: sender, isRegisteredMail: true, removedOn: day),
      Notice.Item(sender: sender, isRegisteredMail: true, decideBefore: noon),
    ]
    for (place, item) in items.enumerated() {
      let mail = try await Self.mail { notice in
        Notice(
          id: notice.id, mailbox: notice.mailbox, kind: .registered, address: notice.address,
          language: language, phrase: "blauwe fietsen", newMessages: place < 2 ? [item] : [],
          reminders: place < 2 ? [] : [item], queuedAt: notice.queuedAt)
      }
      let expected = try #require(Self.registered[language])[place]
      #expect(mail.subject == expected.subject)
      #expect(mail.plain.contains(expected.text), "\(mail.plain)")
      let name = language == .fr ? "Fonds social" : "Sociaal Fonds"
      #expect(mail.plain.contains(name) == (item.sender != nil))
      #expect(mail.plain.contains("blauwe fietsen") && !mail.plain.contains("{"))
      #expect(mail.plain.contains(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n/))
    }
  }

  @Test("the digits of an address, apart; a stranger who gets them is not told the phrase")
  func addressCode() async throws {
    let mail = try await Self.mail { notice in
      Notice(
        id: notice.id, mailbox: notice.mailbox, kind: .addressCode, address: notice.address, language: .en,
        phrase: "blue bicycles", addressCode: "012345", queuedAt: notice.queuedAt)
    }
    #expect(mail.plain.contains("Confirmation code: 012 345"))
    #expect(!mail.plain.contains("bicycles") && !mail.html.contains("bicycles"))
    #expect(!mail.subject.contains("012"))
  }

  static let hostile = [
    "boef.be", "https://boef.example/x", "www.boef.example", "mailto:x@boef.example",
    "<a href=//boef.be>klik</a>",
    "<script>alert(1)</script>", "x\r\nBcc: y@boef.example", "\u{202E}eb.feob", "a。be",
    "Fonds & Co \"x\" 'y'",
    "javascript:alert(1)", "ftp://1.2.3.4/", "boef.example/pad?x=1", "x\u{2028}y", "{date}",
    "boef.\u{200D}be",
  ]

  @Test("no link, nothing that is made one, no markup of others, in any kind", arguments: Language.allCases)
  func unlinked(_ language: Language) async throws {
    let mails = try await Self.mails { office in
      try Notice.Kind.allCases.enumerated().flatMap { place, kind in
        try Self.hostile.enumerated().map { number, text in
          try Self.hostileNotice(text, kind, language, office, number: place * 100 + number)
        }
      }
    }
    #expect(mails.count == Self.hostile.count * Notice.Kind.allCases.count)
    for mail in mails {
      let visible = mail.html.replacing(/<[^>]*>/, with: " ")
      for body in [mail.plain, visible, mail.subject] {
        #expect(!body.contains(/[\p{L}\p{N}][.。．｡․][\u200C\u200D]?\p{L}/), "\(body)")
        #expect(!body.contains(/:\/\/|\S@|@\S|www\.\S|[a-z]:[a-z\/]/), "\(body)")
        #expect(!body.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{2028}" })
      }
      let tags = mail.html.matches(of: /<\/?([a-zA-Z0-9]+)[^>]*>/)
      let allowed = [
        "html", "head", "meta", "title", "body", "div", "h2", "p", "ul", "li", "br", "strong", "hr",
      ]
      #expect(Set(tags.map { String($0.output.1) }).subtracting(allowed) == [])
      for tag in tags { #expect(!tag.output.0.contains(/href|src=|action|\son[a-z]+=|url\(|@import/)) }
      #expect(!mail.fields.contains { $0.name == "bcc" || $0.name == "list-unsubscribe" })
    }
  }

  private static func hostileNotice(
    _ text: String, _ kind: Notice.Kind, _ language: Language, _ office: PostOffice, number: Int
  ) throws -> Notice {
    let notice = try office.notice(number + 1)
    // A sender's name can't hold control characters; a phrase is tried with them.
    var name = text
    name.unicodeScalars.removeAll { $0 == "\r" }
    return Notice(
      id: notice.id, mailbox: notice.mailbox, kind: kind, address: notice.address, language: language,
      phrase: text,
      newMessages: [
        Notice.Item(
          sender: try TranslatedText(parsing: [language: name], kind: "sender", charactersMax: 200))
      ],
      addressCode: "123456", queuedAt: notice.queuedAt)
  }

  @Test("a long list is cut and counted; a list that says nothing is left out")
  func lists() async throws {
    let many = try await Self.mail { notice in
      Notice(
        id: notice.id, mailbox: notice.mailbox, kind: .daily, address: notice.address, language: .en,
        newMessages: try (1...300).map { Notice.Item(sender: try Self.sender("Fund \($0)")) },
        queuedAt: notice.queuedAt)
    }
    #expect(many.plain.contains("300 new messages") && many.plain.contains("  - and 280 more\n"))
    #expect(many.plain.contains("Fund 20\n") && !many.plain.contains("Fund 21\n"))
    let unnamed = try await Self.mail { notice in
      Notice(
        id: notice.id, mailbox: notice.mailbox, kind: .daily, address: notice.address, language: .en,
        newMessages: [Notice.Item(sender: nil), Notice.Item(sender: nil)], queuedAt: notice.queuedAt)
    }
    #expect(unnamed.plain.contains("There are 2 new messages for you") && !unnamed.plain.contains("  - "))
  }
}
