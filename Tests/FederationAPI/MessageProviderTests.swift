import AuditTrail
import Contracts
import EBoxTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import Testing
import Vocabulary

@testable import FederationAPI

/// The federation's document providers over HTTP, in the form of its public contract (federation 1.3).
@Suite("R-BOX-8: the document providers of the federation, on the wire")
struct MessageProviderTests {
  private static let providers = [
    MessageProvider(
      id: try! MessageProviderID(parsing: "first"),
      name: try! TranslatedText(parsing: [.nl: "Eerste", .fr: "Premier"], kind: "name", charactersMax: 80),
      registryURL: "https://one.example/v3", contact: "help@one.example",
      activeFrom: try! CalendarDate(parsing: "2026-01-31")),
    MessageProvider(
      id: try! MessageProviderID(parsing: "second"),
      name: try! TranslatedText(parsing: [.nl: "Tweede"], kind: "name", charactersMax: 80),
      registryURL: "https://two.example/v3", contact: "",
      activeFrom: try! CalendarDate(parsing: "2026-11-01"),
      enterpriseNumber: try! EnterpriseNumber(parsing: "1999999943")),
  ]

  private func get(
    _ served: ServedProvider, _ path: String = "", token: String?
  ) async throws -> TestResponse {
    var headers = HTTPFields()
    if let token { headers[.authorization] = "Bearer \(token)" }
    return try await served.client.execute(
      uri: MessageProviderDirectory.path + path, method: .get, headers: headers)
  }

  private func token(_ served: ServedProvider) async throws -> String {
    let answer = try await served.post(
      AuthorizationMetadata.tokenPath,
      [("grant_type", "client_credentials"), ("scope", Scope.publicationSender.wire)]
        + served.proof("sender-one"))
    return try #require(answer.json["access_token"] as? String)
  }

  @Test("the list and each entry hold what the contract requires")
  func contract() async throws {
    try await ServedProvider.with(providers: Self.providers) { served in
      let token = try await token(served)
      let answer = try await get(served, token: token)
      #expect(answer.status == .ok && answer.headers[.contentType] == "application/json")
      let list = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [[String: Any]])
      let required = [
        "apiSupportedVersion", "messageProviderActivationDate", "messageProviderDescription",
        "messageProviderId", "messageProviderName", "messageProviderTechnicalContact", "messageProviderUrl",
      ]
      #expect(list.count == 2 && list.allSatisfy { $0.keys.sorted() == required })
      #expect(list[0]["messageProviderUrl"] as? String == "https://one.example/v3")
      #expect(list[0]["messageProviderActivationDate"] as? String == "2026-01-31")
      #expect((list[0]["messageProviderName"] as? [String: String])?["fr"] == "Premier")
      let second = try await get(served, "/second", token: token).json
      #expect((second["messageProviderDescription"] as? [String: String])?["en"] == "Tweede (1999999943)")
    }
  }

  @Test("what is refused has its code and is on the trail")
  func refused() async throws {
    try await ServedProvider.with(providers: Self.providers) { served in
      let good = try await token(served)
      let cases: [(String, String?, HTTPResponse.Status, String)] = [
        ("", nil, .unauthorized, "NO_ACCESS_TOKEN"), ("", "x", .unauthorized, "INVALID_ACCESS_TOKEN"),
        ("/second", nil, .unauthorized, "NO_ACCESS_TOKEN"),
        ("/third", good, .notFound, "MESSAGE_PROVIDER_NOT_FOUND"),
      ]
      for (path, token, status, code) in cases {
        let answer = try await get(served, path, token: token)
        #expect(answer.status == status && answer.json["code"] as? String == code)
        #expect(answer.json["message"] is String && answer.json["id"] is String)
      }
      let codes = try await served.provider.database.read { transaction in
        try transaction.rows(
          """
          SELECT code FROM audit_entry WHERE action = 'attempt' ORDER BY position
          """
        ).map { try $0.text(0) }
      }
      #expect(codes == cases.map(\.3))
      served.provider.clock.advance(seconds: 86_400)
      #expect(try await get(served, token: good).json["code"] as? String == "EXPIRED_ACCESS_TOKEN")
    }
  }
}
