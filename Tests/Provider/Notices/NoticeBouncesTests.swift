import AuditTrail
import Contracts
import EBoxTesting
import Logging
import Mail
import Provider
import Testing
import Vocabulary

@Suite("Bounces come to the notice that they are about, and to no other") struct NoticeBouncesTests {
  static func report(
    to address: String, action: String = "failed", status: String = "5.1.1"
  ) -> [UInt8] {
    Array(
      """
      Delivered-To: \(address)
      From: MAILER-DAEMON@relay.example
      To: \(address)
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; relay.example

      Final-Recipient: rfc822; jan@example.be
      Action: \(action)
      Status: \(status)

      --b--

      """.utf8)
  }

  private static func with(
    _ body: @Sendable (PostOffice, MailFolder, NoticeBounces) async throws -> Void
  ) async throws {
    try await PostOffice.with(.sqlite) { office in
      try await TemporaryFolder.with { path in
        let folder = try MailFolder(path + "/bounces")
        let bounces = office.provider.party.noticeBounces(
          folder, returnDomain: PostOffice.returnDomain, log: Logger(label: "test"))
        try await body(office, folder, bounces)
      }
    }
  }

  @Test("a permanent one and a delay are recorded, once each, however often they are read")
  func recorded() async throws {
    try await Self.with { office, folder, bounces in
      let notice = try await office.queue()
      try await office.post().postDue()
      let path = try #require(office.relay.mails.first).returnPath.text
      try folder.deliver(Self.report(to: path, action: "delayed", status: "4.4.1"), as: "1")
      try folder.deliver(Self.report(to: path.uppercased()), as: "2")
      try folder.deliver(Self.report(to: path.uppercased()), as: "3")
      let round = try await bounces.takeIn()
      #expect(round.recorded == 3 && round.others == 0)
      #expect(try await office.acts(notice) == ["accepted", "delayed", "bounced"])
      #expect(try folder.newMails().isEmpty)
      let entries = try await office.provider.entries("notice-\(notice.id.text)")
      #expect(entries.map { $0.details["status"] } == ["2.0.0", "4.4.1", "5.1.1"])
    }
  }

  @Test("nobody who lacks the mail can forge one")
  func forged() async throws {
    try await Self.with { office, folder, bounces in
      let notice = try await office.queue()
      try await office.post().postDue()
      let path = try #require(office.relay.mails.first).returnPath.text
      let mark = path.split(separator: "@")[0].suffix(10)
      let forged = [
        path.replacing(mark, with: "0000000000"), path.replacing(mark, with: ""),
        path.replacing(PostOffice.returnDomain, with: "elsewhere.example"),
        path.replacing("b-", with: "c-"),
        "b-\(try office.id(2).text.lowercased())-\(mark)@bounces.ebox.example",
        "jan@example.be",
      ]
      let mails = forged.map { Self.report(to: $0) } + [Array("geen mail".utf8), []]
      for (number, mail) in mails.enumerated() {
        try folder.deliver(mail, as: "\(number)")
        let round = try await bounces.takeIn()
        #expect(
          round.recorded == 0 && round.others == 1, "\(String(decoding: mail, as: UTF8.self)), not \(path)")
      }
      #expect(try await office.acts(notice) == ["accepted"])
      #expect(try folder.newMails().isEmpty)
    }
  }
}
