import Contracts
import EBoxTesting
import EdgeHTTP
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOConcurrencyHelpers
import NIOCore
import Testing
import TrustServices
import Vocabulary

@testable import SOAPServices

@Suite("R-REG-1: RegisteredMail, what a document becomes and what is answered")
struct RegisteredMailServiceTests {
  private typealias Played = PlayedRegisteredTickets

  private static let digest =
    "<DigestMethod>SHA-256</DigestMethod><DigestValue>\(Data(repeating: 7, count: 32).base64EncodedString())"
    + "</DigestValue>"

  /// What a case changes of a request that is right.
  private struct Draft {
    var token = "K-2026-1"
    var recipient = "<INSS>78041299916</INSS><QualityCode>CITIZEN</QualityCode>"
    var kind = "Citizen"
    var digest = RegisteredMailServiceTests.digest
    var type = "AANGETEKEND-BESLUIT"
    var language = ""
    var more = ""
    var check = ""

    var xml: String {
      let file =
        "<Title>Besluit</Title><Digest>\(digest)</Digest><DownloadFileName>besluit.pdf</DownloadFileName>"
        + "<MIME>application/pdf</MIME><Type>\(type)</Type>\(language)<Content>cid:a</Content>"
      let item =
        "<Token>\(token)</Token><Recipient xsi:type=\"\(kind)\">\(recipient)</Recipient>"
        + "<Document>\(file)</Document>\(more)"
      return "<r:SendDocumentRequest xmlns:r=\"\(RegisteredMailContract.elements)\" "
        + "xmlns=\"\(RegisteredMailContract.types)\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        + "<RegisteredMailItem>\(item)</RegisteredMailItem>\(check)</r:SendDocumentRequest>"
    }
  }

  private static func identity(
    application: ApplicationID? = try! ApplicationID(parsing: "regio:besluiten")
  ) -> RegisteredCertificate.Identity {
    RegisteredCertificate.Identity(
      clientID: "client", organization: try! EnterpriseNumber(parsing: "0999999229"),
      application: application, scopes: [.publicationSender], commonName: "app")
  }

  private static func exchange(
    _ document: XMLDocument, _ identity: RegisteredCertificate.Identity = identity()
  ) -> SOAPExchange {
    SOAPExchange(
      payload: document.root,
      message: IncomingMessage(envelope: [], attachments: nil, contentID: nil), identity: identity,
      requestID: RequestID("5f0c0e0e-0000-4000-8000-000000000001"), at: Played.now)
  }

  private static func contract(_ played: Played) throws -> SOAPContract {
    try RegisteredMailContract.contract(
      played,
      HealthCheck(
        component: "RegisteredMail", probe: NoChecks(),
        surroundings: SOAPSurroundings(
          settings: SOAPSettings(baseURL: "http://localhost", environment: .test, version: "1"),
          time: PlayedTime(Played.now), random: SystemRandom(), logger: .init(label: "test"))))
  }

  private struct NoChecks: HealthProbe {
    func checks() -> [HealthFinding] { [] }
  }

  /// - Returns: what is answered, whole, after the schema has judged what was asked.
  private static func serve(
    _ played: Played, _ text: String, _ identity: RegisteredCertificate.Identity = identity()
  ) async throws -> (type: String, body: String) {
    let document = try XMLDocument(parsing: Array(text.utf8))
    // The elements live as long as their document.
    defer { withExtendedLifetime(document) {} }
    let contract = try contract(played)
    let router = Router()
    let exchange = exchange(document, identity)
    let operation = try contract.operation(document.root)
    try contract.check(document.root)
    let serve = try #require(operation.serve)
    let answered = try await serve(exchange)
    let held = NIOLockedValueBox(answered)
    router.get("/") { _, _ in held.withLockedValue { $0 } }
    return try await Application(router: router).test(.router) { client in
      try await client.execute(uri: "/", method: .get) {
        ($0.headers[.contentType] ?? "", String(buffer: $0.body))
      }
    }
  }

  private static func code(
    _ played: Played, _ text: String, _ identity: RegisteredCertificate.Identity = identity()
  ) async throws -> String {
    do {
      _ = try await serve(played, text, identity)
      return "accepted"
    } catch let fault as SOAPFault { return fault.code } catch let audited as AuditedFault {
      return audited.fault.code
    }
  }

  @Test("sent: under its token, as registered mail, with its meta; the receipt is the sealed proof")
  func sent() async throws {
    let played = Played(.submissionAcceptance, .contentConsignment)
    var draft = Draft()
    draft.language = "<Language>fr</Language>"
    draft.more = "<Meta><Type>DOSSIER</Type><Value>2026-1</Value></Meta>"
    let answer = try await Self.serve(played, draft.xml)
    let request = try #require(played.state.withLockedValue(\.requests).first)
    #expect(request.isRegisteredMail && request.token?.text == "K-2026-1" && request.ticket == nil)
    #expect(request.subject.texts == [.fr: "Besluit"] && request.businessData.map(\.key.text) == ["DOSSIER"])
    #expect(request.recipients.map(\.digits) == ["78041299916"])
    #expect(request.attachments.map(\.isMainContent) == [true] && request.attachments[0].digest != nil)
    #expect(answer.type.hasPrefix("multipart/related; type=\"text/xml\""))
    for part in [
      "<t:Ticket>0123456789ABC</t:Ticket>", "<t:Token>K-2026-1</t:Token>", "<t:Type>RECEIPT</t:Type>",
      "<t:DownloadFileName>Receipt.xml</t:DownloadFileName>", "<t:Signature>MID/</t:Signature>",
      "\r\n\r\n<Evidence>é</Evidence>\r\n",
    ] { #expect(answer.body.contains(part), "\(part)") }
    let id = Played.fact(.submissionAcceptance).id
    #expect(answer.body.contains("cid:\(id)@ebox") && answer.body.contains("Content-ID: <\(id)@ebox>"))
    #expect(answer.body.hasSuffix("--ebox-5f0c0e0e-0000-4000-8000-000000000001--\r\n"))
  }

  @Test("two languages, or none, are that of the message type")
  func languages() async throws {
    for language in ["", "<Language>bi</Language>"] {
      let played = Played(.submissionAcceptance)
      var draft = Draft()
      draft.language = language
      _ = try await Self.serve(played, draft.xml)
      #expect(played.state.withLockedValue(\.requests).first?.subject.texts == [.nl: "Besluit"])
    }
  }

  @Test("a receipt that is sealed in the meantime is waited for")
  func waited() async throws {
    let played = Played(.submissionAcceptance)
    played.state.withLockedValue { $0.unsealedAnswers = 2 }
    #expect(try await Self.serve(played, Draft().xml).body.contains("RECEIPT"))
    #expect(played.state.withLockedValue(\.sealsAsked) == 3)
    #expect(played.state.withLockedValue(\.proofsAsked) == 1, "only the end is on record")
  }

  @Test("SEPIA_T01 where the seal takes longer: the same token tells the rest")
  func notSealed() async throws {
    let played = Played(.submissionAcceptance)
    played.state.withLockedValue { $0.unsealedAnswers = 1000 }
    #expect(try await Self.code(played, Draft().xml) == "SEPIA_T01")
    #expect(played.state.withLockedValue(\.proofsAsked) == 1, "only the end is on record")
    #expect(SOAPFault.notSealedYet.retry && SOAPFault.notSealedYet.origin == .provider)
    #expect(SOAPFault.notSealedYet.message.contains("same Token"))
    played.state.withLockedValue {
      $0.unsealedAnswers = 0
      $0.rejection = .alreadyPublished(PublicationReceipt(recipients: []))
    }
    #expect(try await Self.serve(played, Draft().xml).body.contains("RECEIPT"))
  }

  @Test("what is wrong, by the contract's codes; nothing is published")
  func wrong() async throws {
    let changes: [(String, (inout Draft) -> Void)] = [
      ("SOA-03006", { $0.token = String(repeating: "x", count: 51) }),
      ("SOA-03006", { $0.kind = "Entity" }), ("SOA-03006", { $0.kind = "Sender" }),
      ("SOA-03006", { $0.digest = "<DigestMethod>MD5</DigestMethod><DigestValue>AA==</DigestValue>" }),
      ("SOA-03006", { $0.check = "<CheckEboxStatus>ANY</CheckEboxStatus>" }),
      ("EPOST_T01", { $0.token = " " }), ("EPOST_T01", { $0.token = "" }),
      ("EPOST_T01", { $0.recipient = $0.recipient.replacing("78041299916", with: "78041299917") }),
      ("EPOST_T01", { $0.recipient = $0.recipient.replacing("CITIZEN", with: "QUAL_EMP_NOSS") }),
      (
        "EPOST_T01",
        {
          $0.kind = "Enterprise"
          $0.recipient = "<CompanyID>0999999031</CompanyID><QualityCode>QUAL_EMP_NOSS</QualityCode>"
        }
      ),
      ("EPOST_T01", { $0.type = "X" }),
      ("FILE_B03", { $0.digest = "<DigestMethod>SHA-1</DigestMethod><DigestValue>AA==</DigestValue>" }),
      ("FILE_B01", { $0.digest = "<DigestMethod>SHA-256</DigestMethod><DigestValue>AA==</DigestValue>" }),
      ("FILE_B01", { $0.digest = $0.digest.replacing("SHA-256", with: "SHA-512") }),
    ]
    for (code, change) in changes {
      let played = Played(.submissionAcceptance)
      var draft = Draft()
      change(&draft)
      #expect(try await Self.code(played, draft.xml) == code, "\(draft)")
      #expect(played.state.withLockedValue(\.requests).isEmpty)
    }
    let shared = try await Self.code(
      Played(.submissionAcceptance), Draft().xml, Self.identity(application: nil))
    #expect(shared == "SOA-03007")
  }

  @Test(
    "the registry's rejections in the contract's codes",
    arguments: [
      (.digestMismatch(part: "a"), "FILE_B01"), (.ticketTaken, "EPOST_T01"),
      (.registeredMailNotOffered, "EPOST_T01"), (.tripletNotRegistered, "EPOST_T01"),
      (.senderSuspended, "SOA-01002"), (.attachmentEmpty(part: "a"), "EPOST_T01"),
      (.documentUnfit(part: "a", .damaged), "EPOST_T01"),
    ] as [(PublicationRejection, String)])
  func rejected(rejection: PublicationRejection, code: String) async throws {
    let played = Played(.submissionAcceptance)
    played.state.withLockedValue { $0.rejection = rejection }
    #expect(try await Self.code(played, Draft().xml) == code)
  }

  @Test(
    "CheckEboxStatus; what was sent before is answered whatever became of the box",
    arguments: [
      ("BYPASS", false, false, "accepted"), (nil, false, false, "EPOST_T01"), (nil, true, false, "accepted"),
      ("ACTIVATED", false, false, "EPOST_T01"), ("ACTIVATED", true, false, "accepted"),
      ("PREFERRED", true, false, "EPOST_T01"), ("PREFERRED", true, true, "accepted"),
    ] as [(String?, Bool, Bool, String)])
  func boxes(check: String?, exists: Bool, isExclusive: Bool, code: String) async throws {
    let played = Played(.submissionAcceptance)
    played.state.withLockedValue { $0.box = BoxStanding(exists: exists, isExclusive: isExclusive) }
    var draft = Draft()
    draft.check = check.map { "<CheckEboxStatus>\($0)</CheckEboxStatus>" } ?? ""
    #expect(try await Self.code(played, draft.xml) == code)
    #expect(played.state.withLockedValue(\.requests).isEmpty == (code != "accepted"))
    let token = try RegisteredToken(parsing: draft.token)
    played.state.withLockedValue {
      $0.items = [RegisteredItem(ticket: Played.ticket, token: token, message: Played.message)]
    }
    #expect(try await Self.code(played, draft.xml) == "accepted")
  }

  private static func status(_ ticket: String = "0123456789ABC") -> String {
    "<r:GetStatusRequest xmlns:r=\"\(RegisteredMailContract.elements)\" "
      + "xmlns=\"\(RegisteredMailContract.types)\"><Ticket>\(ticket)</Ticket></r:GetStatusRequest>"
  }

  @Test(
    "PENDING until the outcome and its seal are there; SENT with its proof, or ERROR",
    arguments: [
      ([.submissionAcceptance], 0, "PENDING"),
      ([.submissionAcceptance, .notificationForAcceptance], 0, "PENDING"),
      ([.submissionAcceptance, .contentConsignment], 1, "PENDING"),
      ([.submissionAcceptance, .contentConsignment], 0, "SENT"),
      ([.submissionAcceptance, .contentConsignment, .contentHandover], 0, "SENT"),
      ([.submissionAcceptance, .consignmentAcceptance, .contentConsignment], 0, "SENT"),
      ([.submissionAcceptance, .contentConsignmentFailure], 0, "ERROR"),
      ([.submissionAcceptance, .consignmentRejection], 0, "ERROR"),
      ([.submissionAcceptance, .consignmentRejection], 1, "PENDING"),
      ([.submissionAcceptance, .acceptanceRejectionExpiry], 0, "ERROR"),
    ] as [([RegisteredMailEvent], Int, String)])
  func statuses(events: [RegisteredMailEvent], unsealed: Int, status: String) async throws {
    let played = Played()
    let token = try RegisteredToken(parsing: "K & 1")
    played.state.withLockedValue {
      $0.delivery = RegisteredDelivery(acceptUntil: nil, facts: events.map(Played.fact))
      $0.unsealedAnswers = unsealed
      $0.items = [RegisteredItem(ticket: Played.ticket, token: token, message: Played.message)]
    }
    let answer = try await Self.serve(played, Self.status())
    #expect(answer.body.contains("<t:Status>\(status)</t:Status>"))
    #expect(answer.body.contains("<t:Token>K &amp; 1</t:Token>"))
    #expect(answer.body.contains("ProofOfDispatch") == (status == "SENT"))
    #expect(answer.type.hasPrefix(status == "SENT" ? "multipart/related" : "text/xml"))
  }

  @Test("REPO_B01 for a ticket that is none of this application; another form is none of the contract")
  func unknown() async throws {
    #expect(try await Self.code(Played(), Self.status()) == "REPO_B01")
    for ticket in ["0123456789ABI", "0123456789abc", "0123456789AB", ""] {
      #expect(try await Self.code(Played(), Self.status(ticket)) == "SOA-03006")
    }
  }

  @Test("faults in the contract's own form, with who found them and when")
  func faults() async throws {
    let service = try RegisteredMailService(
      Played(), SOAPParties(replays: NoReplays(), attempts: NoAttempts(), health: NoChecks()),
      certificates: [],
      surroundings: SOAPSurroundings(
        settings: SOAPSettings(
          baseURL: "http://localhost", environment: .test, contact: "help@x.example", version: "1"),
        time: PlayedTime(Played.now), random: SystemRandom(), logger: .init(label: "test")))
    let router = Router()
    service.addRoutes(to: router)
    let (fault, wsdl) = try await Application(router: router).test(.router) { client in
      let body = "<s:Envelope xmlns:s=\"\(Envelope.namespace)\"><s:Body><a/></s:Body></s:Envelope>"
      let fault = try await client.execute(
        uri: RegisteredMailService.path, method: .post, headers: [.contentType: "text/xml"],
        body: ByteBuffer(string: body)
      ) { String(buffer: $0.body) }
      let wsdl = try await client.execute(uri: RegisteredMailService.path + "?wsdl", method: .get) {
        String(buffer: $0.body)
      }
      return (fault, wsdl)
    }
    #expect(fault.contains("xmlns:err=\"http://socialsecurity.be/errors/serviceprovider/v1\""))
    for part in [
      "<err:Code>SOA-01001</err:Code>",
      "<err:Retry>false</err:Retry><err:Contact>help@x.example</err:Contact>",
      "<err:Actor>RegisteredMail</err:Actor><err:DateTime>2026-11-29T10:00:00.000000Z</err:DateTime>",
    ] { #expect(fault.contains(part), "\(part)") }
    #expect(!fault.contains("err:Environment"))
    #expect(wsdl.contains("location=\"http://localhost/RegisteredMail/v1\""))
  }

  private struct NoReplays: SignatureReplays {
    func isFirst(
      _ fingerprint: [UInt8], keptUntil: Instant, now: Instant
    ) async throws(Failure<Never>) -> Bool { true }
  }

  private struct NoAttempts: AttemptLog {
    func record(_ attempt: Attempt) {}
  }
}
