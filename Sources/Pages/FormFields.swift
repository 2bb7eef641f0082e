import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// The fields of a posted form (`application/x-www-form-urlencoded`).
package struct FormFields: Sendable {
  /// The most that a form of ours can be.
  package static let bytesMax = 16 * 1024
  private let values: [String: String]

  /// - Throws: ``FormMistake`` when it is another media type, too large, or not UTF-8; the stream's own error
  ///   else.
  package init(reading request: Request) async throws {
    let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard type == "application/x-www-form-urlencoded" else { throw FormMistake.mediaType }
    var body = ByteBuffer()
    for try await part in request.body {
      guard body.readableBytes + part.readableBytes <= Self.bytesMax else { throw FormMistake.tooLarge }
      body.writeImmutableBuffer(part)
    }
    try self.init(parsing: String(buffer: body))
  }

  /// A name that comes twice keeps its first value.
  init(parsing text: String) throws(FormMistake) {
    var values: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(halves[0]), let value = Self.decoded(halves.count > 1 ? halves[1] : "")
      else {
        throw FormMistake.encoding
      }
      if values[name] == nil { values[name] = value }
    }
    self.values = values
  }

  package subscript(_ name: String) -> String? { values[name] }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}

/// Why a posted form can't be read; case order is check order, and nothing was done.
package enum FormMistake: Error { case mediaType, tooLarge, encoding }
