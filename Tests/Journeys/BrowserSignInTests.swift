import AsyncHTTPClient
import Contracts
import EBoxClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import Vocabulary

@testable import ebox

/// `ebox inbox` and `ebox token` at a real deployment: the citizen signs in in a browser, which comes back to
/// a listener on 127.0.0.1 (RFC 8252).
@Suite struct BrowserSignInTests {
  static let citizen = "78041299916"

  @Test("R-BOX-3, R-CON-1: discovered, signed in in the browser, the inbox listed, the token revoked")
  func whole() async throws {
    try await JourneyServer.run { server in
      let receipt = try await publish(
        [UInt8]("%PDF-1.7".utf8), to: Self.citizen, as: "demo-premiums", in: server)
      let (token, channel) = try await signIn(server).token { url in
        let back = try redirectURI(in: url)
        let answer = try await walk(server).follow(url, until: back)
        // Another program on this machine, which does not know the state, ends nothing.
        #expect(try await get(back + "?state=another&code=x", server).status == .badRequest)
        #expect(try await get(back, server).status == .badRequest)
        #expect(try await get(answer, server).status == .ok)
      }
      let inbox = EBoxClient(
        registryURL: server.file.registryV3URL, tokens: GivenToken(token.token), http: server.http,
        random: SystemRandom()
      ).channel
      #expect(try await inbox.messages(MessageQuery()).items.map(\.id) == [receipt.messageID])
      #expect(token.mailbox != nil && token.expires > SystemTime().now())

      try await channel.revoke(token.token)
      let after = try await server.get("/ebox/messages", token: token.token)
      #expect(after.status == 401 && after.code == "INVALID_ACCESS_TOKEN")
      try await channel.revoke(token.token)
    }
  }

  @Test("a code is redeemed once, and not with another's key")
  func code() async throws {
    try await JourneyServer.run { server in
      let (own, attempt) = (try walk(server).signIn(), SignInAttempt(random: SystemRandom()))
      let back = server.file.channels[0].redirectURI
      let url = try await walk(server).follow(own.authorizationURL(attempt.request), until: back)
      let code = try SignInAnswer(query: url.dropFirst(back.count)).code(
        of: attempt, issuer: server.file.baseURL)
      let stranger = CitizenSignInWalk(
        demo: server.file, channel: try swapped(server), citizen: try NationalNumber(parsing: Self.citizen),
        level: "high", http: server.http, random: SystemRandom())
      await #expect(throws: ChannelSignInRefused(code: "invalid_client")) {
        try await stranger.signIn().exchange(code: code, verifier: attempt.verifier)
      }
      await #expect(throws: ChannelSignInRefused(code: "invalid_grant")) {
        try await own.exchange(code: code, verifier: String(repeating: "x", count: 43))
      }
      let token = try await own.exchange(code: code, verifier: attempt.verifier)
      await #expect(throws: ChannelSignInRefused(code: "invalid_grant")) {
        try await own.exchange(code: code, verifier: attempt.verifier)
      }
      let after = try await server.get("/ebox/messages", token: token.token)
      #expect(after.status == 401, "a code that comes twice ends the token that it gave")
    }
  }

  @Test("a no of the citizen, another provider's answer, and nobody who comes: words, and no token")
  func refusals() async throws {
    try await JourneyServer.run { server in
      let issuer = server.file.baseURL
      for (answer, words) in [
        ("error=access_denied&iss=\(issuer)", "access_denied"),
        ("code=x&iss=https://other.example", "another"),
        ("iss=\(issuer)", "no code"),
      ] {
        await #expect {
          try await signIn(server).token { url in
            let state = try value("state", in: url)
            _ = try await get(try redirectURI(in: url) + "?state=\(state)&\(answer)", server)
          }
        } throws: { ($0 as? ClientRefusal)?.description.contains(words) == true }
      }
      await #expect { try await signIn(server, seconds: 1).token { _ in } } throws: {
        ($0 as? ClientRefusal)?.description.contains("within 1 second") == true
      }
    }
  }

  @Test("R-OPS-5: a browser is sent back to a registered address only; of a loopback address to any port")
  func redirection() async throws {
    try await JourneyServer.run { server in
      let walk = try walk(server)
      for (address, isTaken) in [
        ("http://127.0.0.1:50123/callback", true), ("http://127.0.0.1:50123/callback/more", false),
        ("http://127.0.0.1:50123/other", false), ("http://127.0.0.1:0/callback", false),
        ("http://127.0.0.1:99999/callback", false), ("http://127.0.0.1:50123@evil.example/callback", false),
        ("http://localhost:50123/callback", false), ("https://127.0.0.1:50123/callback", false),
      ] {
        let start = try walk.signIn().authorizationURL(SignInAttempt(random: SystemRandom()).request)
        let own = Self.encoded(server.file.channels[0].redirectURI)
        let url = start.replacingOccurrences(of: own, with: Self.encoded(address))
        #expect(url != start)
        let status = try await get(url, server).status
        #expect(status == (isTaken ? .seeOther : .badRequest), "\(address)")
      }
    }
  }

  // MARK: - Parts

  private func signIn(_ server: JourneyServer, seconds: Int = 60) async throws -> BrowserSignIn {
    let endpoints = try await AuthorizationEndpoints.discover(
      issuer: server.file.baseURL, http: server.http)
    let channel = server.file.channels[0]
    return BrowserSignIn(
      endpoints: endpoints,
      credentials: Credentials(
        clientID: channel.clientId, keyID: channel.keyId,
        privateKeyPEM: try String(contentsOfFile: channel.privateKeyFile, encoding: .utf8),
        tokenURL: endpoints.tokenURL),
      seconds: seconds,
      wire: OAuthChannelSignIn.Wire(http: server.http, time: SystemTime(), random: SystemRandom()))
  }

  private func walk(_ server: JourneyServer) throws -> CitizenSignInWalk {
    CitizenSignInWalk(
      demo: server.file, channel: server.file.channels[0],
      citizen: try NationalNumber(parsing: Self.citizen), level: "high", http: server.http,
      random: SystemRandom())
  }

  /// The portal's channel with another channel's key.
  private func swapped(_ server: JourneyServer) throws -> DemoFile.Channel {
    let (own, other) = (server.file.channels[0], server.file.channels[1])
    return DemoFile.Channel(
      name: own.name, clientId: own.clientId, keyId: own.keyId, privateKeyFile: other.privateKeyFile,
      redirectURI: own.redirectURI, soap: nil)
  }

  private func get(_ url: String, _ server: JourneyServer) async throws -> HTTPClientResponse {
    let response = try await server.http.execute(HTTPClientRequest(url: url), timeout: .seconds(30))
    _ = try await response.body.collect(upTo: 1_048_576)
    return response
  }

  private func redirectURI(in url: String) throws -> String { try value("redirect_uri", in: url) }

  private func value(_ name: String, in url: String) throws -> String {
    try #require(URLComponents(string: url)?.queryItems?.first { $0.name == name }?.value)
  }

  private static func encoded(_ address: String) -> String {
    address.replacingOccurrences(of: ":", with: "%3A").replacingOccurrences(of: "/", with: "%2F")
      .replacingOccurrences(of: "@", with: "%40")
  }
}
