import Contracts
import EdgeHTTP
import HTTPTypes
import Vocabulary

// The table *case → status and code*: every way in which Message Registry 3 turns a request down.

extension Problem {
  init(_ refusal: EdgeRefusal) {
    switch refusal {
    case .resourceNotFound:
      self.init(
        Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: "RESOURCE_NOT_FOUND")
    case .methodNotAllowed(let allowed):
      self.init(
        Problem.belgif + "methodNotAllowed", "Method not allowed", .methodNotAllowed,
        code: "METHOD_NOT_ALLOWED",
        headers: [.allow: allowed.joined(separator: ", ")])
    case .noAccessToken:
      self.init(
        Problem.belgif + "noAccessToken", "No access token", .unauthorized, code: "NO_ACCESS_TOKEN",
        headers: [.wwwAuthenticate: "Bearer"])
    case .invalidAccessToken:
      self.init(
        Problem.belgif + "invalidAccessToken", "Invalid access token", .unauthorized,
        code: "INVALID_ACCESS_TOKEN",
        headers: [.wwwAuthenticate: #"Bearer error="invalid_token""#])
    case .expiredAccessToken:
      self.init(
        Problem.belgif + "expiredAccessToken", "Expired access token", .unauthorized,
        code: "EXPIRED_ACCESS_TOKEN",
        headers: [.wwwAuthenticate: #"Bearer error="invalid_token", error_description="expired""#])
    case .missingScope(let required): self = .missingScope(required)
    case .wrongSubject:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "WRONG_SUBJECT",
        detail: "senders publish with a client's own token; messages are read with the token of a citizen")
    case .notAcceptable:
      self.init(
        Problem.belgif + "notAcceptable", "Not acceptable", .notAcceptable, code: "NOT_ACCEPTABLE",
        detail: "answers are application/json")
    case .unsupportedMediaType(let expected):
      self.init(
        Problem.belgif + "unsupportedMediaType", "Unsupported media type", .unsupportedMediaType,
        code: "UNSUPPORTED_MEDIA_TYPE", detail: "\(expected) is expected")
    case .payloadTooLarge(let bytesMax):
      self.init(
        Problem.belgif + "payloadTooLarge", "Payload too large", .contentTooLarge, code: "PAYLOAD_TOO_LARGE",
        detail: "the body may have at most \(bytesMax) bytes", members: [JSON.Member("limit", .int(bytesMax))]
      )
    case .multipart(let failure): self = .malformedMultipart(failure)
    case .archive(let failure): self = .malformedArchive(failure)
    case .invalidInput(let issues): self = .badRequest(code: "INVALID_INPUT", issues)
    case .notOffered(let issues): self = .badRequest(code: "NOT_IMPLEMENTED", issues)
    }
  }

  init(_ denial: Denial) {
    switch denial {
    case .missingScope(let scope): self = .missingScope([scope])
    case .assuranceTooLow(let has, let needs):
      // RFC 9470: the client has the citizen sign in again, at this level.
      self.init(
        Problem.ours + "insufficientUserAuthentication", "Insufficient user authentication", .unauthorized,
        code: "ASSURANCE_TOO_LOW",
        members: [JSON.Member("acr", .string(has.acr)), JSON.Member("acrValues", .string(needs.acr))],
        headers: [
          .wwwAuthenticate: #"Bearer error="insufficient_user_authentication", acr_values="\#(needs.acr)""#
        ])
    case .boxNotActive:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "BOX_NOT_ACTIVE",
        detail: "this citizen's eBox is not active")
    case .noMandate:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "NO_MANDATE",
        detail: "no mandate of the enterprise in On-Behalf-Of-Enterprise-Number is in force for the caller")
    case .channelNotLinked:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "CHANNEL_NOT_LINKED",
        detail: "this citizen's consent for the channel is not in force")
    case .senderSuspended:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "SENDER_SUSPENDED",
        detail: "this sender is suspended")
    case .senderNotApproved:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "SENDER_NOT_APPROVED",
        detail: "this sender is not approved yet")
    case .senderNotRegistered:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "SENDER_NOT_REGISTERED",
        detail: "this sender is not registered")
    case .prefetchNotAllowed:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: "PREFETCH_NOT_ALLOWED",
        detail: "this citizen does not let the channel fetch ahead")
    }
  }

  init(_ rejection: ReadingRejection) {
    switch rejection {
    case .messageNotFound:
      self.init(
        Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: "MESSAGE_NOT_FOUND")
    case .notAccepted:
      self.init(
        Problem.ours + "notAccepted", "Not accepted", .forbidden, code: "NOT_ACCEPTED",
        detail: "this is registered mail that the citizen has not accepted: nobody reaches its content")
    case .contentNotFound:
      self.init(
        Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: "CONTENT_NOT_FOUND")
    case .rangeNotSatisfiable:
      self.init(
        Problem.ours + "rangeNotSatisfiable", "Range not satisfiable", .rangeNotSatisfiable,
        code: "RANGE_NOT_SATISFIABLE")
    case .notFetchedAhead:
      self.init(
        Problem.ours + "notFetchedAhead", "Not fetched ahead", .conflict, code: "NOT_FETCHED_AHEAD",
        detail: "readStatus is changed by opening a main content; "
          + "only a channel that fetched one ahead reports that it is shown")
    }
  }

  init(_ rejection: RecallRejection) {
    switch rejection {
    case .severalLanguages:
      self = .badRequest(
        code: rejection.code,
        [Issue(Issue.ours + "severalLanguages", in: .body, name: "reason", detail: "is in one language")])
    case .messageNotFound:
      self.init(
        Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: rejection.code)
    case .approvalInvalid(let index, let fault):
      self = .approval(rejection.code, "approvalInvalid", index, fault.words, fault.rawValue)
    case .approvalNotEntitled(let index):
      self = .approval(
        rejection.code, "approvalNotEntitled", index, "its approver is not registered for this sender")
    case .approvalExpired(let index):
      self = .approval(rejection.code, "approvalExpired", index, "has expired")
    case .approvalMissing(let role):
      self = .badRequest(
        code: rejection.code,
        [
          Issue(
            Issue.ours + "approvalMissing", in: .body, name: "breach.approvals", detail: role.lackWords,
            members: [JSON.Member("value", .string(role.rawValue))])
        ])
    case .alreadyOpened:
      self.init(
        Problem.ours + "alreadyOpened", "Already opened", .conflict, code: rejection.code,
        detail: "the citizen has opened or answered this message: it stays, but for a data breach")
    }
  }

  /// What is wrong with one approval, by its place.
  private static func approval(
    _ code: String, _ type: String, _ index: Int, _ detail: String, _ value: String? = nil
  ) -> Problem {
    let members =
      [JSON.Member("index", .int(index))] + (value.map { [JSON.Member("value", .string($0))] } ?? [])
    return .badRequest(
      code: code,
      [
        Issue(
          Issue.ours + type, in: .body, name: "breach.approvals[\(index)]", detail: detail, members: members)
      ])
  }

  /// Told with `Retry-After`: when a citizen may send a further reply.
  private static let replyRetrySeconds = 5

  init(_ rejection: ReplyRejection) {
    let code = rejection.code
    switch rejection {
    case .messageNotFound:
      self.init(Problem.belgif + "resourceNotFound", "Resource not found", .notFound, code: code)
    case .replyNotAllowed:
      self.init(
        Problem.belgif + "missingPermission", "Missing permission", .forbidden, code: code,
        detail: "the sender of this message takes no replies to it",
        issues: [
          Issue(Issue.ours + "replyNotAllowed", in: .path, name: "messageId", detail: "takes no reply")
        ])
    case .alreadyReplied(let receipt):
      self.init(
        Problem.ours + "alreadyReplied", "Already replied", .conflict, code: code,
        detail: "this Idempotency-Key was used before; firstReply is the first answer",
        members: [JSON.Member("firstReply", receipt.json)])
    case .otherReplySent(let receipt):
      self.init(
        Problem.ours + "otherReplySent", "Another reply was sent", .conflict, code: code,
        detail: "this Idempotency-Key was used before, for another reply: that one was sent, and firstReply "
          + "is its receipt; this one was not sent",
        members: [JSON.Member("firstReply", receipt.json)])
    case .tooManyReplies(let max):
      let limit = JSON.Member("limit", .int(max))
      self.init(
        Problem.ours + "tooManyReplies", "Too many replies", .conflict, code: code,
        issues: [
          Issue(
            Issue.ours + "tooManyReplies", in: .path, name: "messageId",
            detail: "at most \(max) replies to one message", members: [limit])
        ], members: [limit])
    case .tooManyBytes(let max):
      let limit = JSON.Member("limit", .int(Int(max)))
      self.init(
        Problem.belgif + "tooManyRequests", "Too many requests", .tooManyRequests, code: code,
        issues: [
          Issue(
            Issue.ours + "tooManyReplyBytes", in: .body, name: nil,
            detail: "replies of a citizen have at most \(max) bytes a day", members: [limit])
        ], members: [limit])
    case .tooManyAtOnce(let max):
      let limit = JSON.Member("limit", .int(max))
      self.init(
        Problem.belgif + "tooManyRequests", "Too many requests", .tooManyRequests, code: code,
        issues: [
          Issue(
            Issue.ours + "tooManyRepliesAtOnce", in: .body, name: nil,
            detail: "at most \(max) replies of a citizen are coming in at once", members: [limit])
        ], members: [limit], headers: [.retryAfter: String(Self.replyRetrySeconds)])
    case .upload(let rejection), .file(let rejection): self.init(rejection)
    case .severalLanguages:
      self = .badRequest(
        code: code,
        [Issue(Issue.ours + "severalLanguages", in: .body, name: "bodyContent", detail: "is in one language")]
      )
    case .empty:
      self = .badRequest(
        code: code,
        [
          Issue(
            Issue.ours + "replyEmpty", in: .body, name: "bodyContent",
            detail: "there must be a text or a file")
        ])
    }
  }

  /// Nothing happened; the same request may succeed after that many seconds.
  static func overloaded(retryAfterSeconds seconds: Int) -> Problem {
    Problem(
      Problem.belgif + "serviceUnavailable", "Service unavailable", .serviceUnavailable, code: "OVERLOADED",
      members: [JSON.Member("retryAfterSec", .int(seconds))], headers: [.retryAfter: String(seconds)])
  }

  /// A fault: the cause is in the log, under the request's identifier.
  static let fault = Problem(
    Problem.belgif + "internalServerError", "Internal server error", .internalServerError,
    code: "INTERNAL_ERROR")

  private static func missingScope(_ required: [Scope]) -> Problem {
    let scopes = required.map(\.wire)
    return Problem(
      Problem.belgif + "missingScope", "Missing scope", .forbidden, code: "MISSING_SCOPE",
      members: [JSON.Member("requiredScopes", .array(scopes.map(JSON.string)))],
      headers: [
        .wwwAuthenticate: #"Bearer error="insufficient_scope", scope="\#(scopes.joined(separator: " "))""#
      ])
  }

  static func badRequest(code: String, _ issues: [Issue]) -> Problem {
    Problem(Problem.belgif + "badRequest", "Bad request", .badRequest, code: code, issues: issues)
  }

  private static func malformedArchive(_ failure: ArchiveFailure) -> Problem {
    let detail =
      switch failure {
      case .malformedHeader: "the header of an entry is malformed"
      case .nameTooLong: "the name of an entry is too long"
      case .noPlainFile: "an entry is neither a plain file nor a folder"
      case .truncated: "the archive ends within an entry"
      }
    return badRequest(
      code: "MALFORMED_ARCHIVE", [Issue(Issue.ours + "\(failure)", in: .body, name: nil, detail: detail)])
  }

  private static func malformedMultipart(_ failure: MultipartFailure) -> Problem {
    let detail =
      switch failure {
      case .boundaryInvalid: "Content-Type must be multipart/form-data with a boundary of 1 to 70 characters"
      case .preambleTooLong: "the preamble is too long"
      case .tooManyParts: "there are too many parts"
      case .headerTooLarge: "the header of a part is too large"
      case .malformedHeader: "a header line of a part is malformed"
      case .malformedBoundary: "a boundary line is malformed"
      case .epilogueTooLong: "the epilogue is too long"
      case .truncated: "the body ends before its closing boundary"
      }
    return badRequest(
      code: failure == .tooManyParts ? "TOO_MANY_PARTS" : "MALFORMED_MULTIPART",
      [Issue(Issue.ours + "\(failure)", in: .body, name: nil, detail: detail)])
  }
}
