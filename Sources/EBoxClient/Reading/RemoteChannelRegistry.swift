import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Vocabulary

/// A box elsewhere: a citizen's, or with the token of a sender the sender's own.
struct RemoteChannelRegistry: ChannelRegistry {
  let transport: Transport
  let purpose: ReadingPurpose
  let random: any RandomSource

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    try await listing(query).page
  }

  /// A registry that tells no counts of the whole box is asked for them apart.
  func listing(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> MessageListing {
    let answer = try await list(query)
    if let counts = answer.counts {
      return MessageListing(
        page: answer.page, unread: counts.unread, hidden: counts.hidden, recalled: counts.recalled)
    }
    var unread = MessageQuery()
    (unread.isRead, unread.isVisible) = (false, true)
    var hidden = MessageQuery()
    hidden.isVisible = false
    return MessageListing(
      page: answer.page, unread: try await list(unread).page.total, hidden: try await list(hidden).page.total,
      recalled: try await recalledMessages().count)
  }

  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary {
    let response = try await get("/ebox")
    return try await response.decode(SummaryAnswer.self) { try $0.summary() }
  }

  func statistics() async throws(Failure<ReadingRejection>) -> MailboxStatistics {
    let response = try await get("/ebox/statistics")
    return try await response.decode(StatisticsAnswer.self) { $0.statistics }
  }

  func update(_ updates: [MessageUpdate]) async throws(Failure<ReadingRejection>) {
    let body: ByteBuffer
    do { body = ByteBuffer(data: try JSONEncoder().encode(UpdateDocument(updates))) } catch {
      throw .outcomeUnknown(error)
    }
    _ = try await transport.send(
      .PATCH, "/ebox/messages", headers: ["Content-Type": "application/merge-patch+json"], body: .bytes(body)
    ) { $0.readingRejection }
  }

  func accesses(of message: MessageID) async throws(Failure<ReadingRejection>) -> [ContentAccess] {
    let response = try await get("/ebox/messages/\(message)/accesses")
    return try await response.decode(AccessesAnswer.self) { try $0.items.map { try $0.access() } }
  }

  /// A registry that knows of no recalls has none to tell.
  func recalledMessages() async throws(Failure<ReadingRejection>) -> [RecalledMessage] {
    do {
      let response = try await get("/ebox/recalledMessages")
      return try await response.decode(ListAnswer<RecalledAnswer>.self) {
        try $0.items.map { try $0.message() }
      }
    } catch {
      guard case .outcomeUnknown(let cause) = error, case .refused(404, _)? = cause as? ClientFault else {
        throw error
      }
      return []
    }
  }

  func reply(
    to message: MessageID, _ key: IdempotencyKey?,
    _ frames: some AsyncSequence<ReplyFrame, any Error> & Sendable
  ) async throws(Failure<ReplyRejection>) -> ReplyReceipt {
    let upload = MultipartUpload(frames, random: random) { (request: ReplyRequest, _) in
      try ReplyDocument(request).bytes()
    }
    var headers: HTTPHeaders = ["Content-Type": "multipart/form-data; boundary=\(upload.boundary)"]
    if let key { headers.add(name: "Idempotency-Key", value: "\"\(key)\"") }
    do throws(Failure<ReplyRejection>) {
      let response = try await transport.send(
        .POST, "/ebox/messages/\(message)/replies", headers: headers,
        body: .stream(UploadSequence(upload: upload), length: .unknown)
      ) { $0.replyRejection }
      return try await response.decode(ReplyAnswer.self) { try $0.receipt() }
    } catch {
      if case .outcomeUnknown = error, let cause = upload.interruption { throw .interrupted(cause) }
      throw error
    }
  }

  /// A registry that knows of no replies has none to tell.
  func replies(to message: MessageID) async throws(Failure<ReadingRejection>) -> [ReplyReceipt] {
    do {
      let response = try await get("/ebox/messages/\(message)/replies")
      return try await response.decode(ListAnswer<ReplyAnswer>.self) {
        try $0.items.map { try $0.receipt() }
      }
    } catch {
      guard case .outcomeUnknown(let cause) = error, case .refused(404, _)? = cause as? ClientFault else {
        throw error
      }
      return []
    }
  }

  private func list(
    _ query: MessageQuery
  ) async throws(Failure<ReadingRejection>) -> (
    page: Page<Message>, counts: ListAnswer<MessageAnswer>.Counts?
  ) {
    let parameters: String
    do { parameters = try query.parameters() } catch { throw .outcomeUnknown(error) }
    let response = try await get("/ebox/messages?\(parameters)")
    return try await response.decode(ListAnswer<MessageAnswer>.self) {
      (try $0.page(query.page) { try $0.message() }, $0.counts)
    }
  }

  func message(_ id: MessageID) async throws(Failure<ReadingRejection>) -> Message {
    let response = try await get("/ebox/messages/\(id)")
    return try await response.decode(MessageAnswer.self) { try $0.message() }
  }

  func describe(_ attachment: AttachmentID, in message: MessageID) async throws(Failure<ReadingRejection>)
    -> Attachment
  {
    let response = try await get("/ebox/messages/\(message)/attachments/\(attachment)")
    return try await response.decode(AttachmentAnswer.self) { try $0.attachment() }
  }

  func content(
    of attachment: AttachmentID, in message: MessageID, range: ByteRange?
  ) async throws(Failure<ReadingRejection>) -> Content {
    let description = try await describe(attachment, in: message)
    var headers = purpose.headers
    if let range { headers.add(name: "Range", value: "bytes=\(range.first)-\(range.last)") }
    let response = try await get("/ebox/messages/\(message)/attachments/\(attachment)/content", headers)
    let source = BodySource(response.response.body)
    let bytes = AsyncThrowingStream { try await source.next() }
    return Content(attachment: description, range: range?.cut(at: description.size), bytes: bytes)
  }

  func body(of message: MessageID) async throws(Failure<ReadingRejection>) -> TranslatedText {
    let response = try await get("/ebox/messages/\(message)/body", purpose.headers)
    return try await response.decode(TranslatedAnswer.self) { try $0.text() }
  }

  private func get(
    _ path: String, _ headers: HTTPHeaders = [:]
  ) async throws(Failure<ReadingRejection>) -> Answered<ReadingRejection> {
    try await transport.send(.GET, path, headers: headers) { $0.readingRejection }
  }
}

/// The pieces of an answer, fetched as they are asked for. Used by the one task that reads the stream.
private final class BodySource: @unchecked Sendable {
  private var iterator: HTTPClientResponse.Body.AsyncIterator

  init(_ body: HTTPClientResponse.Body) { iterator = body.makeAsyncIterator() }

  func next() async throws -> ByteBuffer? { try await iterator.next() }
}

extension ReadingPurpose {
  /// Declared to whoever gives the content out.
  var headers: HTTPHeaders {
    switch self {
    case .reading: [:]
    case .prefetch: ["Sec-Purpose": rawValue]
    }
  }
}

extension ByteRange {
  /// What a registry answers to a range that goes past the end.
  fileprivate func cut(at size: Int64) -> ByteRange? {
    do { return try ByteRange(parsing: first, through: min(last, size - 1)) } catch { return nil }
  }
}

extension MessageQuery {
  /// The query string of version 3, whose bounds are days: *after* a day is from the next one on.
  fileprivate func parameters() throws -> String {
    var pairs: [(String, String?)] = [("page", "\(page.number)"), ("pageSize", "\(page.size)")]
    pairs.append(("receivedAfter", try receivedFrom.map { try day($0).adding(days: -1).description }))
    pairs.append(("receivedBefore", try receivedBefore.map { try day($0).description }))
    pairs.append(("expiredAfter", try expiresFrom.map { try day($0).adding(days: -1).description }))
    pairs.append(("expiredBefore", try expiresBefore.map { try day($0).description }))
    if dueAfter != nil { throw ClientFault.notExpressible("there is no filter on due dates") }
    pairs.append(("readStatus", isRead.map(String.init)))
    pairs.append(("visible", isVisible.map(String.init)))
    pairs.append(("registeredMail", isRegisteredMail.map(String.init)))
    pairs.append(("messageTypeId", messageType?.text))
    pairs.append(("senderEnterpriseNumber", sender?.digits))
    pairs.append(("senderApplicationId", application?.text))
    pairs.append(("q", search?.text))
    pairs.append(("qlang", search?.language.rawValue))
    return pairs.compactMap { name, value in value.map { "\(name)=\($0.componentEncoded)" } }.joined(
      separator: "&")
  }

  private func day(_ instant: Instant) throws -> CalendarDate {
    let day = CalendarDate(inBrusselsAt: instant)
    guard day.startInBrussels == instant else {
      throw ClientFault.notExpressible("bounds are starts of days in Brussels")
    }
    return day
  }
}
