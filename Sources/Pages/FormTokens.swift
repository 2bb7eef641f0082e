package import Crypto
import Foundation
package import Hummingbird

/// Proves that a form was made by us for the session that sends it (against cross-site request forgery).
///
/// The token is an HMAC over what the browser alone holds: the session's cookie value, or before there is a
/// session the value of a cookie that was set with the form. Put it in a hidden field named ``field``.
package struct FormTokens: Sendable {
  package static let field = "form-token"
  private let key: SymmetricKey

  /// - Parameter key: 32 bytes, the same on every copy of the server: `KeyStore.rootKey("form-token")`.
  package init(key: SymmetricKey) { self.key = key }

  /// - Parameter binding: the cookie's value.
  package func token(for binding: String) -> String {
    Data(HMAC<SHA256>.authenticationCode(for: Data(binding.utf8), using: key)).base64URL
  }

  /// Compares in constant time; false for nil, another session's, or anything from another site that says so
  /// (`Sec-Fetch-Site`).
  package func isGenuine(_ token: String?, for binding: String, in request: Request) -> Bool {
    let site = request.headers[.secFetchSite] ?? "same-origin"
    guard site == "same-origin", let token, let code = Data(base64URL: token) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(binding.utf8), using: key)
  }
}

extension Data {
  /// Without padding.
  package var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Nil unless it is base64url without padding.
  package init?(base64URL text: String) {
    guard !text.contains(where: { "+/=".contains($0) }) else { return nil }
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
  }
}
