package import HTTPTypes

extension PageTemplate {
  static let notice = PageTemplate(
    "notice",
    """
    <h1>{{title}}</h1>
    {{#paragraphs}}
    <p>{{.}}</p>
    {{/paragraphs}}
    {{#hasLinks}}
    <ul class="actions">
    {{#links}}
    <li><a class="button" href="{{address}}">{{text}}</a></li>
    {{/links}}
    </ul>
    {{/hasLinks}}
    {{#reference}}
    <p class="quiet">{{t.requestReference}} <code>{{.}}</code></p>
    {{/reference}}

    """)
}

extension PageResponse {
  /// A page that only says something: a mistake, or that something is done.
  package static func notice(_ notice: PageNotice) -> PageResponse {
    var values: [String: any Sendable] = [
      "title": notice.title, "paragraphs": notice.paragraphs, "hasLinks": !notice.links.isEmpty,
      "links": notice.links.map(\.values),
    ]
    if let reference = notice.reference { values["reference"] = reference }
    return PageResponse(.notice, title: notice.title, values: values, status: notice.status)
  }
}

/// What such a page says. All texts are escaped; the status is that of the answer.
package struct PageNotice: Hashable, Sendable {
  package var title: String
  package var paragraphs: [String]
  /// Where one can go from here; the first is the most useful.
  package var links: [PageLink]
  package var status: HTTPResponse.Status
  /// The request id, when someone will have to look it up.
  package var reference: String?

  package init(
    title: String, paragraphs: [String], links: [PageLink] = [], status: HTTPResponse.Status = .ok,
    reference: String? = nil
  ) {
    self.title = title
    self.paragraphs = paragraphs
    self.links = links
    self.status = status
    self.reference = reference
  }
}
