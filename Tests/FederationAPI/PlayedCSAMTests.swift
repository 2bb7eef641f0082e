import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PlayedCSAM
import Testing
import Vocabulary

@Suite("The played identity provider")
struct PlayedCSAMTests {
  private static let redirectURI = "http://127.0.0.1/callback"
  private static let signedOutURI = "http://127.0.0.1/out"

  private static func played(_ environment: String = "test") throws -> PlayedCSAM {
    try PlayedCSAM(
      environment: environment,
      play: PlayedCSAM.Play(
        baseURL: "http://127.0.0.1",
        client: PlayedCSAM.Client(
          id: "ebox", secret: "se:cret", redirectURI: redirectURI, signedOutURI: signedOutURI),
        people: [
          PlayedCSAM.Person(
            number: try NationalNumber(parsing: "78041299916"), givenName: "Ada", familyName: "<Peeters>")
        ]),
      time: SystemTime(), random: SystemRandom())
  }

  @Test("production refuses it", arguments: ["production", "acceptation", "simulation", ""])
  func refused(_ environment: String) {
    #expect(PlayedCSAM.refuses(environment))
    #expect(throws: PlayedCSAM.Refused.self) { try Self.played(environment) }
  }

  @Test("a code for whoever one wants to be, once, with PKCE and the client's secret")
  func signIn() async throws {
    let router = Router()
    try Self.played().addRoutes(to: router)
    try await Application(router: router).test(.router) { client in
      // S256 of forty-three times "v", as another implementation computed it.
      let challenge = "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM"
      let fields = [
        ("client_id", "ebox"), ("redirect_uri", Self.redirectURI), ("state", "s+t"), ("nonce", "n"),
        ("code_challenge", challenge),
      ]
      let page = try await client.execute(uri: "/csam/authorize?" + ServedProvider.form(fields), method: .get)
      #expect(page.text.contains("Ada &lt;Peeters&gt;"))
      let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
      let wrong = fields + [("ssin", "78041299917"), ("level", "high")]
      #expect(
        try await client.execute(
          uri: "/csam/authorize", method: .post, headers: form,
          body: ByteBuffer(string: ServedProvider.form(wrong))
        ).status == .badRequest)
      let chosen = fields + [("ssin", "78.04.12-999.16"), ("level", "low")]
      let back = try await client.execute(
        uri: "/csam/authorize", method: .post, headers: form,
        body: ByteBuffer(string: ServedProvider.form(chosen)))
      #expect(back.status == .seeOther)
      #expect(back.answer["state"] == "s+t")
      let redemption = ServedProvider.form([
        ("grant_type", "authorization_code"), ("code", back.answer["code"] ?? ""),
        ("redirect_uri", Self.redirectURI), ("code_verifier", String(repeating: "w", count: 43)),
      ])
      let stranger = try await client.execute(
        uri: "/csam/token", method: .post, headers: form, body: ByteBuffer(string: redemption))
      #expect(stranger.status == .unauthorized)
      var own = form
      own[.authorization] = "Basic \(Data("ebox:se%3Acret".utf8).base64EncodedString())"
      let badVerifier = try await client.execute(
        uri: "/csam/token", method: .post, headers: own, body: ByteBuffer(string: redemption))
      #expect(badVerifier.json["error"] as? String == "invalid_grant")
      let again = try await client.execute(
        uri: "/csam/authorize", method: .post, headers: form,
        body: ByteBuffer(string: ServedProvider.form(chosen)))
      let right = ServedProvider.form([
        ("grant_type", "authorization_code"), ("code", again.answer["code"] ?? ""),
        ("redirect_uri", Self.redirectURI), ("code_verifier", String(repeating: "v", count: 43)),
      ])
      let token = try await client.execute(
        uri: "/csam/token", method: .post, headers: own, body: ByteBuffer(string: right))
      let payload = try #require((token.json["id_token"] as? String)?.split(separator: ".").dropFirst().first)
      let plain = String(payload).replacing("-", with: "+").replacing("_", with: "/")
      let padded = plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)
      let claims = String(decoding: try #require(Data(base64Encoded: padded)), as: UTF8.self)
      #expect(claims.contains(#""acr":"http://eidas.europa.eu/LoA/low""#))
      #expect(claims.contains(#""egovNRN":"78041299916""#))
      #expect(claims.contains(#""nonce":"n""#))
      let idToken = try #require(token.json["id_token"] as? String)
      func end(_ hint: String, _ back: String) async throws -> TestResponse {
        let query = ServedProvider.form([("id_token_hint", hint), ("post_logout_redirect_uri", back)])
        return try await client.execute(uri: "/csam/end?" + query, method: .get)
      }
      #expect(try await end(idToken, Self.signedOutURI).headers[.location] == Self.signedOutURI)
      #expect(try await end(idToken, "http://evil.example").status == .badRequest)
      #expect(try await end("x." + idToken, Self.signedOutURI).status == .badRequest)
      #expect(try await end(String(idToken.dropLast(8)), Self.signedOutURI).status == .badRequest)
      let foreign = fields.map { $0.0 == "redirect_uri" ? ($0.0, "http://evil.example") : $0 }
      let refused = try await client.execute(
        uri: "/csam/authorize?" + ServedProvider.form(foreign), method: .get)
      #expect(refused.status == .badRequest)
    }
  }
}
