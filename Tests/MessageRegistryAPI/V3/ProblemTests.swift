import Contracts
import EdgeHTTP
import HTTPTypes
import NIOConcurrencyHelpers
import NIOCore
import Testing
import Vocabulary

@testable import MessageRegistryAPI

/// The table *case → status and code*, whole.
@Suite("Problems")
struct ProblemTests {
  typealias Served = ServedRegistry

  static let publication: [(PublicationRejection, Int, String)] = [
    (.tooManyAttachments(max: 12), 400, "TOO_MANY_ATTACHMENTS"),
    (.attachmentTooLarge(part: "p", bytesMax: 1), 413, "ATTACHMENT_TOO_LARGE"),
    (.publicationTooLarge(bytesMax: 1), 413, "PUBLICATION_TOO_LARGE"),
    (.publicationTooSlow(secondsMax: 1), 408, "PUBLICATION_TOO_SLOW"),
    (.requestMissing, 400, "INVALID_INPUT"),
    (.senderIsNotCaller(sender: Cast.sender), 400, "INVALID_SENDER"),
    (.tripletNotRegistered, 400, "INVALID_SENDER"),
    (.senderSuspended, 403, "SENDER_SUSPENDED"),
    (.alreadyPublished(PublicationReceipt(recipients: [])), 409, "ALREADY_PUBLISHED"),
    (.severalLanguages, 400, "NOT_IMPLEMENTED"),
    (.registeredMailNotOffered, 400, "REGISTERED_MAIL_NOT_OFFERED"),
    (.registeredMailRequired, 400, "REGISTERED_MAIL_REQUIRED"),
    (.registeredRecipients, 400, "INVALID_INPUT"),
    (.replyNotAllowed, 400, "REPLY_NOT_ALLOWED"),
    (.paymentNotAllowed, 400, "PAYMENT_NOT_ALLOWED"), (.duePast(.appeal), 400, "INVALID_DUE_DATE"),
    (.businessDataNotAllowed(key: Cast.dataKey), 400, "INVALID_BUSINESS_DATA"),
    (.businessDataRepeated(key: Cast.dataKey), 400, "INVALID_BUSINESS_DATA"),
    (.businessDataInvalid(key: Cast.dataKey), 400, "INVALID_BUSINESS_DATA"),
    (.businessDataMissing(key: Cast.dataKey), 400, "INVALID_BUSINESS_DATA"),
    (.updateNotAllowed, 400, "UPDATE_NOT_ALLOWED"),
    (.replacedMessageNotFound, 400, "REPLACED_MESSAGE_NOT_FOUND"), (.ticketTaken, 400, "TICKET_TAKEN"),
    (.mainContentCount(2), 400, "INVALID_INPUT"), (.bodyMissing, 400, "INVALID_INPUT"),
    (.partMissing("p"), 400, "INVALID_INPUT"), (.partUnnamed("p"), 400, "INVALID_INPUT"),
    (.partNameRepeated("p"), 400, "INVALID_INPUT"), (.fileNameMissing(part: "p"), 400, "INVALID_INPUT"),
    (.fileNameTooLong(part: "p", charactersMax: 255), 400, "INVALID_INPUT"),
    (.mediaTypeMissing(part: "p"), 400, "INVALID_INPUT"),
    (.mediaTypeNotAllowed(part: "p"), 400, "INVALID_INPUT"),
    (.attachmentEmpty(part: "p"), 400, "INVALID_INPUT"),
    (.digestMismatch(part: "p"), 400, "DIGEST_DO_NOT_MATCH"),
    (.documentUnfit(part: "p", .damaged), 400, "DOCUMENT_UNFIT"),
    (.expirationPast, 400, "INVALID_EXPIRATION_DATE"),
    (.expirationAfterTerm(latest: Cast.expiration), 400, "INVALID_EXPIRATION_DATE"),
    (.expirationBeforeDecision(earliest: Cast.expiration), 400, "INVALID_EXPIRATION_DATE"),
  ]

  @Test("publication rejections", arguments: publication)
  func publicationRejection(rejection: PublicationRejection, status: Int, code: String) throws {
    let problem = Problem(rejection)
    #expect(problem.status.code == status && problem.code == code)
    let kind = try #require("\(rejection)".split(separator: "(").first)
    if status == 400 { #expect(problem.issues.map(\.type) == [Problem.Issue.ours + kind]) }
  }

  static let reading: [(ReadingRejection, Int, String)] = [
    (.messageNotFound, 404, "MESSAGE_NOT_FOUND"), (.notAccepted, 403, "NOT_ACCEPTED"),
    (.contentNotFound, 404, "CONTENT_NOT_FOUND"),
    (.rangeNotSatisfiable, 416, "RANGE_NOT_SATISFIABLE"), (.notFetchedAhead, 409, "NOT_FETCHED_AHEAD"),
  ]

  @Test("reading rejections")
  func readingRejection() {
    #expect(Self.reading.map(\.0) == ReadingRejection.allCases)
    for (rejection, status, code) in Self.reading {
      #expect(Problem(rejection).status.code == status && Problem(rejection).code == code)
    }
  }

  static let denials: [(Denial, Int, String)] = [
    (.missingScope(.documentConsumer), 403, "MISSING_SCOPE"),
    (.assuranceTooLow(has: .low, needs: .substantial), 401, "ASSURANCE_TOO_LOW"),
    (.boxNotActive, 403, "BOX_NOT_ACTIVE"), (.channelNotLinked, 403, "CHANNEL_NOT_LINKED"),
    (.noMandate, 403, "NO_MANDATE"), (.senderSuspended, 403, "SENDER_SUSPENDED"),
    (.senderNotRegistered, 403, "SENDER_NOT_REGISTERED"),
    (.prefetchNotAllowed, 403, "PREFETCH_NOT_ALLOWED"),
  ]

  @Test("denials; R-BOX-2: too low a level asks for a step-up")
  func denial() {
    for (denial, status, code) in Self.denials {
      #expect(Problem(denial).status.code == status && Problem(denial).code == code)
    }
    #expect(
      Problem(Denial.assuranceTooLow(has: .low, needs: .substantial)).headers[.wwwAuthenticate]?
        .contains(#"acr_values="http://eidas.europa.eu/LoA/substantial""#) == true)
  }

  static let refusals: [(EdgeRefusal, Int, String)] = [
    (.resourceNotFound, 404, "RESOURCE_NOT_FOUND"),
    (.methodNotAllowed(allowed: ["GET"]), 405, "METHOD_NOT_ALLOWED"),
    (.noAccessToken, 401, "NO_ACCESS_TOKEN"), (.invalidAccessToken, 401, "INVALID_ACCESS_TOKEN"),
    (.expiredAccessToken, 401, "EXPIRED_ACCESS_TOKEN"), (.missingScope(required: []), 403, "MISSING_SCOPE"),
    (.wrongSubject, 403, "WRONG_SUBJECT"),
    (.notAcceptable, 406, "NOT_ACCEPTABLE"),
    (.unsupportedMediaType(expected: "a/b"), 415, "UNSUPPORTED_MEDIA_TYPE"),
    (.payloadTooLarge(bytesMax: 7), 413, "PAYLOAD_TOO_LARGE"),
    (.multipart(.truncated), 400, "MALFORMED_MULTIPART"),
    (.archive(.truncated), 400, "MALFORMED_ARCHIVE"),
    (.multipart(.tooManyParts), 400, "TOO_MANY_PARTS"), (.invalidInput([]), 400, "INVALID_INPUT"),
    (.notOffered([]), 400, "NOT_IMPLEMENTED"),
  ]

  @Test("edge refusals", arguments: refusals)
  func edgeRefusal(refusal: EdgeRefusal, status: Int, code: String) {
    #expect(Problem(refusal).status.code == status && Problem(refusal).code == code)
    if status == 401 { #expect(Problem(refusal).headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true) }
  }

  @Test("the document: Belgif members, environment, an instance that is the trace")
  func document() async throws {
    let related = try #require(HTTPField.Name("BelGov-Related-Trace-Id"))
    let trace = try #require(HTTPField.Name("BelGov-Trace-Id"))
    let answer = try await Served().ask(.get, "/nowhere", [trace: "from-the-caller"])
    #expect(answer.status == 404)
    #expect(answer.json["type"]?.text == "urn:problem-type:belgif:resourceNotFound")
    #expect(answer.json["status"] == .number("404") && answer.json["environment"]?.text == "test")
    #expect(answer.json["instance"]?.text == "urn:uuid:" + (answer.headers[trace] ?? ""))
    #expect(answer.headers[trace]?.count == 36 && answer.headers[related] == "from-the-caller")
    let method = try await Served().ask(.delete, "/ebox/messages")
    #expect(method.status == 405 && method.headers[.allow] == "GET, PATCH, POST")
    let scope = try await Served().ask(
      .get, "/ebox/messages/\(Cast.messageID)/accesses", token: "sender")
    #expect(scope.json["requiredScopes"]?.elements?.first?.text == Scope.documentConsumer.wire)
  }

  @Test("R-AUD-1: an attempt that can't be recorded is answered 500; a fault tells nothing")
  func faults() async throws {
    let served = Served()
    await served.attempts.breakDown()
    let answer = try await served.ask(.get, "/ebox/messages")
    #expect(answer.status == 500 && answer.code == "INTERNAL_ERROR")
    let other = Served()
    struct Secret: Error { let text = "secret" }
    other.registry.state.withLockedValue { $0.readingFailure = .outcomeUnknown(Secret()) }
    let fault = try await other.ask(.get, "/ebox/messages", token: "citizen")
    #expect(fault.status == 500 && !String(buffer: fault.body).contains("secret"))
    #expect(fault.json["detail"] == nil)
  }

  @Test("R-PUB-9: back-pressure is 503 with Retry-After; denials are the party's to audit")
  func overloaded() async throws {
    let served = Served()
    served.registry.state.withLockedValue { $0.readingFailure = .overloaded(retryAfterSeconds: 7) }
    let answer = try await served.ask(.get, "/ebox/messages", token: "citizen")
    #expect(answer.status == 503 && answer.headers[.retryAfter] == "7")
    served.registry.state.withLockedValue { $0.readingFailure = .denied(.channelNotLinked) }
    #expect(try await served.ask(.get, "/ebox/messages", token: "citizen").code == "CHANNEL_NOT_LINKED")
    #expect(await served.attempts.attempts.isEmpty)
  }
}
