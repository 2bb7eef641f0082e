import Contracts
import EBoxTesting
import HTTPTypes
import HummingbirdTesting
import Provider
import Storage
import Testing
import Vocabulary

@testable import FederationAPI

@Suite("The page “Was this mail from us?” (R-NOT-5)") struct MailCheckTests {
  private static let path = ProviderPages.mailCheckPath

  /// A notice in the queue, and its code.
  private static func code(_ served: ServedProvider) async throws -> String {
    let provider = served.provider
    let mailbox = try await provider.caller().mailbox
    let notice = Notice(
      id: NoticeID(at: provider.clock.now(), random: SystemRandom()), mailbox: mailbox,
      kind: .addressReplaced,
      address: try EmailAddress(parsing: "jan@example.be"), language: .nl, queuedAt: provider.clock.now())
    let queue = provider.party.notices
    try await provider.database.write { try queue.add(notice, in: $0) }
    return queue.code(of: notice.id).shown
  }

  @Test("anybody may ask; the answer is day and kind, or no", arguments: Language.allCases)
  func asked(_ language: Language) async throws {
    try await ServedProvider.with { served in
      let code = try await Self.code(served)
      let browser = Browser()
      let form = try await served.get(Self.path + "?lang=\(language.rawValue)", browser)
      #expect(form.status == .ok && form.text.contains("<html lang=\"\(language.rawValue)\">"))
      let token = form.hidden("form-token") ?? ""
      let yes = try await served.submit(Self.path, [("form-token", token), ("code", code)], browser)
      #expect(yes.status == .ok && yes.text.contains("2026") && yes.text.contains("role=\"status\""))
      let no = try await served.submit(
        Self.path, [("form-token", token), ("code", "0000-0000-0000")], browser)
      #expect(no.status == .ok && !no.text.contains("2026") && no.text.contains("role=\"status\""))
      #expect(yes.text != no.text)
      for page in [yes, no] { #expect(!page.text.contains("jan@") && !page.text.contains(code)) }
    }
  }

  @Test("a form that is not ours is refused, and recorded")
  func forged() async throws {
    try await ServedProvider.with { served in
      let code = try await Self.code(served)
      let browser = Browser()
      let form = try await served.get(Self.path, browser)
      let token = form.hidden("form-token") ?? ""
      let stranger = try await served.submit(Self.path, [("form-token", token), ("code", code)], Browser())
      #expect(stranger.status == .forbidden)
      let without = try await served.submit(Self.path, [("code", code)], browser)
      #expect(without.status == .forbidden)
      let fromElsewhere = try await served.post(
        Self.path, [("form-token", token), ("code", code)],
        headers: [
          .cookie: browser.headers[.cookie] ?? "",
          try #require(HTTPField.Name("Sec-Fetch-Site")): "cross-site",
        ])
      #expect(fromElsewhere.status == .forbidden)
    }
  }

  @Test("eleven codes in a row are one too many")
  func limited() async throws {
    try await ServedProvider.with { served in
      let browser = Browser()
      let token = try await served.get(Self.path, browser).hidden("form-token") ?? ""
      var statuses: [HTTPResponse.Status] = []
      for _ in 0..<12 {
        let answer = try await served.submit(Self.path, [("form-token", token), ("code", "x")], browser)
        statuses.append(answer.status)
        if answer.status == .tooManyRequests {
          let seconds = try #require(Int(answer.headers[.retryAfter] ?? ""))
          #expect((1...60).contains(seconds))
        }
      }
      #expect(statuses.prefix(10).allSatisfy { $0 == .ok })
      #expect(statuses.suffix(2) == [.tooManyRequests, .tooManyRequests])
    }
  }

  @Test("an allowance comes back, a check a minute, up to ten")
  func allowance() {
    let allowance = CheckAllowance()
    let start = ContinuousClock.now
    for _ in 0..<10 { #expect(allowance.take("a", at: start) == nil) }
    #expect(allowance.take("a", at: start) == 60)
    #expect(allowance.take("b", at: start) == nil)
    #expect(allowance.take("a", at: start + .seconds(30)) == 30)
    #expect(allowance.take("a", at: start + .seconds(61)) == nil)
    #expect(allowance.take("a", at: start + .seconds(62)) != nil)
    for _ in 0..<10 { #expect(allowance.take("a", at: start + .seconds(100_000)) == nil) }
    #expect(allowance.take("a", at: start + .seconds(100_000)) != nil)
  }

  @Test("a crowd of visitors shares what is left, and costs no memory")
  func crowd() {
    let allowance = CheckAllowance()
    let start = ContinuousClock.now
    var refused = 0
    for visitor in 0..<(CheckAllowance.visitorsMax + 100) where allowance.take("\(visitor)", at: start) != nil
    {
      refused += 1
    }
    #expect(refused >= 80)
    #expect(allowance.take("new", at: start + .seconds(3600)) == nil)
  }
}
