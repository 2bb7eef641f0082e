/// A piece of a notice, from which both its forms are written, so that they say the same.
enum NoticeBlock {
  case heading(String)
  case text(String)
  case list([String])
  /// A label, and what stands out.
  case fact(String, String)
  /// In small letters at the end.
  case footer(String)

  var plain: String {
    switch self {
    case .heading(let text), .text(let text): text + "\n"
    case .list(let items): items.map { "  - \($0)\n" }.joined()
    case .fact(let label, let value): "\(label) \(value)\n"
    case .footer(let text): "-- \n\(text)\n"
    }
  }

  var html: String {
    switch self {
    case .heading(let text): "<h2 style=\"font-size:18px;margin:24px 0 4px\">\(escaped(text))</h2>\n"
    case .text(let text): "<p style=\"margin:8px 0\">\(escaped(text))</p>\n"
    case .list(let items):
      "<ul style=\"margin:8px 0;padding-left:24px\">\n"
        + items.map { "<li style=\"margin:4px 0\">\(escaped($0))</li>\n" }.joined() + "</ul>\n"
    case .fact(let label, let value):
      "<p style=\"margin:8px 0\">\(escaped(label))<br>"
        + "<strong style=\"font-size:18px;letter-spacing:1px\">\(escaped(value))</strong></p>\n"
    case .footer(let text):
      "<hr style=\"border:0;border-top:1px solid #8a8f98;margin:24px 0 8px\">\n"
        + "<p style=\"margin:8px 0;font-size:14px;color:#4a4f57\">\(escaped(text))</p>\n"
    }
  }

  /// Blocks with an empty line between them; a heading stands on what follows.
  static func plain(_ blocks: [NoticeBlock]) -> String {
    var text = ""
    for (place, block) in blocks.enumerated() {
      if place > 0, !blocks[place - 1].isHeading { text += "\n" }
      text += block.plain
    }
    return text
  }

  /// A page that loads nothing and holds nothing to click.
  static func html(_ blocks: [NoticeBlock], title: String, language: String) -> String {
    """
    <!doctype html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
    <title>\(escaped(title))</title>
    </head>
    <body style="margin:0;padding:24px;background:#ffffff;color:#1d2127;font:16px/1.5 Arial,sans-serif">
    <div style="max-width:560px;margin:0 auto">
    \(blocks.map(\.html).joined())</div>
    </body>
    </html>

    """
  }

  private var isHeading: Bool {
    if case .heading = self { true } else { false }
  }
}

private func escaped(_ text: String) -> String {
  var out = ""
  for character in text {
    switch character {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\"": out += "&quot;"
    case "'": out += "&#39;"
    default: out.append(character)
    }
  }
  return out
}
