import AuditTrail
import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

extension MyEBox {
  /// The bytes of an attachment. The reading is committed before the first byte leaves; HEAD and 304 read
  /// nothing.
  func content(
    _ asked: Asked, _ message: MessageID, _ attachment: AttachmentID, isDownload: Bool
  ) async throws -> Response {
    let described = Act(action: .describe, message: message, details: ["attachment": attachment.text])
    return try await signedIn(asked, at: .message(message), described) { reader in
      let found = try await OneInbox(registries: reader.registries).describe(attachment, in: message)
      let headers = Self.headers(found.item, isDownload: isDownload)
      if asked.isHead { return (Response(status: .ok, headers: headers), described) }
      if let known = asked.request.headers[.ifNoneMatch], known == headers[.eTag] {
        return (Response(status: .notModified, headers: headers), described)
      }
      let range = try Self.range(asked.request, found.item, eTag: headers[.eTag])
      let content = try await found.opened.registry.content(of: attachment, in: message, range: range)
      let read = Act(action: .read, message: message, details: ["attachment": attachment.text])
      return (Self.response(content, headers), read)
    }
  }

  private static func headers(_ attachment: Attachment, isDownload: Bool) -> HTTPFields {
    let presentation = Presentation(attachment.mediaType)
    var headers = HTTPFields.pageSecurity(presentation.policy)
    let isText = attachment.mediaType == .plainText
    headers[.contentType] = attachment.mediaType.text + (isText ? "; charset=utf-8" : "")
    headers[.contentLength] = String(attachment.size)
    headers[.acceptRanges] = "bytes"
    headers[.eTag] = "\"\(attachment.digest.base64URL)\""
    headers[.contentDisposition] =
      ContentDisposition(
        attachment.fileName, isDownload: isDownload || !presentation.isShownInPage
      ).text
    return headers
  }

  /// The range that was asked for, when it is of this content (`If-Range`).
  private static func range(_ request: Request, _ attachment: Attachment, eTag: String?) throws(Trouble)
    -> ByteRange?
  {
    guard let asked = request.headers[.range] else { return nil }
    if let condition = request.headers[.ifRange], condition != eTag { return nil }
    switch RangeHeader(asked, size: attachment.size) {
    case .all: return nil
    case .bytes(let range): return range
    case .unsatisfiable: throw .rangeNotSatisfiable(size: attachment.size)
    }
  }

  private static func response(_ content: Content, _ headers: HTTPFields) -> Response {
    var headers = headers
    let length = content.range?.count ?? content.attachment.size
    headers[.contentLength] = String(length)
    if let range = content.range {
      headers[.contentRange] = "bytes \(range.first)-\(range.last)/\(content.attachment.size)"
    }
    let bytes = content.bytes
    let body = ResponseBody(contentLength: Int(length)) { writer in
      for try await buffer in bytes { try await writer.write(buffer) }
      try await writer.finish(nil)
    }
    return Response(status: content.range == nil ? .ok : .partialContent, headers: headers, body: body)
  }
}
