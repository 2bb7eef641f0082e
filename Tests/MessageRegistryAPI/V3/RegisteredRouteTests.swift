import Contracts
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

@Suite("R-REG-1, R-REG-3: registered mail on the wire")
struct RegisteredRouteTests {
  private typealias Served = ServedRegistry

  private static let mailPath = "/registeredMails/\(Cast.messageID)"
  private static let messagePath = "/ebox/messages/\(Cast.messageID)"
  private static let url = "https://registry.test/v3"

  private static func part(_ content: String) -> (name: String, lines: String, content: String) {
    ("registeredMailToPublish", "\r\nContent-Type: application/json", content)
  }

  @Test("published under its own address: registered without saying so, and the proof's address is told")
  func published() async throws {
    let served = Served()
    let answer = try await served.publish(
      [Self.part(Served.document), Served.file], at: "/registeredMails")
    #expect(answer.status == 201)
    #expect(answer.json["messageId"]?.text == Cast.messageID.text)
    #expect(answer.headers[.location] == Self.url + Self.mailPath)
    #expect(answer.json["registeredMailHref"]?.text == Self.url + Self.mailPath)
    let proof = Self.url + Self.mailPath + "/proofs/\(Cast.evidenceID)"
    #expect(answer.json["proofOfSubmissionHref"]?.text == proof)
    let request = try #require(served.registry.state.withLockedValue(\.requests).first)
    #expect(request.isRegisteredMail && request.sender == Cast.sender)
  }

  @Test("the sender may be left out, and is then whom the caller acts for")
  func caller() async throws {
    let served = Served()
    let document = Served.document.replacing(
      #""sender":{"eboxType":"enterprise","enterpriseNumber":"0999999031"},"#, with: "")
    #expect(!document.contains("sender\""))
    #expect(
      try await served.publish([Self.part(document), Served.file], at: "/registeredMails").status == 201)
    let header = try #require(HTTPField.Name("On-Behalf-Of-Enterprise-Number"))
    let behalf = try await served.publish(
      [Self.part(document), Served.file], [header: "0999999130"], at: "/registeredMails")
    #expect(behalf.status == 201)
    let senders = served.registry.state.withLockedValue(\.requests).map(\.sender.digits)
    #expect(senders == ["0999999031", "0999999130"])
    let other = try await served.publish(
      [Served.request, Served.file].map { part in
        part.name == "messageToPublish" ? (part.name, part.lines, document) : part
      })
    #expect(other.status == 400 && other.issues.contains { $0["name"]?.text == "sender" })
  }

  @Test("one that says it is not registered, a document that is none, a part of another name")
  func wrong() async throws {
    let served = Served()
    let denied = Served.document.replacing("{\"sender\"", with: "{\"isRegisteredMail\":false,\"sender\"")
    let answer = try await served.publish([Self.part(denied), Served.file], at: "/registeredMails")
    #expect(answer.status == 400 && answer.issues.map { $0["name"]?.text } == ["isRegisteredMail"])
    let said = Served.document.replacing("{\"sender\"", with: "{\"isRegisteredMail\":true,\"sender\"")
    #expect(try await served.publish([Self.part(said), Served.file], at: "/registeredMails").status == 201)
    #expect(try await served.publish([Self.part("[]"), Served.file], at: "/registeredMails").status == 400)
    #expect(
      try await served.publish([Self.part(said), Served.file], token: "citizen", at: "/registeredMails")
        .status == 403)
    served.registry.state.withLockedValue { $0.publicationFailure = .rejected(.requestMissing) }
    let missing = try await served.publish([Served.file], at: "/registeredMails")
    #expect(missing.status == 400 && missing.issues.map { $0["name"]?.text } == ["registeredMailToPublish"])
  }

  @Test("a rehearsal publishes nothing; published mail is answered 201 though its proof can't be named")
  func rehearsed() async throws {
    let served = Served()
    let name = try #require(HTTPField.Name("Ebox-Dry-Run"))
    let answer = try await served.publish(
      [Self.part(Served.document), Served.file], [name: "?1"], at: "/registeredMails")
    #expect(answer.status == 200 && answer.json["dryRun"] == .bool(true))
    #expect(served.registry.state.withLockedValue(\.rehearsals) == 1)
    served.registry.state.withLockedValue {
      $0.registered.proofFailure = .overloaded(retryAfterSeconds: 1)
    }
    let published = try await served.publish(
      [Self.part(Served.document), Served.file], at: "/registeredMails")
    #expect(published.status == 201 && published.json["proofOfSubmissionHref"] == nil)
    #expect(published.json["registeredMailHref"]?.text == Self.url + Self.mailPath)
  }

  @Test("where it stands, for its sender; with the proofs that can be had")
  func status() async throws {
    let answer = try await Served().ask(.get, Self.mailPath, token: "sender")
    #expect(answer.status == 200)
    #expect(answer.json["recipient"]?["ssin"]?.text == Cast.citizen.digits)
    #expect(answer.json["delivery"]?["state"]?.text == "awaitingAcceptance")
    #expect(answer.json["delivery"]?["acceptUntil"]?.text == "2026-11-22T12:00:00+01:00")
    let facts = answer.json["delivery"]?["facts"]?.elements ?? []
    #expect(facts.map { $0["event"]?.text } == ["SubmissionAcceptance", "NotificationForAcceptance"])
    #expect(facts.first?["at"]?.text == "2026-11-22T11:00:00+01:00" && facts.first?["reason"] == nil)
    let proofs = answer.json["proofs"]?["items"]?.elements ?? []
    #expect(proofs.map { $0["id"]?.text } == [Cast.evidenceID.text])
    let document = Self.url + Self.mailPath + "/proofs/\(Cast.evidenceID)"
    #expect(proofs.first?["documentHref"]?.text == document)
    #expect(proofs.first?["signatureHref"]?.text == document + "/signature")
    #expect(try await Served().ask(.get, Self.mailPath, token: "citizen").status == 403)
    #expect(try await Served().ask(.get, "/registeredMails/none", token: "sender").status == 404)
  }

  @Test(
    "a proof and its seal, byte for byte, for the sender and for the citizen",
    arguments: [("sender", mailPath), ("citizen", messagePath)])
  func proof(token: String, path: String) async throws {
    let served = Served()
    let proof = "\(path)/proofs/\(Cast.evidenceID)"
    let document = try await served.ask(.get, proof, token: token)
    #expect(document.status == 200 && document.headers[.contentType] == "application/xml")
    #expect(Array(document.body.readableBytesView) == PlayedRegisteredMail.document)
    #expect(document.headers[.xContentTypeOptions] == "nosniff")
    let seal = try await served.ask(.get, proof + "/signature", token: token)
    #expect(seal.status == 200 && seal.headers[.contentType] == "application/pkcs7-signature")
    #expect(Array(seal.body.readableBytesView) == PlayedRegisteredMail.signature)
    #expect(seal.headers[.contentDisposition] == "attachment; filename=\"\(Cast.evidenceID).p7s\"")
    for token in ["sender", "citizen"] where !proof.contains("/ebox/") == (token == "citizen") {
      #expect(try await served.ask(.get, proof, token: token).status == 403)
    }
    #expect(try await served.ask(.get, "\(path)/proofs/none", token: token).status == 404)
  }

  static let proofs: [(ProofRejection, Int, String)] = [
    (.messageNotFound, 404, "MESSAGE_NOT_FOUND"), (.proofNotFound, 404, "PROOF_NOT_FOUND"),
    (.notAccepted, 403, "NOT_ACCEPTED"), (.notSealedYet, 503, "PROOF_NOT_SEALED_YET"),
  ]

  @Test("why a proof can't be had; one that is still being sealed says when to ask again", arguments: proofs)
  func noProof(rejection: ProofRejection, status: Int, code: String) async throws {
    let served = Served()
    served.registry.state.withLockedValue { $0.registered.proofFailure = .rejected(rejection) }
    for (path, token) in [(Self.mailPath, "sender"), (Self.messagePath, "citizen")] {
      let answer = try await served.ask(.get, "\(path)/proofs/\(Cast.evidenceID)", token: token)
      #expect(answer.status == status && answer.code == code && rejection.code == code)
      #expect((answer.headers[.retryAfter] != nil) == (status == 503))
    }
  }

  @Test("the citizen sees which proofs there are")
  func list() async throws {
    let answer = try await Served().ask(.get, Self.messagePath + "/proofs", token: "citizen")
    #expect(answer.status == 200 && answer.json["totalItems"] == .int(2))
    let ids = answer.json["items"]?.elements?.map { $0["id"]?.text }
    #expect(ids == [Cast.evidenceID.text, Cast.otherEvidenceID.text])
    let href = answer.json["items"]?.elements?.first?["documentHref"]?.text
    #expect(href == Self.url + Self.messagePath + "/proofs/\(Cast.evidenceID)")
    #expect(try await Served().ask(.get, Self.messagePath + "/proofs", token: "sender").status == 403)
  }

  @Test("a message says where it stands; one that is no registered mail does not")
  func told() async throws {
    let served = Served()
    #expect(try await served.ask(.get, Self.messagePath, token: "citizen").json["delivery"] == nil)
    served.registry.state.withLockedValue { $0.message = Cast.registered }
    let answer = try await served.ask(.get, Self.messagePath, token: "citizen")
    #expect(answer.json["isRegisteredMail"] == .bool(true))
    #expect(answer.json["delivery"]?["state"]?.text == "awaitingAcceptance")
    let list = try await served.ask(.get, "/ebox/messages", token: "citizen").json["items"]?.elements
    #expect(list?.first?["delivery"]?["state"]?.text == "awaitingAcceptance")
    var old = served
    old.edition = .v21
    let before = try await old.ask(.get, Self.messagePath, token: "citizen")
    #expect(before.status == 200 && before.json["delivery"] == nil)
  }

  @Test("a state for each end; silence is told from the end of the period on")
  func states() {
    func state(_ facts: [RegisteredMailEvent], until: Instant?, at now: Instant = Cast.now) -> String? {
      let facts = facts.map { RegisteredMailFact(id: Cast.evidenceID, event: $0, at: Cast.now) }
      return RegisteredDelivery(acceptUntil: until, facts: facts).json(at: now)["state"]?.text
    }
    let until = Cast.now.adding(seconds: 60)
    let sent: [RegisteredMailEvent] = [.submissionAcceptance, .notificationForAcceptance]
    #expect(state([.submissionAcceptance, .contentConsignment], until: nil) == "delivered")
    #expect(state(sent, until: until) == "awaitingAcceptance")
    #expect(state(sent, until: until, at: until) == "unanswered")
    #expect(state(sent + [.consignmentAcceptance, .contentConsignment], until: until) == "delivered")
    #expect(state(sent + [.consignmentRejection], until: until) == "refused")
    #expect(state(sent + [.acceptanceRejectionExpiry], until: until) == "unanswered")
    #expect(state(sent + [.contentConsignmentFailure], until: until) == "notDelivered")
  }
}

extension RegisteredRouteTests {
  static let decisions: [(AcceptanceRejection, Int, String)] = [
    (.messageNotFound, 404, "MESSAGE_NOT_FOUND"), (.nothingToDecide, 409, "NOTHING_TO_DECIDE"),
    (.alreadyDecided(Cast.delivery), 409, "ALREADY_DECIDED"),
  ]

  private func decide(
    _ served: ServedRegistry, _ body: String = #"{"decision":"accept"}"#, token: String = "citizen",
    type: String = "application/json", headers: HTTPFields = [:]
  ) async throws -> ServedRegistry.Answer {
    var headers = headers
    headers[.contentType] = type
    return try await served.ask(
      .post, "/ebox/messages/\(Cast.messageID)/decision", token: token, headers, body: body)
  }

  @Test("a decision reaches the party, and its answer is where the message stands")
  func decided() async throws {
    let served = ServedRegistry()
    let answer = try await decide(served)
    #expect(answer.status == 200 && answer.json["state"]?.text == "awaitingAcceptance")
    #expect(try await decide(served, #"{"decision":"refuse"}"#).status == 200)
    #expect(served.registry.state.withLockedValue(\.registered.decisions) == [.accept, .refuse])
    #expect(served.registry.state.withLockedValue(\.purposes) == [.reading, .reading])
  }

  @Test(
    "a decision that is none, and nothing asked of the party",
    arguments: [
      #"{}"#, #"[]"#, #"{"decision":"Accept"}"#, #"{"decision":true}"#, #"{"decision":null}"#,
      #"{"decision":"accept","decision":"refuse"}"#, #"{"decision":"accept","by":"me"}"#, "", "accept",
    ])
  func noDecision(body: String) async throws {
    let served = ServedRegistry()
    let answer = try await decide(served, body)
    #expect(answer.status == 400 && answer.code == "INVALID_INPUT")
    #expect(served.registry.state.withLockedValue(\.registered.decisions).isEmpty)
    #expect(await served.attempts.attempts.map(\.action) == ["decide"])
  }

  @Test("never a sender's; what is declared as fetched ahead is told to the party, which refuses it")
  func whose() async throws {
    let served = ServedRegistry()
    #expect(try await decide(served, token: "sender").status == 403)
    #expect(try await decide(served, token: "sender-that-reads").code == "WRONG_SUBJECT")
    #expect(try await decide(served, type: "text/plain").status == 415)
    #expect(try await decide(served, String(repeating: " ", count: 1025)).status == 413)
    #expect(served.registry.state.withLockedValue(\.registered.decisions).isEmpty)
    let name = try #require(HTTPField.Name("Sec-Purpose"))
    served.registry.state.withLockedValue {
      $0.registered.decisionFailure = .denied(.prefetchNotAllowed)
    }
    #expect(try await decide(served, headers: [name: "prefetch"]).code == "PREFETCH_NOT_ALLOWED")
    #expect(served.registry.state.withLockedValue(\.purposes).last == .prefetch)
    #expect(try await decide(served, headers: [name: "maybe now"]).status == 400)
  }

  @Test("rejections; what is decided is told", arguments: decisions)
  func rejected(rejection: AcceptanceRejection, status: Int, code: String) async throws {
    let served = ServedRegistry()
    served.registry.state.withLockedValue { $0.registered.decisionFailure = .rejected(rejection) }
    let answer = try await decide(served)
    #expect(answer.status == status && answer.code == code && rejection.code == code)
    let told = answer.json["delivery"]?["state"]?.text
    #expect((told == "awaitingAcceptance") == (code == "ALREADY_DECIDED"))
  }

  @Test(
    "content that was not accepted is 403 in both versions", arguments: MessageRegistryEdge.Edition.allCases)
  func notAccepted(_ edition: MessageRegistryEdge.Edition) async throws {
    let served = ServedRegistry(edition: edition)
    served.registry.state.withLockedValue { $0.readingFailure = .rejected(.notAccepted) }
    let path = "/ebox/messages/\(Cast.messageID)/attachments/\(Cast.attachmentID)/content"
    let answer = try await served.ask(.get, path, token: "citizen")
    #expect(answer.status == 403 && answer.code == "NOT_ACCEPTED")
    #expect(
      try await served.ask(.get, "/ebox/messages/\(Cast.messageID)/body", token: "citizen").status == 403)
  }
}
