package import Contracts
import HTTPTypes
package import Hummingbird
package import Vocabulary

/// The identifier of one request, and how it travels: `BelGov-Trace-Id` on the answer, `urn:uuid` in a
/// problem document; the caller's own comes back as `BelGov-Related-Trace-Id` (reference §2.11).
package struct Trace: Sendable {
  package static let charactersMax = 36

  package let requestID: Contracts.RequestID
  private let related: String?

  package init(_ request: Request, _ random: any RandomSource) {
    requestID = Contracts.RequestID(Trace.uuid(random))
    let callers = Trace.header.flatMap { request.headers[$0] }
    related = callers.flatMap { text in
      let isFit =
        text.utf8.count <= Trace.charactersMax && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
      return isFit ? text : nil
    }
  }

  package var instance: String { "urn:uuid:\(requestID)" }

  package func mark(_ response: Response) -> Response {
    var response = response
    if let name = Trace.header { response.headers[name] = requestID.text }
    if let name = Trace.relatedHeader, let related { response.headers[name] = related }
    return response
  }

  private static let header = HTTPField.Name("BelGov-Trace-Id")
  private static let relatedHeader = HTTPField.Name("BelGov-Related-Trace-Id")

  /// Version 4 of RFC 9562, from the product's own source of randomness.
  private static func uuid(_ random: any RandomSource) -> String {
    var bytes = random.bytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { text[$0].joined() }
    return groups.joined(separator: "-")
  }
}
