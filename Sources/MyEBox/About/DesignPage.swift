import Hummingbird
import Pages

extension MyEBox {
  /// The living page of the design system: every component with its states, as the pages use them. In demo
  /// and test only, in English only.
  func design(_ asked: Asked) -> Response {
    let colours = PageColours.all.map { colour -> [String: any Sendable] in
      ["name": colour.name, "light": colour.light, "dark": colour.dark]
    }
    let page = PageResponse(.design, title: "Design", values: ["colours": colours])
    return pages.response(page, to: asked.visit)
  }
}
