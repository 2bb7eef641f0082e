import Foundation

/// Base 64 as tokens use it.
enum Base64 {
  /// Base64url without padding (RFC 4648 §5).
  static func url(_ bytes: some DataProtocol) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }
}
