import Foundation

/// A digest of document bytes, with its method.
package struct Digest: Hashable, Sendable {
  package enum Method: String, Hashable, Sendable, CaseIterable {
    case sha256, sha512
    /// Bytes in a digest.
    package var length: Int { self == .sha256 ? 32 : 64 }
  }

  package let method: Method
  package let bytes: [UInt8]

  /// - Throws: ``InvalidIdentifier`` when the number of bytes is not that of the method.
  package init(_ method: Method, parsing bytes: [UInt8]) throws(InvalidIdentifier) {
    guard bytes.count == method.length else {
      throw InvalidIdentifier("digest", "\(method.rawValue) has \(method.length) bytes, not \(bytes.count)")
    }
    self.method = method
    self.bytes = bytes
  }

  /// The form of the REST registries: base64url, padding optional. Names the other encodings it recognises,
  /// because hex and plain base64 are the usual mistakes (reference §2.4).
  package init(_ method: Method, parsingBase64URL text: String) throws(InvalidIdentifier) {
    if text.utf8.count == method.length * 2, text.allSatisfy(\.isHexDigit) {
      throw InvalidIdentifier("digestValue", "is hexadecimal; base64url is expected")
    }
    if text.contains("+") || text.contains("/") {
      throw InvalidIdentifier("digestValue", "is plain base64; base64url (with - and _) is expected")
    }
    guard let data = Base64URL.decode(text.trimmingSuffix("=")) else {
      throw InvalidIdentifier("digestValue", "is not base64url")
    }
    try self.init(method, parsing: [UInt8](data))
  }

  /// Base64url without padding.
  package var base64URL: String {
    Base64URL.encode(bytes)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> Substring {
    var text = Substring(self)
    while text.last == character { text.removeLast() }
    return text
  }
}
