import Foundation

/// Base 64 as tokens use it.
enum Base64 {
  /// Base64url without padding (RFC 4648 §5).
  static func url(_ bytes: some DataProtocol) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }

  /// The bytes of base64url without padding; nil for anything else.
  static func bytes(url text: String) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    return Data(
      base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/") + padding
    ).map(Array.init)
  }
}
