import AsyncHTTPClient
import Contracts
import EBoxClient
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Vocabulary

/// The answers of an authorization server elsewhere, as the reference §2.6 shows them.
@Suite("Introspection over HTTP")
struct RemoteIntrospectionTests {
  static let answers = [
    "sender": #"""
    {"active":true,"scope":"\#(Scope.publicationSender.wire) scope:other","client_id":"client","sub":"client",
     "iat":1795341600,"exp":1795341900,
     "principalAttributes":{"urn:be:fgov:kbo-bce:organization:cbe-number":["999999031"]}}
    """#,
    "citizen": #"""
    {"active":true,"scope":"\#(Scope.documentConsumer.wire)","client_id":"my-ebox","sub":"\#(Sample.mailbox)",
     "acr":"\#(AssuranceLevel.high.acr)","iat":1795341600,"exp":1795341900}
    """#,
    "nobody": #"{"active":true,"client_id":"client","exp":1795341900}"#,
  ]

  private func standing(_ token: String, bearer: String = "own") async throws -> TokenStanding {
    let router = Router()
    router.post("/introspect") { request, _ -> Response in
      guard request.headers[.authorization] == "Bearer own" else { return Response(status: .unauthorized) }
      let form = String(buffer: try await request.body.collect(upTo: 1000))
      let json = Self.answers[String(form.dropFirst("token=".count))] ?? #"{"active":false}"#
      return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: json)))
    }
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
    return try await application.test(.live) { client in
      let url = "http://127.0.0.1:\(client.port ?? 0)/introspect"
      let remote = RemoteIntrospection(
        introspectionURL: url, tokens: GivenToken(bearer), http: HTTPClient.shared)
      return try await remote.introspect(token)
    }
  }

  @Test("a sender, its number padded; a citizen in a channel; a token that is not good")
  func standings() async throws {
    guard case .active(let sender) = try await standing("sender") else { throw ClientFault.answerMalformed }
    #expect(sender.subject == .sender(Sample.sender) && sender.scopes == [.publicationSender])
    #expect(sender.expires.secondsSince1970 == 1_795_341_900)
    guard case .active(let citizen) = try await standing("citizen") else { throw ClientFault.answerMalformed }
    #expect(citizen.subject == .citizen(Sample.mailbox, Sample.channelID, .high))
    #expect(try await standing("forged") == .unknown)
  }

  @Test("faults are thrown, never taken for an answer")
  func faults() async throws {
    await #expect(throws: ClientFault.answerMalformed) { try await standing("nobody") }
    await #expect(throws: ClientFault.refused(status: 401, code: nil)) {
      try await standing("sender", bearer: "another")
    }
  }
}
