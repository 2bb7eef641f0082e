package import Hummingbird
package import Vocabulary

/// In which language a request is answered: `?lang=`, else the cookie `lang`, else `Accept-Language`, else
/// Dutch; and where the language switch leads.
package struct PageVisit: Sendable {
  package let language: Language
  /// Whether the request chose it by `?lang=`; the answer then keeps it for a year.
  let choseLanguage: Bool
  private let query: [Substring]
  private let isGet: Bool

  package init(_ request: Request) {
    let parts = (request.uri.query ?? "").split(separator: "&")
    let chosen = parts.last { $0.hasPrefix(Self.parameter) }
      .flatMap { Language(rawValue: String($0.dropFirst(Self.parameter.count))) }
    let kept = Self.languageCookie(false).value(in: request).flatMap(Language.init(rawValue:))
    language = chosen ?? kept ?? Self.preferred(request.headers[.acceptLanguage] ?? "") ?? .nl
    choseLanguage = chosen != nil
    query = parts.filter { !$0.hasPrefix(Self.parameter) }
    isGet = request.method == .get || request.method == .head
  }

  /// The same page in another language, as a reference relative to it, so that it can't lead elsewhere; after
  /// a form, the first page.
  func address(in language: Language, home: String) -> String {
    let query =
      "?" + ((isGet ? query : []) + ["\(Self.parameter)\(language.rawValue)"]).joined(separator: "&")
    return isGet ? query : home + query
  }

  /// Not secret, so the same name over HTTP and HTTPS.
  static func languageCookie(_ isSecure: Bool) -> PageCookie {
    PageCookie(sharedName: "lang", isSecure: isSecure, maxAgeSeconds: 31_536_000)
  }

  /// The best of our languages by quality, first named first (RFC 9110 §12.5.4).
  static func preferred(_ header: String) -> Language? {
    let offers = header.split(separator: ",").prefix(rangesMax).compactMap { range -> (Language, Double)? in
      let fields = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
      guard let tag = fields.first, let language = Language(rawValue: String(tag.prefix { $0 != "-" })) else {
        return nil
      }
      let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      return quality > 0 && quality <= 1 ? (language, quality) : nil
    }
    let best = offers.map(\.1).max()
    return offers.first { $0.1 == best }?.0
  }

  private static let parameter = "lang="
  /// Language ranges looked at in one header.
  private static let rangesMax = 32
}
