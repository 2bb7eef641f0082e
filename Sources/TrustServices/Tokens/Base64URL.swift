package import Foundation

/// Base 64 with the URL alphabet and without padding, as JSON Web Tokens and OAuth write it.
package enum Base64URL {
  /// Without padding.
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }

  /// Nil for anything but the URL alphabet; padding is not accepted.
  package static func decode(_ text: some StringProtocol) -> Data? {
    guard !text.utf8.contains(where: { "+/= \n\r\t".utf8.contains($0) }) else { return nil }
    let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
    return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
  }
}
