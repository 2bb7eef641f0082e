package import HTTPTypes
import Hummingbird

/// A page to answer with. Its headers are the strictest that it can live with; the two exceptions are
/// properties.
package struct PageResponse: Sendable {
  package var template: PageTemplate
  /// In the title bar, before the product's name.
  package var title: String
  /// Texts, numbers, Bools (sections), arrays and dictionaries of them. No optionals: leave the key out
  /// instead.
  package var values: [String: any Sendable]
  package var status: HTTPResponse.Status
  /// The party's own links in the header.
  package var navigation: [PageLink] = []
  /// The button at the end of the header.
  package var signOut: PageButton?
  /// Origins besides our own to which a form of this page may lead, a redirect after the POST included
  /// (`https://…`, without path). Browsers block the others.
  package var formTargets: [String] = []
  /// The footer's link that leads to this page itself.
  package var footerKey: TextKey?
  /// Whether it shows content of our own origin in a frame.
  package var framesOwnContent = false

  package init(
    _ template: PageTemplate, title: String, values: [String: any Sendable] = [:],
    status: HTTPResponse.Status = .ok
  ) {
    self.template = template
    self.title = title
    self.values = values
    self.status = status
  }

  var headers: HTTPFields {
    var policy = [
      "default-src 'none'", "style-src 'self'", "img-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
      (["form-action 'self'"] + formTargets).joined(separator: " "),
    ]
    if framesOwnContent { policy.append("frame-src 'self'") }
    var headers = HTTPFields.pageSecurity(policy)
    headers[.contentType] = "text/html; charset=utf-8"
    return headers
  }
}

extension HTTPFields {
  /// The headers of everything personal: a content security policy, no sniffing, no referrer, nothing kept
  /// anywhere.
  package static func pageSecurity(_ policy: [String]) -> HTTPFields {
    var headers = HTTPFields()
    headers[.contentSecurityPolicy] = policy.joined(separator: "; ")
    headers[.xContentTypeOptions] = "nosniff"
    headers[.cacheControl] = "no-store"
    headers[.referrerPolicy] = "no-referrer"
    headers[.crossOriginResourcePolicy] = "same-origin"
    headers[.crossOriginOpenerPolicy] = "same-origin"
    return headers
  }
}

extension HTTPField.Name {
  static let referrerPolicy = known("Referrer-Policy")
  static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
  static let secFetchSite = known("Sec-Fetch-Site")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is not a header's name") }
    return name
  }
}

/// A link with its text.
package struct PageLink: Hashable, Sendable {
  let text: String
  let address: String
  let isCurrent: Bool

  package init(_ text: String, _ address: String, isCurrent: Bool = false) {
    self.text = text
    self.address = address
    self.isCurrent = isCurrent
  }

  package var values: [String: any Sendable] { ["text": text, "address": address, "isCurrent": isCurrent] }
}

/// A form of one button.
package struct PageButton: Hashable, Sendable {
  let text: String
  let address: String
  let formToken: String

  package init(_ text: String, _ address: String, formToken: String) {
    self.text = text
    self.address = address
    self.formToken = formToken
  }

  package var values: [String: any Sendable] { ["text": text, "address": address, "formToken": formToken] }
}
