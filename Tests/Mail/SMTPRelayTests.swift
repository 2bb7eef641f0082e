import EBoxTesting
import Foundation
import Mail
import Testing
import Vocabulary

@Suite("SMTP against aiosmtpd: what becomes of each mail") struct SMTPRelayTests {
  static func settings(
    _ port: Int, _ security: RelaySettings.Security = .none, caFile: String? = nil, user: String? = nil,
    password: String = ""
  ) -> RelaySettings {
    RelaySettings(
      host: "127.0.0.1", port: port, security: security, caFile: caFile, user: user, password: password,
      helloName: "ebox.example", connectSeconds: 3, replySeconds: 5, mailSeconds: 10)
  }

  static func with(
    _ arguments: [String] = [], _ body: (TestRelay, String) async throws -> Void
  ) async throws {
    try await TemporaryFolder.with { folder in
      let relay = try TestRelay(in: folder, arguments)
      do {
        try await body(relay, folder)
        relay.stop()
      } catch {
        relay.stop()
        throw error
      }
    }
  }

  @Test("many mails go over one connection, byte for byte")
  func connectionKept() async throws {
    try await Self.with { relay, _ in
      let smtp = try SMTPRelay(Self.settings(relay.port))
      var sent: [[UInt8]] = []
      // On a machine that is kept busy for longer, a new connection is what should come.
      var pauses = 0
      var before = ContinuousClock.now
      for number in 1...20 {
        let mail = try Letters.outgoing(to: "ok-\(number)@example.be", ".\n..\nDag \(number)\n")
        let begun = ContinuousClock.now
        #expect(await smtp.send(mail) == .accepted(RelayReply(code: 250, status: EnhancedStatus("2.0.0"))))
        if ContinuousClock.now - before > .seconds(RelaySettings.idleSecondsMax - 1) { pauses += 1 }
        before = begun
        sent.append(mail.bytes)
      }
      let taken = try relay.taken()
      #expect(taken.map(\.bytes) == sent)
      #expect(Set(taken.map(\.connection)).count <= 1 + pauses)
      #expect(taken.allSatisfy { $0.returnPath == "b-01-x@bounces.ebox.example" })
      #expect(taken.map(\.recipient) == (1...20).map { "ok-\($0)@example.be" })
      await smtp.close()
    }
  }

  @Test(
    "each refusal is told apart",
    arguments: [
      ("later", RelayOutcome.tryLater(RelayReply(code: 450, status: EnhancedStatus("4.2.0")))),
      ("unknown", .refusedForAddress(RelayReply(code: 550, status: EnhancedStatus("5.1.1")))),
      ("gone", .refusedForAddress(RelayReply(code: 550))),
      ("full", .refusedForMail(RelayReply(code: 552, status: EnhancedStatus("5.2.2")))),
      ("policy", .refusedForAll(RelayReply(code: 550, status: EnhancedStatus("5.7.1")))),
      ("content", .refusedForMail(RelayReply(code: 554, status: EnhancedStatus("5.6.0")))),
      ("closing", .tryLater(RelayReply(code: 421, status: EnhancedStatus("4.3.2")))),
      ("dies", .unknown), ("forgets", .unknown),
    ])
  func refusals(_ recipient: String, _ expected: RelayOutcome) async throws {
    try await Self.with { relay, _ in
      let smtp = try SMTPRelay(Self.settings(relay.port))
      #expect(try await smtp.send(Letters.outgoing(to: "ok-1@example.be")) == .accepted(Self.taken))
      #expect(try await smtp.send(Letters.outgoing(to: "\(recipient)-1@example.be")) == expected)
      // Whatever happened to one mail, the next goes.
      #expect(try await smtp.send(Letters.outgoing(to: "ok-2@example.be")) == .accepted(Self.taken))
      let kept = try relay.taken().map(\.recipient)
      #expect(kept.filter { $0.hasPrefix("ok") } == ["ok-1@example.be", "ok-2@example.be"])
      #expect(kept.count == (recipient == "forgets" ? 3 : 2))
      await smtp.close()
    }
  }

  static let taken = RelayReply(code: 250, status: EnhancedStatus("2.0.0"))

  @Test("a connection that dies before the mail was given leaves nothing unknown")
  func dropped() async throws {
    try await Self.with { relay, _ in
      let smtp = try SMTPRelay(Self.settings(relay.port))
      guard case .unreachable = try await smtp.send(Letters.outgoing(to: "drops-1@example.be")) else {
        Issue.record("not unreachable")
        return
      }
      await smtp.close()
    }
  }

  @Test("a relay that closes an idle connection is reached again, each mail once")
  func idleConnections() async throws {
    try await Self.with(["--mails-per-connection", "1"]) { relay, _ in
      let smtp = try SMTPRelay(Self.settings(relay.port))
      for number in 1...5 {
        #expect(
          try await smtp.send(Letters.outgoing(to: "ok-\(number)@example.be")) == .accepted(Self.taken))
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(try relay.taken().map(\.recipient) == (1...5).map { "ok-\($0)@example.be" })
      #expect(Set(try relay.taken().map(\.connection)).count == 5)
      await smtp.close()
    }
  }

  @Test("nobody listens, and nobody answers in time")
  func unreachable() async throws {
    guard case .unreachable = try await SMTPRelay(Self.settings(1)).send(Letters.outgoing(to: "a@b.be"))
    else {
      Issue.record("not unreachable")
      return
    }
    try await Self.with { relay, _ in
      let impatient = RelaySettings(
        host: "127.0.0.1", port: relay.port, security: .none, helloName: "ebox.example", connectSeconds: 1,
        replySeconds: 1, mailSeconds: 1)
      let outcome = try await SMTPRelay(impatient).send(Letters.outgoing(to: "slow-1@example.be"))
      #expect(outcome == .unknown)
    }
  }

  @Test("a sender that the relay refuses is nobody's address's fault")
  func sender() async throws {
    try await Self.with(["--refuses-sender"]) { relay, _ in
      let smtp = try SMTPRelay(Self.settings(relay.port))
      #expect(
        try await smtp.send(Letters.outgoing(to: "ok-1@example.be"))
          == .refusedForAll(RelayReply(code: 550, status: EnhancedStatus("5.7.1"))))
    }
  }

  // MARK: TLS and login

  /// A certificate for 127.0.0.1, signed by itself.
  static func certificate(in folder: String) throws -> (certificate: String, key: String) {
    let (certificate, key) = (folder + "/relay.pem", folder + "/relay.key")
    try OpenSSL.run([
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=relay", "-addext",
      "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ])
    return (certificate, key)
  }

  @Test("TLS as required, by an authority that is trusted", arguments: ["starttls", "tls"])
  func secured(_ security: String) async throws {
    try await TemporaryFolder.with { folder in
      let files = try Self.certificate(in: folder)
      let kind = try #require(RelaySettings.Security(rawValue: security))
      let arguments = ["--tls", security, "--certificate", files.certificate, "--key", files.key]
      try await Self.with(arguments) { relay, _ in
        let trusting = try SMTPRelay(Self.settings(relay.port, kind, caFile: files.certificate))
        #expect(try await trusting.send(Letters.outgoing(to: "ok-1@example.be")) == .accepted(Self.taken))
        let doubting = try SMTPRelay(Self.settings(relay.port, kind))
        guard case .unreachable = try await doubting.send(Letters.outgoing(to: "ok-2@example.be")) else {
          Issue.record("a certificate of nobody was trusted")
          return
        }
        #expect(try relay.taken().map(\.recipient) == ["ok-1@example.be"])
      }
    }
  }

  @Test("where STARTTLS is required and not offered, nothing is sent")
  func downgrade() async throws {
    try await Self.with { relay, _ in
      let smtp = try SMTPRelay(Self.settings(relay.port, .starttls))
      let outcome = try await smtp.send(Letters.outgoing(to: "ok-1@example.be"))
      switch outcome {
      case .unreachable, .refusedForAll: break
      default: Issue.record("\(outcome)")
      }
      #expect(try relay.taken().isEmpty)
    }
  }

  @Test("the login is used, and a wrong one is no address's fault")
  func login() async throws {
    try await TemporaryFolder.with { folder in
      let files = try Self.certificate(in: folder)
      let arguments = [
        "--tls", "starttls", "--certificate", files.certificate, "--key", files.key, "--login", "ebox:geheim",
      ]
      try await Self.with(arguments) { relay, _ in
        let known = Self.settings(
          relay.port, .starttls, caFile: files.certificate, user: "ebox", password: "geheim")
        let right = try SMTPRelay(known)
        #expect(try await right.send(Letters.outgoing(to: "ok-1@example.be")) == .accepted(Self.taken))
        let wrong = try SMTPRelay(
          Self.settings(relay.port, .starttls, caFile: files.certificate, user: "ebox", password: "raden"))
        let outcome = try await wrong.send(Letters.outgoing(to: "ok-2@example.be"))
        guard case .refusedForAll(let reply) = outcome else {
          Issue.record("a wrong password: \(outcome)")
          return
        }
        #expect(reply.code == 535)
      }
    }
  }
}
