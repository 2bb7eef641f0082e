import Contracts
import EdgeHTTP
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// A request of SOAP 1.1 over HTTP, bare or with attachments (SOAP Messages with Attachments): its envelope
/// is read, its attachments come as they are asked for.
///
/// The envelope is the first part, so that the sender is known before any byte of an attachment is kept.
struct IncomingMessage {
  /// 256 KiB, as for the other contracts' request documents.
  static let envelopeBytesMax = PublicationLimits.requestBytesMax
  /// What separates and describes the parts, at most.
  static let framingBytesMax = 65_536
  /// For the envelope to arrive.
  static let envelopeSecondsMax = 60
  static let bytesMax = PublicationLimits.publicationBytesMax + envelopeBytesMax + framingBytesMax

  let envelope: [UInt8]
  /// After its first part; nil for a request that can't have attachments.
  let attachments: MultipartReader?
  /// That of the first part.
  let contentID: String?

  /// - Throws: SOA-03002 or SOA-03004; what ``BodyReader`` and ``MultipartReader`` throw.
  static func read(
    _ request: Request, _ body: BodyReader, time: any TimeSource
  ) async throws -> IncomingMessage {
    try body.checkDeclared()
    guard let text = request.headers[.contentType] else {
      throw SOAPFault.notSOAP("There is no Content-Type.")
    }
    let type = try HeaderParameters(parsing: text)
    let envelope = EnvelopeBytes(time: time)
    switch type.value {
    case "text/xml":
      try checkCharset(type)
      return IncomingMessage(envelope: try await collect(body, envelope), attachments: nil, contentID: nil)
    case "multipart/related": return try await readParts(text, type, body, envelope)
    default: throw SOAPFault.notSOAP("The Content-Type is text/xml or multipart/related.")
    }
  }

  private static func checkCharset(_ type: HeaderParameters) throws {
    let charset = type.parameters["charset"]?.lowercased() ?? "utf-8"
    guard charset == "utf-8" else { throw SOAPFault.malformed("The envelope is not in UTF-8.") }
  }

  private static func collect(_ body: BodyReader, _ envelope: EnvelopeBytes) async throws -> [UInt8] {
    var envelope = envelope
    while let piece = try await body.next() { try envelope.add(piece) }
    return envelope.bytes
  }

  private static func readParts(
    _ text: String, _ type: HeaderParameters, _ body: BodyReader, _ envelope: EnvelopeBytes
  ) async throws -> IncomingMessage {
    guard type.parameters["type"]?.lowercased() ?? "text/xml" == "text/xml" else {
      throw SOAPFault.notInteroperable("The parts are of type text/xml (SOAP with attachments, not MTOM).")
    }
    let boundary = try HeaderParameters.boundary(ofContentType: text, subtype: "related")
    var reader = try MultipartReader(body, boundary: boundary)
    var envelope = envelope
    var root: AttachmentPart?
    while let step = try await reader.next() {
      switch step {
      case .part(let headers):
        root = try checkedRoot(headers, start: type.parameters["start"])
      case .bytes(let piece): try envelope.add(piece)
      case .endOfPart:
        return IncomingMessage(envelope: envelope.bytes, attachments: reader, contentID: root?.contentID)
      case .pending: try envelope.checkTime()
      }
    }
    throw SOAPFault.notInteroperable("There is no part.")
  }

  private static func checkedRoot(_ headers: [MultipartHeader], start: String?) throws -> AttachmentPart {
    let part = try AttachmentPart(headers)
    guard start.map({ AttachmentPart.bare($0) == part.contentID }) ?? true else {
      throw SOAPFault.notInteroperable("The envelope is the first part.")
    }
    guard let text = part.contentType, let type = try? HeaderParameters(parsing: text),
      type.value == "text/xml"
    else { throw SOAPFault.notInteroperable("The first part is the envelope, of type text/xml.") }
    try checkCharset(type)
    return part
  }
}

/// The envelope as it comes: not too much of it, and not too slowly.
private struct EnvelopeBytes {
  private(set) var bytes: [UInt8] = []
  private let time: any TimeSource
  private let began: Duration

  init(time: any TimeSource) {
    self.time = time
    began = time.elapsed()
  }

  mutating func add(_ piece: ByteBuffer) throws {
    let most = IncomingMessage.envelopeBytesMax
    guard bytes.count + piece.readableBytes <= most else {
      throw SOAPFault.notInteroperable("The envelope has more than \(most) bytes.")
    }
    bytes.append(contentsOf: piece.readableBytesView)
    try checkTime()
  }

  func checkTime() throws {
    let most = IncomingMessage.envelopeSecondsMax
    guard time.elapsed() - began <= .seconds(most) else {
      throw SOAPFault.notInteroperable("The envelope did not arrive within \(most) s.")
    }
  }
}

/// What a part of a request says of itself (RFC 2392, WS-I Attachments Profile 1.0).
struct AttachmentPart: Hashable, Sendable {
  /// Without its angle brackets; nil when it has none.
  let contentID: String?
  let contentType: String?

  /// - Throws: SOA-03004 for a transfer encoding that changes bytes, or two of a header.
  init(_ headers: [MultipartHeader]) throws {
    func value(_ name: String) throws -> String? {
      let values = headers.filter { $0.name == name }.map(\.value)
      guard values.count <= 1 else { throw SOAPFault.notInteroperable("A part has a header twice.") }
      return values.first
    }
    contentID = try value("content-id").map(Self.bare)
    contentType = try value("content-type")
    let encoding = try value("content-transfer-encoding")?.lowercased() ?? "binary"
    guard ["binary", "8bit", "7bit"].contains(encoding.filter { $0 != " " }) else {
      throw SOAPFault.notInteroperable("The Content-Transfer-Encoding of a part is binary, 8bit or 7bit.")
    }
  }

  static func bare(_ text: String) -> String {
    let text = text.trimming { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("<"), text.hasSuffix(">"), text.count >= 2 else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// The Content-ID to which a `cid:` reference leads; nil for another reference (RFC 2392).
  static func contentID(ofReference text: String) -> String? {
    let text = text.trimming(\.isWhitespace)
    guard text.lowercased().hasPrefix("cid:") else { return nil }
    let id = text.dropFirst(4)
    return id.isEmpty ? nil : id.removingPercentEncoding
  }
}

extension String {
  func trimming(_ isDropped: (Character) -> Bool) -> String {
    var text = drop(while: isDropped)
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
