import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// What the notices' addresses answer, as JSON (`docs/contracts/channel-notices-1.yaml`).
enum NoticeAnswers {
  struct Item: Encodable {
    let messageId: String
    let senderEnterpriseNumber: String?
    let isRegisteredMail: Bool
    let removedOn: String?
    let acceptUntil: String?

    init(_ item: ChannelNotice.Item) {
      messageId = item.message.text
      senderEnterpriseNumber = item.sender?.digits
      isRegisteredMail = item.isRegisteredMail
      removedOn = item.removedOn.map { "\($0)" }
      acceptUntil = item.acceptUntil?.brussels
    }
  }

  struct Notice: Encodable {
    let noticeId: String
    let mailbox: String
    let kind: String
    let language: String
    let phrase: String?
    let newMessages: [Item]
    let reminders: [Item]
    let date: String

    init(_ notice: ChannelNotice) {
      noticeId = notice.id.text
      mailbox = notice.mailbox.text
      kind = notice.kind.rawValue
      language = notice.language.rawValue
      phrase = notice.phrase?.text
      newMessages = notice.newMessages.map(Item.init)
      reminders = notice.reminders.map(Item.init)
      date = notice.queuedAt.brussels
    }
  }

  struct Notices: Encodable {
    let items: [Notice]
  }

  /// Asked and answered alike.
  struct Acknowledgement: Codable {
    let noticeIds: [String]
  }

  static func json(
    _ value: some Encodable, _ status: HTTPResponse.Status = .ok, type: String = "application/json"
  ) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
  }
}

/// Why a request for notices is turned down. Case order is check order; the raw value is the code in the
/// problem document and in the audit trail.
enum NoticeRefusal: String, Error, Hashable, Sendable, CaseIterable {
  case noAccessToken = "NO_ACCESS_TOKEN"
  case invalidAccessToken = "INVALID_ACCESS_TOKEN"
  case expiredAccessToken = "EXPIRED_ACCESS_TOKEN"
  /// A citizen's or a sender's token.
  case wrongSubject = "WRONG_SUBJECT"
  case missingScope = "MISSING_SCOPE"
  case afterInvalid = "INVALID_AFTER"
  case sizeInvalid = "INVALID_SIZE"
  case bodyInvalid = "INVALID_BODY"

  var status: HTTPResponse.Status {
    switch self {
    case .noAccessToken, .invalidAccessToken, .expiredAccessToken: .unauthorized
    case .wrongSubject, .missingScope: .forbidden
    case .afterInvalid, .sizeInvalid, .bodyInvalid: .badRequest
    }
  }

  /// A problem document of the Belgif form (RFC 9457).
  struct Problem: Encodable {
    let type: String
    let title: String
    let status: Int
    let code: String
    let detail: String?
    let instance: String
  }

  func response(_ request: RequestID) throws -> Response {
    let problem = Problem(
      type: "urn:problem-type:belgif:" + type.name, title: type.title, status: status.code, code: rawValue,
      detail: detail, instance: "urn:ebox:request:\(request)")
    var response = try NoticeAnswers.json(problem, status, type: "application/problem+json")
    if status == .unauthorized {
      response.headers[.wwwAuthenticate] =
        self == .noAccessToken ? "Bearer" : #"Bearer error="invalid_token""#
    }
    return response
  }

  private var type: (name: String, title: String) {
    switch self {
    case .noAccessToken: ("noAccessToken", "No access token")
    case .invalidAccessToken: ("invalidAccessToken", "Invalid access token")
    case .expiredAccessToken: ("expiredAccessToken", "Expired access token")
    case .wrongSubject: ("missingPermission", "Missing permission")
    case .missingScope: ("missingScope", "Missing scope")
    case .afterInvalid, .sizeInvalid, .bodyInvalid: ("badRequest", "Bad request")
    }
  }

  private var detail: String? {
    switch self {
    case .noAccessToken, .invalidAccessToken, .expiredAccessToken: nil
    case .wrongSubject: "notices are asked with a channel's own token, by client credentials"
    case .missingScope: "the scope \(Scope.notices.wire) is needed"
    case .afterInvalid: "after must be the id of a notice"
    case .sizeInvalid: "size must be a whole number from 1 to \(ChannelNotice.perAnswerMax)"
    case .bodyInvalid:
      "the body must be {\"noticeIds\": […]} with at most \(ChannelNotice.perAnswerMax) ids of notices"
    }
  }
}
