import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// The addresses at which a channel that notifies by itself fetches its notices and acknowledges them
/// (R-NOT-4).
struct NoticeRoutes: Sendable {
  static let basePath = "/REST/ebox/citizen/channelNotices/v1"
  static let bodyBytesMax = 16_384

  let desk: any NotifierDesk
  let introspection: any TokenIntrospection
  let attempts: any AttemptLog

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(Self.basePath + "/notices")) { request, context in
      try await turn(request, RequestID(context.id), "noticesFetched", context.logger) { notices in
        let told = try await notices.waiting(
          after: try Self.last(request), limit: try Self.size(request))
        return try NoticeAnswers.json(NoticeAnswers.Notices(items: told.map(NoticeAnswers.Notice.init)))
      }
    }
    router.post(RouterPath(Self.basePath + "/acknowledgements")) { request, context in
      try await turn(request, RequestID(context.id), "noticeAcknowledged", context.logger) { notices in
        let done = try await notices.acknowledge(try await Self.ids(request))
        return try NoticeAnswers.json(NoticeAnswers.Acknowledgement(noticeIds: done.map(\.text)))
      }
    }
  }

  /// Authenticates, asks, and answers; what is refused here is recorded first.
  private func turn(
    _ request: Request, _ id: RequestID, _ action: String, _ log: Logger,
    _ ask: (any ChannelNotices) async throws -> Response
  ) async throws -> Response {
    var client: String?
    do {
      let facts = try await authenticate(request)
      client = facts.clientID
      guard case .channel(let channel) = facts.subject else { throw NoticeRefusal.wrongSubject }
      return try await ask(
        desk.notices(for: NotifierCaller(channel: channel, scopes: facts.scopes, requestID: id)))
    } catch let refusal as NoticeRefusal {
      try await attempts.record(
        Attempt(
          action: action, requestID: id, status: refusal.status.code, code: refusal.rawValue, clientID: client
        ))
      return try refusal.response(id)
    } catch let failure as Failure<Never> {
      if case .denied = failure { return try NoticeRefusal.missingScope.response(id) }
      return try EdgeFault.answer(failure, log)
    }
  }

  private func authenticate(_ request: Request) async throws -> AccessTokenFacts {
    guard let token = OAuthRoutes.bearer(request.headers[.authorization]) else {
      throw NoticeRefusal.noAccessToken
    }
    switch try await introspection.introspect(token) {
    case .unknown: throw NoticeRefusal.invalidAccessToken
    case .expired: throw NoticeRefusal.expiredAccessToken
    case .active(let facts): return facts
    }
  }

  private static func size(_ request: Request) throws(NoticeRefusal) -> Int {
    guard let text = request.uri.queryParameters["size"] else { return ChannelNotice.perAnswerMax }
    guard let size = Int(text), (1...ChannelNotice.perAnswerMax).contains(size) else { throw .sizeInvalid }
    return size
  }

  private static func last(_ request: Request) throws(NoticeRefusal) -> NoticeID? {
    guard let text = request.uri.queryParameters["after"] else { return nil }
    do { return try NoticeID(parsing: text) } catch { throw .afterInvalid }
  }

  private static func ids(_ request: Request) async throws -> [NoticeID] {
    var body = ByteBuffer()
    for try await part in request.body {
      guard body.readableBytes + part.readableBytes <= bodyBytesMax else { throw NoticeRefusal.bodyInvalid }
      body.writeImmutableBuffer(part)
    }
    do {
      let asked = try JSONDecoder().decode(
        NoticeAnswers.Acknowledgement.self, from: Data(body.readableBytesView))
      guard asked.noticeIds.count <= ChannelNotice.perAnswerMax else { throw NoticeRefusal.bodyInvalid }
      return try asked.noticeIds.map { try NoticeID(parsing: $0) }
    } catch {
      throw NoticeRefusal.bodyInvalid
    }
  }
}
