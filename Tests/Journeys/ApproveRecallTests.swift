import ArgumentParser
import Contracts
import Crypto
import EBoxTesting
import Foundation
import Testing
import TrustServices
import Vocabulary

@testable import ebox

/// What people at the command line sign and hand in after a data breach.
@Suite("ebox approve-recall, ebox recall --breach")
struct ApproveRecallTests {
  private static let message = "01KAMXN3V0M4T1X0R8W9Q2Y5CE"

  private func approve(_ arguments: [String], key: P256.Signing.PrivateKey) async throws -> String {
    try await TemporaryFolder.with { folder in
      try key.pemRepresentation.write(toFile: folder + "/key.pem", atomically: true, encoding: .utf8)
      let command = try ApproveRecallCommand.parse(
        [Self.message, "--key", folder + "/key.pem", "--out", folder + "/one.jwt"] + arguments)
      try command.run()
      return try String(contentsOfFile: folder + "/one.jwt", encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  @Test("signs message, breach and the words of the reason, for at most seven days")
  func signs() async throws {
    let key = P256.Signing.PrivateKey()
    let text = try await approve(
      ["--breach", "2026-17", "--reason", "Één brief te veel", "--id", "legal-1", "--days", "2"], key: key)
    let token = try SignedToken(parsing: text)
    try token.checkSignature(among: [
      try VerificationKey(id: "legal-1", pem: key.publicKey.pemRepresentation)
    ])
    let approval = try #require(RecallApproval(token))
    #expect(approval.messageID == Self.message && approval.breachReference == "2026-17")
    #expect(approval.reasonDigest == RecallApproval.digest(of: "Één brief te veel"))
    #expect(approval.expires == approval.issued.adding(seconds: 2 * 86_400))
  }

  @Test(
    "what can't be signed is said before anything is",
    arguments: [
      ["--breach", "2026 17", "--reason", "x", "--id", "a"], ["--breach", "1", "--reason", " ", "--id", "a"],
      ["--breach", "1", "--reason", "x", "--id", "a b"],
      ["--breach", "1", "--reason", "x", "--id", "a", "--days", "8"],
      ["--breach", "1", "--reason", "x", "--id", "a", "--days", "0"],
      ["--breach", "1", "--reason", "x", "--id", "a", "--algorithm", "none"],
      ["--breach", "1", "--reason", "x", "--id", "a", "--algorithm", "RS256"],
      ["--breach", "78041299916", "--reason", "x", "--id", "a"],
      ["--breach", "1", "--reason", String(repeating: "x", count: 401), "--id", "a"],
    ])
  func wrong(arguments: [String]) async throws {
    await #expect(throws: (any Error).self) {
      try await approve(arguments, key: P256.Signing.PrivateKey())
    }
  }

  @Test("a recall takes a breach with three approvals, or neither")
  func together() throws {
    let plain = [Self.message, "--to", "78041299916", "--reason", "x"]
    func approvals(_ count: Int) -> [String] { (0..<count).flatMap { ["--approval", "\($0).jwt"] } }
    _ = try RecallCommand.parse(plain)
    _ = try RecallCommand.parse(plain + ["--breach", "2026-17"] + approvals(3))
    for wrong in [
      ["--breach", "2026-17"] + approvals(2), ["--breach", "2026-17"] + approvals(4), approvals(3),
    ] {
      #expect(throws: (any Error).self) { try RecallCommand.parse(plain + wrong) }
    }
  }
}
