import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

@testable import MyEBox

@Suite("My eBox: what is to be paid or done")
struct DueTests {
  private static func payment(_ currency: String = "EUR", vat: String = "0") throws -> Payment {
    Payment(
      id: "aanslag", amount: try MoneyAmount(parsing: "1234.50"), vatAmount: try MoneyAmount(parsing: vat),
      currency: try CurrencyCode(parsing: currency), dueDate: try Instant(parsingEnd: "2027-01-31"),
      account: try IBAN(parsing: "BE49999000000171"),
      reference: .structured(try StructuredCommunication(parsing: "+++999/0000/00171+++")))
  }

  @Test(
    "the message page says how much, to whom, with which words and by when",
    arguments: [
      (Language.nl, "€\u{A0}1.234,50", "Te betalen tot en met 31 januari 2027"),
      (.fr, "1\u{202F}234,50\u{A0}€", "À payer jusqu’au 31 janvier 2027 inclus"),
      (.de, "1.234,50\u{A0}€", "Zu zahlen bis einschließlich 31. Januar 2027"),
      (.en, "€1,234.50", "To be paid by 31 January 2027"),
    ])
  func payment(language: Language, amount: String, due: String) async throws {
    try await Portal.open { portal, browser in
      browser.cookies["lang"] = language.rawValue
      let message = try Sample(payment: Self.payment()).make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      let page = try await browser.get("/messages/\(message.message.id)").html
      try WellFormedHTML.check(page, language)
      for text in [amount, "BE49 9990 0000 0171", "+++999/0000/00171+++", due] {
        #expect(page.contains(text), "\(text)")
      }
      #expect(try await browser.get("/inbox").html.contains(due))
    }
  }

  @Test("tax is named, another currency by its code; a message without payment shows none")
  func others() async throws {
    try await Portal.open { portal, browser in
      browser.cookies["lang"] = "en"
      let taxed = try Sample(payment: Self.payment("USD", vat: "0.05")).make()
      let plain = try Sample().make()
      portal.registries.give("token-1", [taxed, plain])
      try await browser.signIn()
      let page = try await browser.get("/messages/\(taxed.message.id)").html
      #expect(page.contains("USD\u{A0}1,234.55, of which USD\u{A0}0.05 VAT"))
      let other = try await browser.get("/messages/\(plain.message.id)").html
      #expect(!other.contains("id=\"payment\"") && !other.contains("/calendar"))
      #expect(try await browser.get("/messages/\(plain.message.id)/calendar").status == .notFound)
    }
  }

  /// Read back by a library that others wrote (PyPI icalendar).
  private struct ReadEvent: Decodable {
    let uid, summary, description, start: String
    let end: String?
    let isDay: Bool
    let alarmDays: Int
  }

  @Test("the dates as a calendar: one event each, days as days, moments as moments, hostile text harmless")
  func calendar() async throws {
    try await Portal.open { portal, browser in
      browser.cookies["lang"] = "nl"
      let subject = "Oproep; zitting, \\n\u{202E}BEGIN:VEVENT " + String(repeating: "é", count: 200)
      let message = try Sample(
        subject: [.nl: subject], messageType: "VERGUNNING", payment: Self.payment(),
        due: Due(.appearance, end: try Instant(parsing: "2027-01-10T09:30:00Z"))
      ).make()
      portal.registries.give("token-1", [message])
      try await browser.signIn()
      let answer = try await browser.get("/messages/\(message.message.id)/calendar")
      #expect(answer.status == .ok)
      #expect(answer.headers[.contentType] == "text/calendar; charset=utf-8")
      #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"termijn.ics\"") == true)
      #expect(answer.headers[.cacheControl]?.contains("no-store") == true)
      #expect(answer.html.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
      let printed = try TestPython.run(
        "Tests/MyEBox/read_calendar.py", input: Array(answer.body.readableBytesView))
      let events = try JSONDecoder().decode([ReadEvent].self, from: Data(printed))
      #expect(events.map(\.isDay) == [true, false, true])
      #expect(events.map(\.start) == ["2026-12-20", "2027-01-10T09:30:00+00:00", "2027-01-31"])
      #expect(events.map(\.end) == ["2026-12-21", nil, "2027-02-01"])
      #expect(Set(events.map(\.uid)).count == 3)
      #expect(events.allSatisfy { $0.summary == subject && $0.alarmDays == -3 })
      #expect(events[1].description.hasPrefix("U wordt verwacht op 10 januari 2027 om 10.30 uur"))
    }
  }
}
