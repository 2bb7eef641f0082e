import Contracts
import EBoxClient
import Foundation
import Testing
import Vocabulary

@testable import ebox

/// A reply on the whole program, with the tokens that the authorization server gives.
@Suite("R-PUB-10: a citizen answers a sender")
struct ReplyJourneyTests {
  @Test("sent by the citizen's channel, read by the sender's own system and a mandated one, by no other")
  func whole() async throws {
    try await JourneyServer.run { server in
      let premiums = try server.sender("demo-premiums")
      let client = try server.client(of: premiums)
      let original = try await server.publish(as: premiums, client)
      let channel = try await server.channel(of: "78041299916")
      let proof = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).txt")
      defer { try? FileManager.default.removeItem(at: proof) }
      try Data("bewijs".utf8).write(to: proof)
      let text = try TranslatedText(parsing: [.nl: "Niet akkoord"], kind: "text", charactersMax: 100)
      let reply = try FileReply(
        text: text,
        files: [
          FileToPublish(
            path: proof.path, mediaType: try MediaType(parsing: "text/plain"), isMainContent: false)
        ])
      let key = try IdempotencyKey(parsing: UUID().uuidString)
      let receipt = try await reply.send(to: original, key, through: channel)
      #expect(try await reply.send(to: original, key, through: channel).id == receipt.id)

      let message = try await client.sender.box.message(receipt.id)
      #expect(message.reply?.author.digits == "78041299916" && message.reply?.original == original)
      #expect(try await client.sender.box.body(of: receipt.id) == text)
      #expect(try await channel.replies(to: original).first?.openedAt != nil)
      let number = try EnterpriseNumber(parsing: premiums.enterpriseNumber)
      let service = try server.client(of: try server.sender("demo-service"), for: number)
      #expect(try await service.sender.box.message(receipt.id).id == receipt.id)
      let tax = try server.client(of: try server.sender("demo-tax"))
      await #expect(throws: Failure<ReadingRejection>.self) { try await tax.sender.box.message(receipt.id) }
      let suspended = try server.client(of: try server.sender("demo-suspended")).sender.box
      do throws(Failure<ReadingRejection>) {
        _ = try await suspended.summary()
        Issue.record("a suspended sender reads")
      } catch {
        guard case .denied(.senderSuspended) = error else { throw error }
      }
    }
  }

  @Test(
    "a name that a citizen gave a file stays in its folder and reads as it is",
    arguments: [
      ("../../etc/passwd", "etc_passwd"), ("..", "reply"), (".bashrc", "bashrc"),
      ("a\u{202E}fdp.exe", "afdp.exe"),
      ("C:\\x\\y.pdf", "C__x_y.pdf"), ("bewijs – één.pdf", "bewijs – één.pdf"),
      ("a\u{1B}[31m.txt", "a[31m.txt"),
    ])
  func savedName(given: String, saved: String) {
    #expect(SavedFile.name(given) == saved)
  }
}
