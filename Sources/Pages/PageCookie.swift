package import Hummingbird

/// A cookie: always `HttpOnly`, `SameSite=Lax`, `Path=/`, and over HTTPS `Secure`. Its value must be of
/// base64url characters.
package struct PageCookie: Sendable {
  package let name: String
  private let isSecure: Bool
  private let maxAgeSeconds: Int?

  /// - Parameters:
  ///   - name: gets the prefix `__Host-` over HTTPS, so that no other host or path can plant it.
  ///   - maxAgeSeconds: nil for as long as the browser is open.
  package init(_ name: String, isSecure: Bool, maxAgeSeconds: Int? = nil) {
    self.init(
      sharedName: isSecure ? "__Host-" + name : name, isSecure: isSecure, maxAgeSeconds: maxAgeSeconds)
  }

  init(sharedName name: String, isSecure: Bool, maxAgeSeconds: Int?) {
    self.name = name
    self.isSecure = isSecure
    self.maxAgeSeconds = maxAgeSeconds
  }

  /// What the request carries; nil when none, empty, or too long to be ours.
  package func value(in request: Request) -> String? {
    guard let value = request.cookies[name]?.value, !value.isEmpty, value.utf8.count <= Self.valueBytesMax
    else {
      return nil
    }
    return value
  }

  /// The `Set-Cookie` that keeps a value.
  package func set(_ value: String) -> String { line(value, maxAge: maxAgeSeconds) }

  /// The `Set-Cookie` that removes it.
  package var clear: String { line("", maxAge: 0) }

  private func line(_ value: String, maxAge: Int?) -> String {
    let age = maxAge.map { "; Max-Age=\($0)" } ?? ""
    return "\(name)=\(value); Path=/\(age); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
  }

  private static let valueBytesMax = 512
}
