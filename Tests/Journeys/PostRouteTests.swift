import Contracts
import Foundation
import Hummingbird
import Logging
import Testing
import Vocabulary

@testable import ebox

/// Every address of the program that changes something, tried as another site would try it.
@Suite struct PostRouteTests {
  /// Those that no browser's cookie opens: a program proves itself with what another site does not have. They
  /// are tried too: with cookies alone they must answer no.
  private static let programs: Set<String> = [
    AuthorizationMetadata.tokenPath, AuthorizationMetadata.revocationPath,
    AuthorizationMetadata.introspectionPath, ProviderPages.backChannelLogoutPath,
    "/EBoxMessage/v1", "/CitizenProfile/v1", "/RegisteredMail/v1",
  ]
  /// In demo and test only, and nobody's session: the played sign-in and the clock that can be moved.
  private static let played: Set<String> = ["/csam/authorize", "/csam/token", "/demo/clock"]

  /// All routes of the program that is composed as the demonstration's.
  static func routes() async throws -> [(method: String, path: String)] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("routes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let configuration = try Demo(folder: folder, port: 9).prepare(logLevel: "critical")
    let surroundings = Surroundings(time: SystemTime(), random: SystemRandom(), log: Logger(label: "routes"))
    let parties = try await Parties.compose(configuration, surroundings)
    let router = try ServerRouter(parties: parties, metrics: PrometheusMetrics()).router()
    let routes = router.routes.map { (method: $0.method.rawValue, path: "\($0.path)") }
    await parties.close()
    return routes
  }

  /// A concrete address for a route with parameters.
  static func address(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      guard part.hasPrefix("{") || part.hasPrefix(":") else { return String(part) }
      return part.contains("provider") ? "0" : "01KAS8T4ZQ0000000000000000"
    }.joined(separator: "/")
  }

  private static let fields = [
    ("choice", "accept"), ("channel", "my-ebox"), ("channels", "yes"), ("session", "x"), ("query", "x=1"),
    ("version", ConsentText.currentVersion), ("language", "nl"), ("code", "123456"),
    ("address", "a@b.example"),
  ]

  @Test("R-CON-1, R-OPS-5: every form of the program is refused without the token of this very session")
  func forms() async throws {
    let all = try await Self.routes().filter { !["GET", "HEAD", "OPTIONS"].contains($0.method) }
    try await JourneyServer.run { server in
      let (browser, other) = (CitizenBrowser(server), CitizenBrowser(server))
      var tokens: [String] = []
      for (one, citizen) in [(browser, "78041299916"), (other, "65093099914")] {
        _ = try await one.open("/signin", as: citizen)
        for page in ["/inbox", "/provider/consents"] {
          let field = try await one.open(page).form(to: "/")?.fields.first { $0.0 == "form-token" }
          tokens.append(try #require(field?.1, "\(page) has no form"))
        }
      }
      let (portal, provider) = (tokens[0], tokens[1])
      let forms = all.filter { route in
        !Self.programs.contains(route.path) && !Self.played.contains(route.path)
          && !route.path.contains("/REST/")
      }
      #expect(forms.count >= 6, "\(forms)")
      for route in forms {
        let address = Self.address(route.path)
        let own = address.hasPrefix("/provider/") ? provider : portal
        let strangers = address.hasPrefix("/provider/") ? tokens[3] : tokens[2]
        let none = try await browser.post(address, Self.fields)
        #expect(none.status == 403, "\(route) without a token: \(none.status)")
        let stolen = try await browser.post(address, Self.fields + [("form-token", strangers)])
        #expect(stolen.status == 403, "\(route) with another session's token: \(stolen.status)")
        let cross = try await browser.post(
          address, Self.fields + [("form-token", own)], headers: [("Sec-Fetch-Site", "cross-site")])
        #expect(cross.status == 403, "\(route) from another site: \(cross.status)")
        let anonymous = try await CitizenBrowser(server).post(address, Self.fields + [("form-token", own)])
        #expect(
          [401, 403, 303].contains(anonymous.status) || route.path == "/provider/sign-out",
          "\(route) without a session: \(anonymous.status)")
      }
      // Nothing of it did anything: both are signed in as before.
      #expect(try await browser.get("/inbox").status == 200)
      #expect(try await browser.get("/provider/consents").status == 200)
    }
  }

  @Test("R-OPS-5: what programs call is not opened by a browser's cookies")
  func programs() async throws {
    let all = try await Self.routes().filter { !["GET", "HEAD", "OPTIONS"].contains($0.method) }
    try await JourneyServer.run { server in
      let browser = CitizenBrowser(server)
      _ = try await browser.open("/signin", as: "78041299916")
      let called = all.filter { Self.programs.contains($0.path) || $0.path.contains("/REST/") }
      #expect(called.count >= 5, "\(called)")
      for route in called {
        let answer = try await browser.post(Self.address(route.path), Self.fields)
        #expect(
          [400, 401, 404, 405].contains(answer.status) || Self.isSOAPFault(answer),
          "\(route): \(answer.status)")
      }
    }
  }

  /// A fault of SOAP is HTTP 500 (SOAP 1.1 §6.2): that what came is no message.
  private static func isSOAPFault(_ answer: WebPage) -> Bool {
    answer.status == 500 && answer.text.contains("<err:Code>SOA-03002</err:Code>")
  }

  @Test("R-CON-1: nobody consents in the citizen's place: every address, with every other credential")
  func nobodyElse() async throws {
    let all = try await Self.routes()
    try await JourneyServer.run { server in
      let victim = "55110199909"
      let sender = try await server.senderToken("demo-premiums")
      let channel = try await server.citizenToken("78041299916")
      let credentials: [(String, String)?] = [
        nil, ("Authorization", "Bearer \(sender)"), ("Authorization", "Bearer \(channel)"),
      ]
      let before = try await server.consentActs()
      let query = "?ssin=\(victim)&recipient=\(victim)&channel=my-ebox&choice=accept"
      for route in all where !route.path.hasPrefix("/csam") && !route.path.hasPrefix("/demo") {
        for credential in credentials {
          let browser = CitizenBrowser(server)
          let headers = credential.map { [$0] } ?? []
          let address = Self.address(route.path) + query
          let answer =
            ["GET", "HEAD"].contains(route.method)
            ? try await browser.get(address, headers: headers)
            : try await browser.post(address, Self.fields + [("ssin", victim)], headers: headers)
          #expect(answer.status < 500 || Self.isSOAPFault(answer), "\(route): \(answer.status)")
        }
      }
      #expect(try await server.consentActs() == before)
      let receipt = try await publish([UInt8]("%PDF-1.7".utf8), to: victim, as: "demo-premiums", in: server)
      #expect(!receipt.isDigital, "the box is still not active")
    }
  }
}
