import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Pages
import Testing
import Vocabulary

@testable import MyEBox

/// One of two document providers does not answer (R-BOX-8).
@Suite("A document provider that does not answer")
struct MissingProviderTests {
  private struct Down: Error {}

  private static let failures: [Failure<ReadingRejection>] = [
    .outcomeUnknown(Down()), .overloaded(retryAfterSeconds: 1),
  ]

  @Test("R-BOX-8: the others' messages are shown, in four languages with a word on whose are not")
  func named() async throws {
    try await Portal.open { portal, browser in
      let (mine, theirs) = (try Sample().make(), try Sample(subject: [.nl: "Elders"]).make())
      portal.registries.addProvider([theirs])
      portal.registries.give("token-1", [mine])
      try await browser.signIn()
      for failure in Self.failures {
        portal.registries.failSecond(failure)
        let words: [(Language, String)] = [
          (.nl, "De berichten van Tweede kunnen nu niet getoond worden."),
          (.fr, "Les messages de Le second ne peuvent pas être affichés pour le moment."),
          (.de, "Die Nachrichten von Zweiter können gerade nicht angezeigt werden."),
          (.en, "The messages of Second &amp; Co can’t be shown at the moment."),
        ]
        for (language, text) in words {
          let page = try await browser.get("/inbox?lang=\(language.rawValue)")
          #expect(page.status == .ok && page.html.contains(text), "\(language)")
          #expect(page.html.contains("/messages/\(mine.message.id)"))
          #expect(!page.html.contains("/messages/\(theirs.message.id)"))
          try WellFormedHTML.check(page.html, language)
        }
      }
      portal.registries.failSecond(nil)
      let whole = try await browser.get("/inbox").html
      #expect(whole.contains("/messages/\(theirs.message.id)") && !whole.contains("at the moment"))
    }
  }

  @Test("R-BOX-8: no list that may be empty is called empty, and no message that may be there is called gone")
  func nothingClaimed() async throws {
    try await Portal.open { portal, browser in
      let theirs = try Sample().make()
      portal.registries.addProvider([theirs])
      portal.registries.give("token-1", [])
      try await browser.signIn()
      portal.registries.failSecond(.outcomeUnknown(Down()))
      let list = try await browser.get("/inbox?lang=en")
      #expect(list.status == .ok && list.html.contains("Second &amp; Co"))
      #expect(!list.html.contains("class=\"empty\""))
      let message = try await browser.get("/messages/\(theirs.message.id)")
      #expect(message.status == .serviceUnavailable)
      portal.registries.failSecond(nil)
      #expect(try await browser.get("/messages/\(theirs.message.id)").status == .ok)
    }
  }

  @Test("R-BOX-8: one that never answers is missed after a while, and holds up nothing of the others")
  func hanging() async throws {
    try await Portal.open { portal, browser in
      let (mine, theirs) = (try Sample().make(), try Sample(subject: [.nl: "Elders"]).make())
      portal.registries.addProvider([theirs])
      portal.registries.give("token-1", [mine])
      try await browser.signIn()
      portal.registries.hangSecond()
      let list = try await browser.get("/inbox?lang=en")
      #expect(list.status == .ok && list.html.contains("/messages/\(mine.message.id)"))
      #expect(list.html.contains("Second &amp; Co") && !list.html.contains("/messages/\(theirs.message.id)"))
      #expect(try await browser.get("/messages/\(mine.message.id)").status == .ok)
      #expect(try await browser.get("/messages/\(theirs.message.id)").status == .serviceUnavailable)
    }
  }

  @Test("R-BOX-8: when none answers, the page says so and what to do")
  func none() async throws {
    try await Portal.open { portal, browser in
      portal.registries.addProvider([])
      portal.registries.give("token-1", [])
      try await browser.signIn()
      portal.registries.fail(.outcomeUnknown(Down()))
      let page = try await browser.get("/inbox?lang=en")
      #expect(page.status == .serviceUnavailable && page.html.contains("can’t be reached"))
    }
  }

  @Test("R-CON-4: what one of them denies is never a failure to be passed over")
  func denied() async throws {
    try await Portal.open { portal, browser in
      portal.registries.addProvider([try Sample().make()])
      portal.registries.give("token-1", [try Sample().make()])
      try await browser.signIn()
      portal.registries.failSecond(.denied(.boxNotActive))
      #expect(try await browser.get("/inbox?lang=en").status == .forbidden)
      #expect(try await portal.sessionCount() == 0)
    }
  }
}
