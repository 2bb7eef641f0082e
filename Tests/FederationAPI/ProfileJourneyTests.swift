import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import Testing
import Vocabulary

@testable import Provider

@Suite("A citizen's profile at the provider's pages")
struct ProfileJourneyTests {
  private static let codePath = ProviderPages.addressPath + "/code"
  private static let removePath = ProviderPages.addressPath + "/remove"
  private static let choicesPath = ProviderPages.profilePath + "/choices"
  private static let phrasePath = ProviderPages.profilePath + "/phrase"
  private static let target = "/oauth2/authorize?client_id=x"

  /// Signs in and returns a browser with a session, in English.
  private func browser(_ served: ServedProvider) async throws -> Browser {
    let browser = Browser()
    let away = try await served.get(ProviderPages.profilePath + "?lang=en", browser)
    served.provider.identity.play { $0.nonce = away.answer["nonce"] ?? "" }
    let state = away.answer["state"] ?? ""
    let back = try await served.get("\(ProviderPages.callbackPath)?code=x&state=\(state)", browser)
    #expect(back.status == .seeOther)
    #expect(try await served.get(ProviderPages.profilePath + "?lang=en", browser).status == .ok)
    return browser
  }

  private func token(_ page: TestResponse) -> (String, String) {
    ("form-token", page.hidden("form-token") ?? "")
  }

  private func code(_ served: ServedProvider) async throws -> String {
    let notices = served.provider.party.notices
    return try await served.provider.database.read { transaction in
      try transaction.rows("SELECT mailbox, id FROM provider_notice ORDER BY queued_at DESC, id DESC LIMIT 1")
        .compactMap { row in
          try notices.notice(
            NoticeID(parsing: row.text(1)), of: MailboxID(parsing: row.text(0)), in: transaction)?.addressCode
        }
    }.first ?? ""
  }

  @Test("R-NOT-3: an address is asked for, its code confirmed, and the citizen goes on where they were going")
  func confirmed() async throws {
    try await ServedProvider.with { served in
      let browser = try await browser(served)
      let asking = try await served.get(
        ProviderPages.addressPath + "?return=%2Foauth2%2Fauthorize%3Fclient_id%3Dx", browser)
      #expect(asking.text.contains("<h1>Where may we write to you?</h1>"))
      #expect(asking.text.contains("have to look in your eBox regularly yourself"))
      #expect(asking.hidden("return") == Self.target)
      let back = ("return", Self.target)
      let wrong = try await served.submit(
        ProviderPages.addressPath, [token(asking), back, ("address", "no \"address\"<b>")], browser)
      #expect(wrong.status == .unprocessableContent)
      #expect(wrong.text.contains("This is not an e-mail address."))
      #expect(wrong.text.contains("value=\"no &quot;address&quot;&lt;b&gt;\""))
      let sent = try await served.submit(
        ProviderPages.addressPath,
        [token(asking), back, ("address", " anna@example.be "), ("choice", "propose")], browser)
      #expect(sent.status == .seeOther)
      let page = try await served.get(sent.headers[.location] ?? "", browser)
      #expect(page.text.contains("anna@example.be"))
      #expect(page.hidden("return") == Self.target)
      let digits = try await code(served)
      #expect(!page.text.contains(digits))
      let guess = digits == "000000" ? "000001" : "000000"
      let bad = try await served.submit(Self.codePath, [token(page), back, ("code", guess)], browser)
      #expect(bad.status == .unprocessableContent)
      #expect(bad.text.contains("Attempts left: 4."))
      let soon = try await served.submit(Self.codePath, [token(page), back, ("choice", "again")], browser)
      #expect(soon.text.contains("Wait a minute"))
      let done = try await served.submit(Self.codePath, [token(page), back, ("code", digits)], browser)
      #expect(done.status == .ok)
      #expect(done.text.contains("href=\"/oauth2/authorize?client_id=x\""))
      let profile = try await served.get(ProviderPages.profilePath, browser)
      #expect(profile.text.contains("anna@example.be"))
      #expect(profile.text.contains("Confirmed on"))
    }
  }

  @Test(
    "R-NOT-3: declining says plainly that one must look regularly; later the address is given and removed")
  func declined() async throws {
    try await ServedProvider.with { served in
      let browser = try await browser(served)
      let asking = try await served.get(ProviderPages.addressPath, browser)
      let declined = try await served.submit(
        ProviderPages.addressPath, [token(asking), ("choice", "decline")], browser)
      #expect(declined.status == .ok)
      #expect(declined.text.contains("So look in your eBox regularly yourself"))
      #expect(declined.text.contains("href=\"\(ProviderPages.profilePath)\""))
      let profile = try await served.get(ProviderPages.profilePath, browser)
      #expect(profile.text.contains("You have no e-mail address here."))
      _ = try await served.submit(
        ProviderPages.addressPath, [token(asking), ("address", "anna@example.be")], browser)
      _ = try await served.submit(Self.codePath, [token(asking), ("code", try await code(served))], browser)
      let removal = try await served.get(Self.removePath, browser)
      #expect(removal.text.contains("We forget anna@example.be."))
      let removed = try await served.submit(Self.removePath, [token(removal)], browser)
      #expect(removed.text.contains("<h1>Your address is removed</h1>"))
      let again = try await served.submit(Self.removePath, [token(removal)], browser)
      #expect(again.status == .conflict)
    }
  }

  @Test("R-NOT-1, R-NOT-5: choices and words are kept; words that are a link are refused with a reason")
  func choices() async throws {
    try await ServedProvider.with { served in
      let browser = try await browser(served)
      let page = try await served.get(ProviderPages.profilePath, browser)
      #expect(page.text.contains("<option value=\"8\" selected>8:00</option>"))
      let chosen = [("language", "fr"), ("hour", "19"), ("pace", "atOnce")]
      let saved = try await served.submit(Self.choicesPath, [token(page)] + chosen, browser)
      #expect(saved.status == .seeOther)
      let after = try await served.get(saved.headers[.location] ?? "", browser)
      #expect(after.text.contains("Your choices are saved."))
      #expect(after.text.contains("<option value=\"19\" selected>19:00</option>"))
      #expect(after.text.contains("value=\"atOnce\" checked"))
      #expect(!after.text.contains("value=\"yes\" checked"))
      let link = try await served.submit(
        Self.phrasePath, [token(page), ("phrase", "see www.example"), ("choice", "save")], browser)
      #expect(link.status == .unprocessableContent)
      #expect(link.text.contains("looks like a web or e-mail address"))
      let words = try await served.submit(
        Self.phrasePath, [token(page), ("phrase", "<i>Grey</i> elephant"), ("choice", "save")], browser)
      #expect(words.status == .seeOther)
      let kept = try await served.get(ProviderPages.profilePath, browser)
      #expect(kept.text.contains("value=\"&lt;i&gt;Grey&lt;/i&gt; elephant\""))
      for broken in [[("hour", "24")], [("pace", "hourly")], [("language", "xx")], [("notifier", "a b")]] {
        let names = Set(broken.map(\.0))
        let fields = chosen.filter { !names.contains($0.0) } + broken
        let refused = try await served.submit(Self.choicesPath, [token(page)] + fields, browser)
        #expect(refused.status == .forbidden)
      }
      let unknown = try await served.submit(
        Self.choicesPath, [token(page)] + chosen + [("notifier", "channel-two")], browser)
      #expect(unknown.status == .unprocessableContent)
    }
  }

  @Test("every form of the profile refuses what we did not make for this session")
  func forged() async throws {
    try await ServedProvider.with { served in
      let browser = try await browser(served)
      let paths = [
        ProviderPages.addressPath, Self.codePath, Self.removePath, Self.choicesPath, Self.phrasePath,
      ]
      for path in paths {
        let fields = [
          ("choice", "propose"), ("address", "evil@example.be"), ("phrase", "evil words"), ("language", "fr"),
          ("hour", "1"), ("pace", "daily"), ("code", "123456"),
        ]
        #expect(try await served.submit(path, fields, browser).status == .forbidden)
        let other = ("form-token", String(repeating: "A", count: 43))
        #expect(try await served.submit(path, fields + [other], browser).status == .forbidden)
        #expect(try await served.submit(path, fields, Browser()).status == .unauthorized)
      }
      let profile = try await served.get(ProviderPages.profilePath, browser)
      #expect(!profile.text.contains("evil"))
    }
  }

  @Test("a way back that leads elsewhere is not followed")
  func openRedirect() async throws {
    try await ServedProvider.with { served in
      let browser = try await browser(served)
      for evil in [
        "https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "javascript%3A1",
      ] {
        let asking = try await served.get(ProviderPages.addressPath + "?return=\(evil)", browser)
        #expect(asking.hidden("return") == "")
      }
      let asking = try await served.get(ProviderPages.addressPath, browser)
      let declined = try await served.submit(
        ProviderPages.addressPath,
        [token(asking), ("choice", "decline"), ("return", "https://evil.example/")], browser)
      #expect(!declined.text.contains("evil"))
    }
  }

  @Test("R-BOX-7: the pages are there in four languages, with one navigation", arguments: Language.allCases)
  func languages(_ language: Language) async throws {
    try await ServedProvider.with { served in
      let browser = try await browser(served)
      for path in [ProviderPages.profilePath, ProviderPages.addressPath, ProviderPages.consentsPath] {
        let page = try await served.get(path + "?lang=\(language.rawValue)", browser)
        #expect(page.status == .ok)
        #expect(page.text.contains("<html lang=\"\(language.rawValue)\">"))
        for link in [
          ProviderPages.consentsPath, ProviderPages.profilePath, ProviderPages.sessionsPath,
          ProviderPages.mailCheckPath,
        ] {
          #expect(page.text.contains("<a href=\"\(link)\""))
        }
        #expect(page.text.components(separatedBy: "<h1>").count == 2)
      }
    }
  }
}
