import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// GET and HEAD of an attachment's bytes (RFC 9110 §13, §14).
///
/// Only bytes that leave are a consultation: HEAD and 304 ask for the description alone. A range that can't
/// be met is left to the party to reject. Several ranges at once are answered whole, which the RFC allows.
enum ReadContent {
  static func describe(_ exchange: Exchange) async throws -> Response {
    let (_, attachment) = try await find(exchange)
    if isUnchanged(attachment, exchange.request) { return notModified(attachment) }
    var headers = headers(attachment, exchange)
    headers[.contentLength] = String(attachment.size)
    return Response(status: .ok, headers: headers)
  }

  static func content(_ exchange: Exchange) async throws -> Response {
    let request = exchange.request
    let purpose = try exchange.purpose()
    var range: ByteRange?
    if request.headers[.range] != nil || request.headers[.ifNoneMatch] != nil {
      let (_, attachment) = try await find(exchange)
      if isUnchanged(attachment, request) { return notModified(attachment) }
      if let condition = request.headers[.ifRange], condition != attachment.entityTag {
        range = nil
      } else {
        range = request.headers[.range].flatMap { RangeHeader.single($0, size: attachment.size) }
      }
      if let range, range.first >= attachment.size { return try await rejected(exchange, range, attachment) }
    }
    return answer(exchange, try await open(exchange, range, purpose))
  }

  private static func answer(_ exchange: Exchange, _ content: Content) -> Response {
    var headers = headers(content.attachment, exchange)
    var length = content.attachment.size
    if let range = content.range {
      headers[.contentRange] = "bytes \(range.first)-\(range.last)/\(content.attachment.size)"
      length = range.count
    }
    let body = ResponseBody(contentLength: Int(length)) { writer in
      for try await bytes in content.bytes { try await writer.write(bytes) }
      try await writer.finish(nil)
    }
    return Response(status: content.range == nil ? .ok : .partialContent, headers: headers, body: body)
  }

  private static func find(_ exchange: Exchange) async throws -> (any BoxRegistry, Attachment) {
    let registry = try exchange.box()
    let message = try exchange.pathID("messageId", MessageID.init(parsing:))
    let id = try exchange.pathID("attachmentId", AttachmentID.init(parsing:))
    let attachment = try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.describe(id, in: message)
    }
    return (registry, attachment)
  }

  private static func open(
    _ exchange: Exchange, _ range: ByteRange?, _ purpose: ReadingPurpose
  ) async throws -> Content {
    let registry = try exchange.box(purpose)
    let message = try exchange.pathID("messageId", MessageID.init(parsing:))
    let id = try exchange.pathID("attachmentId", AttachmentID.init(parsing:))
    return try await exchange.read { () async throws(Failure<ReadingRejection>) in
      try await registry.content(of: id, in: message, range: range)
    }
  }

  /// The party's rejection of the range, with the size that RFC 9110 §15.5.17 asks for.
  private static func rejected(
    _ exchange: Exchange, _ range: ByteRange, _ attachment: Attachment
  ) async throws -> Response {
    do {
      return answer(exchange, try await open(exchange, range, try exchange.purpose()))
    } catch let problem as Problem {
      guard problem.code == Problem(ReadingRejection.rangeNotSatisfiable).code else { throw problem }
      var headers = problem.headers
      headers[.contentRange] = "bytes */\(attachment.size)"
      throw Problem(
        problem.type, problem.title, problem.status, code: problem.code, detail: problem.detail,
        issues: problem.issues, members: problem.members, headers: headers)
    }
  }

  private static func isUnchanged(_ attachment: Attachment, _ request: Request) -> Bool {
    guard let condition = request.headers[.ifNoneMatch] else { return false }
    let tags = condition.split(separator: ",").map {
      $0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    }
    return tags.contains { tag in
      let text = String(tag)
      return text == "*" || text == attachment.entityTag || text == "W/" + attachment.entityTag
    }
  }

  private static func notModified(_ attachment: Attachment) -> Response {
    Response(
      status: .notModified, headers: [.eTag: attachment.entityTag, .cacheControl: "private, no-cache"])
  }

  private static func headers(_ attachment: Attachment, _ exchange: Exchange) -> HTTPFields {
    var headers: HTTPFields = [
      .contentType: exchange.wire.contentType(attachment), .eTag: attachment.entityTag,
      .acceptRanges: "bytes",
      .cacheControl: "private, no-cache", .xContentTypeOptions: "nosniff",
    ]
    headers[.contentDisposition] = "attachment; filename*=UTF-8''\(attachment.fileName.extendedValue)"
    return headers
  }
}

/// The `Range` field of RFC 9110 §14.2.
enum RangeHeader {
  /// - Returns: the one range of bytes asked for, cut at the end of the content; nil where the field is not
  ///   understood or holds several, and then counts as absent.
  static func single(_ text: String, size: Int64) -> ByteRange? {
    guard text.lowercased().hasPrefix("bytes=") else { return nil }
    let halves = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard halves.count == 2, halves.allSatisfy({ $0.utf8.count <= 18 && $0.utf8.allSatisfy(isDigit) }) else {
      return nil
    }
    let first: Int64
    var last = Int64.max
    switch (Int64(halves[0]), Int64(halves[1])) {
    case (let start?, let end): (first, last) = (start, end ?? .max)
    case (nil, let count?): first = count == 0 ? size : max(0, size - count)
    case (nil, nil): return nil
    }
    guard last >= first else { return nil }
    // Past the end it stays past the end, for the party to reject.
    do { return try ByteRange(parsing: first, through: max(first, min(last, size - 1))) } catch { return nil }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension Attachment {
  /// Strong: the digest of the bytes.
  var entityTag: String { "\"\(digest.method.wire)-\(digest.base64URL)\"" }
}

extension String {
  /// RFC 8187: what is not an `attr-char` percent-encoded.
  var extendedValue: String {
    utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(Unicode.Scalar(byte))
      case _ where "!#$&+-.^_`|~".utf8.contains(byte): String(Unicode.Scalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
