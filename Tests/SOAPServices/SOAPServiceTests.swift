import Contracts
import EBoxTesting
import EdgeHTTP
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing
import Vocabulary

@testable import SOAPServices

@Suite("EboxMessage: what is answered when nothing can be served")
struct SOAPServiceTests {
  private static let body = """
    <s:Envelope xmlns:s="\(Envelope.namespace)"><s:Body><a/></s:Body></s:Envelope>
    """

  /// - Returns: the answer to a POST of this body.
  private static func answer(
    isOpen: Bool = true, attempts: any AttemptLog = Attempts(), _ body: String = body
  ) async throws -> (status: Int, text: String) {
    let service = try EboxMessageService(
      NoRegistry(), SOAPParties(replays: NoReplays(), attempts: attempts, health: NoProbe()),
      certificates: [],
      surroundings: SOAPSurroundings(
        settings: SOAPSettings(
          baseURL: "http://localhost", environment: .acceptation, contact: "help@x.example", isOpen: isOpen,
          version: "1"),
        time: PlayedTime(Instant(parsing: "2026-11-23T10:00:00Z")), random: SystemRandom(),
        logger: Logger(label: "test")))
    let router = Router()
    service.addRoutes(to: router)
    return try await Application(router: router).test(.router) { client in
      try await client.execute(
        uri: EboxMessageService.path, method: .post, headers: [.contentType: "text/xml"],
        body: ByteBuffer(string: body)
      ) { response in (response.status.code, String(buffer: response.body)) }
    }
  }

  @Test("SOA-02001 where the services are closed, SOA-00001 where an attempt can't be recorded")
  func unusual() async throws {
    let closed = try await Self.answer(isOpen: false)
    #expect(closed.status == 500 && closed.text.contains("<err:Code>SOA-02001</err:Code>"))
    #expect(closed.text.contains("<err:Retry>false</err:Retry>"))
    let fault = try await Self.answer(attempts: BrokenAttempts())
    #expect(fault.status == 500 && fault.text.contains("<err:Code>SOA-00001</err:Code>"))
    #expect(!fault.text.contains("secret"))
    let attempts = Attempts()
    let unsigned = try await Self.answer(attempts: attempts)
    #expect(unsigned.text.contains("<err:Code>SOA-01001</err:Code>"))
    #expect(unsigned.text.contains("<err:Environment>Acceptation</err:Environment>"))
    #expect(unsigned.text.contains("<err:Contact>help@x.example</err:Contact>"))
    #expect(await attempts.codes == ["SOA-01001"])
  }

  @Test("SOA-02002 says when to come back")
  func overloaded() throws {
    let settings = SOAPSettings(baseURL: "", environment: .test, version: "1")
    let request = Request(
      head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/"),
      body: RequestBody(buffer: ByteBuffer()))
    let fault = SOAPFault.temporarilyUnavailable
    let response = SOAPAnswer.response(fault, Trace(request, SystemRandom()), settings)
    #expect(response.headers[.retryAfter] == "5")
    #expect(fault.code == "SOA-02002" && fault.retry && fault.origin == .provider)
  }
}

private actor Attempts: AttemptLog {
  private(set) var codes: [String] = []
  func record(_ attempt: Attempt) { codes.append(attempt.code) }
}

private struct BrokenAttempts: AttemptLog {
  struct Broken: Error { let text = "secret" }
  func record(_ attempt: Attempt) throws { throw Broken() }
}

private struct NoReplays: SignatureReplays {
  func isFirst(
    _ fingerprint: [UInt8], keptUntil: Instant, now: Instant
  ) async throws(Failure<Never>) -> Bool { true }
}

private struct NoProbe: HealthProbe {
  func checks() -> [HealthFinding] { [] }
}

private struct NoRegistry: TicketRegistry {
  func desk(for caller: SenderCaller, application: ApplicationID?) -> any TicketDesk {
    fatalError("not asked")
  }
  func registry(for caller: SenderCaller) -> any SenderRegistry { fatalError("not asked") }
  func batches(for caller: SenderCaller) -> any PublicationBatches { fatalError("not asked") }
  func registry(for caller: ChannelCaller) -> any ChannelRegistry { fatalError("not asked") }
  var referenceData: any ReferenceData { fatalError("not asked") }
}
