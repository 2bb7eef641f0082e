import AsyncHTTPClient
import AuditTrail
import Contracts
import EBoxClient
import Foundation
import MyEBox
import NIOCore
import NIOHTTP1
import Testing
import Vocabulary

@testable import ebox

/// Two document providers on the whole program, and one box for the citizen.
@Suite("R-BOX-8: one box over two document providers")
struct OneBoxJourneyTests {
  private static let citizen = "55110199909"

  private func activated(_ server: JourneyServer) async throws -> CitizenBrowser {
    let channel = try #require(server.file.channels.first { $0.clientId == "my-ebox" })
    try await CitizenPages(server, of: Self.citizen).activate(channel)
    let browser = CitizenBrowser(server)
    _ = try await browser.open("/signin?lang=en", as: Self.citizen)
    return browser
  }

  @Test("R-BOX-8, R-CON-4: what both keep is one list, is read where it is, and ends with one withdrawal")
  func whole() async throws {
    try await JourneyServer.run { server in
      let browser = try await activated(server)
      let one = try await publish(
        [UInt8]("%PDF-1.7 premium".utf8), to: Self.citizen, as: "demo-premiums", in: server)
      let two = try await publish(
        [UInt8]("%PDF-1.7 water".utf8), to: Self.citizen, as: "demo-water", in: server)
      let three = try await publish(
        [UInt8]("%PDF-1.7 tax".utf8), to: Self.citizen, as: "demo-tax", in: server)

      let listing = try await server.inbox(of: Self.citizen).listing(MessageQuery())
      #expect(listing.page.items.map(\.item.id) == [three, two, one].map(\.messageID), "newest first")
      #expect(listing.page.items.map(\.opened.provider) == ["first", "second", "first"])
      #expect(listing.page.total == 3 && listing.missing.isEmpty)
      let list = try await browser.open("/inbox").text
      let places = [three, two, one].map { list.range(of: "/messages/\($0.messageID)")?.lowerBound }
      #expect(
        places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted())
      #expect(list.contains("3 unread messages") && list.contains("Example Water Company"))

      let message = try await browser.open("/messages/\(two.messageID)")
      #expect(message.text.contains("Example Water Company"))
      let download = try #require(message.link(to: "/download"))
      #expect(try await browser.get(download).text == "%PDF-1.7 water")
      let query = StatusQuery(message: two.messageID, recipient: try NationalNumber(parsing: Self.citizen))
      let water = try server.client(of: server.sender("demo-water")).sender
      #expect(try await water.status(of: [query]).first?.readAt != nil)
      #expect(try await server.inbox(of: Self.citizen).statistics().0.unread == 2)

      try await withdraws(browser, unread: 2)
      for id in [one, two, three].map(\.messageID) {
        let page = try await browser.open("/messages/\(id)")
        #expect(page.link(to: "/download") == nil && !page.text.contains("\(id)/"), "nothing is seen")
      }
      let taken = try await browser.open("/provider/take-out")
      #expect(taken.text.contains("3 messages in total"))
      let document = try #require(taken.link(to: "\(two.messageID)/attachments/"))
      #expect(try await browser.get(document).text == "%PDF-1.7 water")
      let file = try await browser.submit(taken, to: "/take-out/archive")
      #expect(file.status == 200 && file.headers.first(name: "Content-Type") == "application/zip")

      var told: [SenderEvent] = []
      for _ in 0..<100 where told.last?.kind != .consentWithdrawn {
        told = try await water.events(SenderEventQuery(after: 0)).items
        if told.last?.kind != .consentWithdrawn { try await Task.sleep(for: .milliseconds(100)) }
      }
      #expect(told.map(\.kind) == [.newDocument, .readDocument, .consentWithdrawn])
      for party in ["document-provider", "document-provider-second", "provider", "my-ebox"] {
        #expect(try await server.verify(party).isSound, "\(party)")
      }
    }
  }

  private func withdraws(_ browser: CitizenBrowser, unread: Int) async throws {
    let consents = try await browser.open("/provider/consents", as: Self.citizen)
    let confirm = try await browser.open(try #require(consents.link(to: "/provider/consents/withdraw")))
    #expect(confirm.text.contains("You have not yet read \(unread) messages"))
    #expect(try await browser.submit(confirm, to: "/withdraw").status == 200)
  }

  @Test("R-NOT-1, R-BOX-8: new mail of both is told in one mail, and what is read in between is not")
  func oneMail() async throws {
    try await JourneyServer.run { server in
      let citizen = "78041299916"
      _ = try await publish([UInt8]("%PDF-1.7 one".utf8), to: citizen, as: "demo-premiums", in: server)
      _ = try await publish([UInt8]("%PDF-1.7 two".utf8), to: citizen, as: "demo-water", in: server)
      let read = try await publish(
        [UInt8]("%PDF-1.7 three".utf8), to: citizen, as: "demo-water", in: server)
      let before = try server.mails(to: "citizen.one@mail.example").count
      let found = try await server.inbox(of: citizen).message(read.messageID)
      let attachment = try #require(found.item.attachments.first)
      let content = try await found.opened.registry.content(
        of: attachment.id, in: read.messageID, range: nil)
      for try await _ in content.bytes {}
      try await server.advance(days: 2)
      let mails = try server.mails(to: "citizen.one@mail.example").dropFirst(before)
      #expect(mails.count == 1, "\(mails.count)")
      #expect(mails.first?.contains("2 nieuwe berichten") == true, "\(mails.first ?? "")")
    }
  }

  @Test("R-BOX-8: channels and senders find every document provider; who has no token is told nothing")
  func listed() async throws {
    try await JourneyServer.run { server in
      for token in [try await server.citizenToken("78041299916"), try await server.senderToken("demo-tax")] {
        let all = try await RemoteMessageProviders(
          issuer: server.file.baseURL, tokens: GivenToken(token), http: server.http
        ).list()
        #expect(all.map(\.id.text) == ["first", "second"])
        #expect(all.map(\.registryURL) == server.file.registries.map(\.registryV3URL))
        #expect(all[1].name.text(in: .fr).text == "Second fournisseur de documents")
      }
      let address = server.file.baseURL + MessageProviderDirectory.path
      let refused = try await server.http.execute(HTTPClientRequest(url: address), timeout: .seconds(30))
      #expect(refused.status == .unauthorized)
    }
  }

  @Test("R-PUB-5, R-BOX-8: a sender's token is good at both, and each judges by its own register")
  func ownRegister() async throws {
    try await JourneyServer.run { server in
      let token = try await server.senderToken("demo-water")
      let reference = server.file.registries.map { registry in
        EBoxClient(
          registryURL: registry.registryV3URL, tokens: GivenToken(token), http: server.http,
          random: SystemRandom()
        ).referenceData
      }
      let number = try EnterpriseNumber(parsing: server.sender("demo-water").enterpriseNumber)
      #expect(try await reference[0].organization(number)?.messageTypes == [])
      #expect(try await !reference[0].organizations(.largest).items.map(\.number).contains(number))
      #expect(try await reference[1].organization(number)?.messageTypes.map(\.text) == ["WATERFACTUUR"])
      #expect(try await reference[1].organizations(.largest).items.map(\.number) == [number])
      let water = try server.sender("demo-water")
      let misplaced = try server.client(of: water, at: server.file.registryV3URL)
      do {
        _ = try await server.publishes(as: water, misplaced)
        Issue.record("published where it is not registered")
      } catch let failure as Failure<PublicationRejection> {
        guard case .rejected(.tripletNotRegistered) = failure else { throw failure }
      }
    }
  }
}
