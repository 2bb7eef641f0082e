import Contracts
import EBoxClient
import Foundation
import Testing
import TrustServices
import Vocabulary

@testable import ebox

/// A letter to the wrong person, on the whole program: opened, and taken back by three people of the cast.
@Suite struct BreachRecallJourneyTests {
  private static let citizen = "78041299916"
  private static let reason = "Niet voor u bestemd"

  private func rejection(_ recall: Recall, _ sender: any SenderRegistry) async throws -> RecallRejection? {
    do throws(Failure<RecallRejection>) {
      try await sender.recall(recall)
      return nil
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return rejection
    }
  }

  @Test("R-AUD-7: neither the sender's token nor two people suffice; three do, and the citizen reads why")
  func walk() async throws {
    try await JourneyServer.run { server in
      let receipt = try await publish(
        [UInt8]("%PDF-1.7 wrong".utf8), to: Self.citizen, as: "demo-premiums", in: server)
      let id = receipt.messageID
      let channel = try await server.channel(of: Self.citizen)
      let main = try #require(try await channel.message(id).attachments.first).id
      for try await _ in try await channel.content(of: main, in: id, range: nil).bytes {}
      let sender = try server.client(of: try server.sender("demo-premiums")).sender
      let number = try NationalNumber(parsing: Self.citizen)
      let reason = try TranslatedText(parsing: [.nl: Self.reason], kind: "reason", charactersMax: 400)
      #expect(
        try await rejection(Recall(message: id, recipient: number, reason: reason), sender) == .alreadyOpened)

      let (now, reference) = (SystemTime().now(), try BreachReference(parsing: "2026-17"))
      let approval = RecallApproval(
        message: id, breachReference: reference.text, reason: Self.reason, issued: now,
        expires: now.adding(seconds: 600))
      let approvals = try server.file.approvers.map { approver in
        try approval.signed(
          by: SigningKey(
            id: approver.id, pem: String(contentsOfFile: approver.privateKeyFile, encoding: .utf8)))
      }
      func recall(_ approvals: [String]) -> Recall {
        Recall(
          message: id, recipient: number, reason: reason,
          breach: BreachRecall(reference: reference, approvals: approvals))
      }
      let two = Array(approvals.prefix(2))
      #expect(try await rejection(recall(two), sender) == .approvalMissing(.dataProtection))
      let other = try server.client(of: try server.sender("demo-tax")).sender
      #expect(try await rejection(recall(approvals), other) == .messageNotFound)
      #expect(try await rejection(recall(approvals), sender) == nil)
      #expect(try await channel.recalledMessages().first?.isAfterBreach == true)
      await #expect(throws: Failure<ReadingRejection>.self) { try await channel.message(id) }

      let browser = CitizenBrowser(server)
      _ = try await browser.open("/signin?lang=en", as: Self.citizen)
      let page = try await browser.open("/inbox?lang=en")
      #expect(page.text.contains("This message was not meant for you."))
      #expect(page.text.contains(Self.reason))
    }
  }
}
