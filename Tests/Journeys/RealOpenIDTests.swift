import Foundation
import NIOHTTP1
import Testing

@testable import ebox

/// Sign-in of a citizen through the whole program at OpenID providers that others wrote (R-BOX-2).
@Suite(.serialized) struct RealOpenIDTests {
  /// The program beside such a provider; its private key, if it has one, lies in a file.
  private func with(
    _ product: OpenIDProviderProcess.Product, _ body: (JourneyServer, String) async throws -> Void
  ) async throws {
    let port = try JourneyServer.freePort()
    let issuer = "http://127.0.0.1:\(port)"
    let key = FileManager.default.temporaryDirectory.appendingPathComponent("op-key-\(UUID().uuidString).pem")
    defer { try? FileManager.default.removeItem(at: key) }
    try Data(Self.makeKey().utf8).write(to: key)
    let settings = { (_: String) in
      [
        "openid.issuer=\(issuer)", "openid.client-id=\(OpenIDProviderProcess.clientID)",
        product == .idpyoidcByKey
          ? "openid.private-key=\(key.path)" : "openid.client-secret=\(OpenIDProviderProcess.secret)",
        // The demonstration's clock lags behind by as long as its seeding took.
        "openid.clock-skew=300",
        "openid.levels=\(OpenIDProviderProcess.low)=low \(OpenIDProviderProcess.high)=high",
      ]
    }
    try await JourneyServer.run(settings: settings) { server in
      try await OpenIDProviderProcess.run(product, for: server.file.baseURL, port: port) {
        try await body(server, issuer)
      }
    }
  }

  /// A P-256 key in PEM, as an operator makes one.
  private static func makeKey() throws -> String {
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    openssl.arguments = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
    let output = Pipe()
    openssl.standardOutput = output
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    let pem = try output.fileHandleForReading.readToEnd() ?? Data()
    openssl.waitUntilExit()
    return String(decoding: pem, as: UTF8.self)
  }

  /// What the person does at the identity provider: its own form, posted back to it.
  private func answer(
    _ away: WebPage, _ browser: CitizenBrowser, _ product: OpenIDProviderProcess.Product, _ level: String
  ) async throws -> WebPage {
    let address = try #require(away.location)
    switch product {
    case .mock:
      return try await browser.post(address, [("sub", "ada")])
    case .idpyoidc, .idpyoidcByKey:
      let items = URLComponents(string: address)?.queryItems?.map { ($0.name, $0.value ?? "") } ?? []
      let origin = address.components(separatedBy: "/authorization")[0]
      return try await browser.post(origin + "/sign-in", items + [("user", "ada"), ("level", level)])
    }
  }

  @Test(
    "R-BOX-2: a citizen signs in at a real OpenID provider, and is signed out there too",
    arguments: OpenIDProviderProcess.Product.allCases)
  func signIn(_ product: OpenIDProviderProcess.Product) async throws {
    try await with(product) { server, issuer in
      let browser = CitizenBrowser(server)
      let away = try await browser.get("/provider/sessions?lang=en")
      #expect(away.location?.hasPrefix(issuer) == true)
      let back = try await answer(away, browser, product, OpenIDProviderProcess.high)
      let sessions = try await browser.open(try #require(back.location))
      let refusals = try await server.signInRefusals()
      #expect(sessions.status == 200 && refusals.isEmpty, "\(refusals)")
      #expect(sessions.text.contains("This sign-in"))
      #expect(try await browser.open("/provider/consents").text.contains("Ada Peeters"))

      let out = try await browser.submit(sessions, to: "/provider/sign-out")
      let refresh = try #require(out.headers.first(name: "Refresh"))
      let onward = refresh.components(separatedBy: "url=")[1]
      #expect(onward.hasPrefix(issuer))
      #expect(try await browser.get("/provider/sessions").status == 303)
      if product != .mock {
        let there = try await browser.get(onward)
        #expect(there.location == server.file.baseURL + "/provider/signed-out")
        #expect(try await browser.open("/provider/signed-out").status == 200)
      }
    }
  }

  @Test("R-BOX-2: a person who signs out there is signed out here, without a browser")
  func backChannel() async throws {
    try await with(.idpyoidc) { server, issuer in
      let browser = CitizenBrowser(server)
      let back = try await answer(
        browser.get("/provider/sessions"), browser, .idpyoidc, OpenIDProviderProcess.high)
      #expect(try await browser.open(try #require(back.location)).status == 200)
      #expect(try await CitizenBrowser(server).post(issuer + "/sign-out-there", []).status == 200)
      #expect(try await browser.get("/provider/sessions").status == 303, "the session is over")
    }
  }

  @Test("R-BOX-2: too low a level leads to a step-up, which succeeds")
  func stepUp() async throws {
    try await with(.idpyoidc) { server, _ in
      let browser = CitizenBrowser(server)
      let away = try await browser.get("/provider/consents?lang=en")
      let low = try await browser.open(
        try #require(try await answer(away, browser, .idpyoidc, OpenIDProviderProcess.low).location))
      #expect(low.status == 403)
      let anew = try await browser.get(try #require(low.link(to: "/provider/sign-in")))
      #expect(anew.location?.contains("prompt=login") == true)
      let high = try await answer(anew, browser, .idpyoidc, OpenIDProviderProcess.high)
      #expect(try await browser.open(try #require(high.location)).status == 200)
    }
  }
}
