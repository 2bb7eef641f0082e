package import Hummingbird
import NIOCore
package import Vocabulary

/// The server-rendered pages of one party: texts in four languages, templates, one style sheet, strict
/// headers.
///
/// How to make a page:
/// 1. Add the texts: a case in ``TextKey`` and a line in each of `Texts/{Dutch,French,German,English}.swift`.
/// 2. Write a ``PageTemplate``: mustache for what stands inside `<main>`. `{{t.key}}` is a text without
///    placeholders, `{{name}}` a value of yours, escaped. `{{{name}}}` and `{{&name}}` are refused: nothing
///    goes out unescaped.
/// 3. Make `Pages` once at start with all templates of the party; it throws when a template names a text that
///    there is not, so that no such mistake is found by a citizen.
/// 4. In a handler: `let visit = PageVisit(request)`, `let words = pages.words(visit.language)` for the texts
///    with placeholders, then `return pages.response(PageResponse(template, title: …, values: …), to:
///    visit)`.
/// 5. Once a router: ``addAssets(to:)``.
///
/// A form carries ``FormTokens``; a handler of a form reads ``FormFields``; ready blocks are
/// ``PageResponse/notice(_:)``.
package struct Pages: Sendable {
  package let site: PageSite
  private let texts: [Language: Words]
  /// By language and name.
  private let templates: [Language: [String: [TemplateNode]]]

  /// - Throws: ``PageMistake`` when a text is missing or a template can't be used.
  package init(_ site: PageSite, templates: [PageTemplate]) throws {
    self.site = site
    texts = try Words.all()
    var compiled: [Language: [String: [TemplateNode]]] = [:]
    for (language, words) in texts {
      for template in templates + [.notice] {
        compiled[language, default: [:]][template.name] = try template.compiled(with: words)
      }
      let layout = PageTemplate.layout
      compiled[language, default: [:]][layout.name] = try layout.compiled(with: words, allowsRaw: true)
    }
    self.templates = compiled
  }

  /// The texts of a language.
  package func words(_ language: Language) -> Words { texts[language] ?? Words(language: language) }

  /// Renders a page for whoever asked, with its headers, and keeps the language that was chosen on this
  /// visit.
  package func response(_ page: PageResponse, to visit: PageVisit) -> Response {
    let words = words(visit.language)
    var values = page.values
    values["language"] = visit.language.rawValue
    let main = render(page.template, values, visit.language)
    let around = layout(page, words, visit, String(decoding: main, as: UTF8.self))
    let html = render(.layout, around, visit.language, bytesExpected: main.count + Self.layoutBytes)
    var response = Response(
      status: page.status, headers: page.headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: html)))
    if visit.choseLanguage {
      response.headers[values: .setCookie].append(
        PageVisit.languageCookie(site.isSecure).set(visit.language.rawValue))
    }
    return response
  }

  private func render(
    _ template: PageTemplate, _ values: [String: any Sendable], _ language: Language,
    bytesExpected: Int = pageBytes
  ) -> [UInt8] {
    TemplateRendering.html(
      templates[language]?[template.name] ?? [], values, bytesExpected: bytesExpected)
  }

  private func layout(
    _ page: PageResponse, _ words: Words, _ visit: PageVisit, _ main: String
  ) -> [String: any Sendable] {
    let switches = Language.allCases.map { language -> [String: any Sendable] in
      let isCurrent = language == visit.language
      return [
        "code": language.rawValue, "name": Self.names[language] ?? "", "isCurrent": isCurrent,
        "address": visit.address(in: language, home: site.home),
      ]
    }
    var values: [String: any Sendable] = [
      "language": visit.language.rawValue, "title": page.title, "main": main,
      "product": words[site.name], "home": site.home, "languages": switches, "style": Asset.style.path,
      "logo": Asset.logo.path, "hasNavigation": !page.navigation.isEmpty || page.signOut != nil,
      "navigation": page.navigation.map(\.values),
    ]
    let footer = site.footer.map {
      PageLink(words[$0.text], $0.address, isCurrent: $0.text == page.footerKey)
    }
    values["hasFooter"] = !footer.isEmpty
    values["footer"] = footer.map(\.values)
    if let signOut = page.signOut { values["signOut"] = signOut.values }
    return values
  }

  /// Of most pages, and of what stands around them: room that is taken at once.
  private static let (pageBytes, layoutBytes) = (16_384, 4096)

  private static let names: [Language: String] = [
    .nl: "Nederlands", .fr: "Français", .de: "Deutsch", .en: "English",
  ]
}

/// What the pages of one party have in common.
package struct PageSite: Sendable {
  /// The product's name in the header.
  let name: TextKey
  /// The path of its first page.
  let home: String
  /// Whether it is reached over HTTPS: then its cookies say `Secure` and carry the `__Host-` prefix.
  package let isSecure: Bool
  /// At the foot of every page.
  let footer: [FooterLink]

  package init(name: TextKey, home: String, isSecure: Bool, footer: [FooterLink] = []) {
    self.name = name
    self.home = home
    self.isSecure = isSecure
    self.footer = footer
  }
}

/// A link at the foot of every page, by its text.
package struct FooterLink: Hashable, Sendable {
  let text: TextKey
  let address: String

  package init(_ text: TextKey, _ address: String) {
    self.text = text
    self.address = address
  }
}

/// A mistake in texts or templates; found at start.
package struct PageMistake: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
