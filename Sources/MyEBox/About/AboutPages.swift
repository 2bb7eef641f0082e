import Hummingbird
import Pages
import Vocabulary

extension MyEBox {
  /// Questions and answers, and whom to ask.
  func help(_ asked: Asked) async throws -> Response {
    var values = contactValues
    if let address = settings.mailCheckURL { values["mailCheck"] = address }
    return try await about(.help, .help, values, asked)
  }

  /// The accessibility statement (WCAG 2.2 AA, R-BOX-7).
  func accessibility(_ asked: Asked) async throws -> Response {
    try await about(.accessibility, .accessibility, contactValues, asked)
  }

  /// Who is controller and processor of what, what is kept, and how to reach the data protection officer
  /// (R-AUD-6, R-OPS-6).
  func privacy(_ asked: Asked) async throws -> Response {
    var values = contactValues
    let contacts = settings.contacts
    if !contacts.provider.isEmpty {
      values["provider"] = asked.words.filled(.privacyProvider, ["name": contacts.provider])
    }
    let keepers =
      [contacts.documentProvider].filter { !$0.isEmpty }
      + contacts.furtherDocumentProviders.map { $0.text(in: asked.words.language).text }
    if !keepers.isEmpty {
      values["keeper"] = keepers.map { asked.words.filled(.privacyKeeper, ["name": $0]) }
        .joined(separator: " ")
    }
    if !contacts.officer.isEmpty { values["officer"] = contacts.officer }
    return try await about(.privacy, .privacy, values, asked)
  }

  private var contactValues: [String: any Sendable] {
    settings.contacts.support.isEmpty ? [:] : ["support": settings.contacts.support]
  }

  private func about(
    _ template: PageTemplate, _ title: TextKey, _ values: [String: any Sendable], _ asked: Asked
  ) async throws -> Response {
    var page = PageResponse(template, title: asked.words[title], values: values)
    page.footerKey = title
    return try await publicPage(page, asked)
  }
}
