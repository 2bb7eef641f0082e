import Testing
import Vocabulary

@testable import Pages

@Suite("Templates")
struct TemplateTests {
  private static let words = Words(language: .en)

  private func render(_ source: String, _ values: [String: any Sendable] = [:]) throws -> String {
    let nodes = try PageTemplate("t", source).compiled(with: Self.words)
    return String(decoding: TemplateRendering.html(nodes, values), as: UTF8.self)
  }

  @Test(
    "values, and parts of values; what is not there is nothing",
    arguments: [
      ("<b>{{a}}</b>", "<b>A</b>"), ("{{d.iso}} {{d.text}}", "I T"), ("[{{none}}{{d.none}}{{a.none}}]", "[]"),
      ("{{number}}", "25"), ("{{quote}}", "&quot;&lt;&amp;&#39;&gt;"), ("no tag", "no tag"), ("", ""),
    ])
  func values(source: String, expected: String) throws {
    let values: [String: any Sendable] = [
      "a": "A", "d": ["iso": "I", "text": "T"], "number": 25, "quote": "\"<&'>",
    ]
    #expect(try render(source, values) == expected)
  }

  @Test(
    "sections: of flags, things, lists, lists in lists; the names around them are seen inside",
    arguments: [
      ("{{#yes}}x{{/yes}}{{#no}}y{{/no}}{{#none}}z{{/none}}", "x"),
      ("{{^yes}}x{{/yes}}{{^no}}y{{/no}}{{^none}}z{{/none}}{{^empty}}e{{/empty}}", "yze"),
      ("{{#names}}{{.}};{{/names}}", "a;&lt;b;"), ("{{#text}}({{.}}){{/text}}", "(word)"),
      ("{{#items}}{{n}}{{own}}{{outer}}{{#parts}}{{n}}{{p}}{{/parts}} {{/items}}", "1ao1x1y 2o "),
      ("{{#thing}}{{n}}{{outer}}{{/thing}}{{n}}", "to"), ("{{#empty}}x{{/empty}}", ""),
      ("{{^items}}x{{/items}}{{^thing}}y{{/thing}}", ""), ("{{#yes}}{{outer}}{{/yes}}", "o"),
    ])
  func sections(source: String, expected: String) throws {
    let parts: [[String: any Sendable]] = [["p": "x"], ["p": "y"]]
    let items: [[String: any Sendable]] = [["n": "1", "own": "a", "parts": parts], ["n": "2"]]
    let nothing: [[String: any Sendable]] = []
    let thing: [String: any Sendable] = ["n": "t"]
    let values: [String: any Sendable] = [
      "yes": true, "no": false, "names": ["a", "<b"], "text": "word", "outer": "o", "items": items,
      "empty": nothing, "thing": thing,
    ]
    #expect(try render(source, values) == expected)
  }

  @Test("a tag of a section alone on its line takes the line away; a value keeps it")
  func lines() throws {
    let source =
      "<ul>\n  {{#names}}  \n<li>{{.}}</li>\n{{/names}}\n</ul>\n{{a}}\n{{#a}}b{{/a}}\n{{^a}}\n{{/a}}"
    #expect(
      try render(source, ["names": ["1", "2"], "a": "A"])
        == "<ul>\n<li>1</li>\n<li>2</li>\n</ul>\nA\nb\n")
  }

  @Test("a value is no template, and its combining marks hide nothing")
  func hostile() throws {
    for (value, expected) in [
      ("{{a}}{{#a}}{{{a}}}", "{{a}}{{#a}}{{{a}}}"), ("<\u{301}script>", "&lt;\u{301}script&gt;"),
      ("\0\u{202E}\u{FFFD}", "\0\u{202E}\u{FFFD}"),
    ] {
      #expect(try render("{{v}}{{#v}}{{.}}{{/v}}", ["v": value, "a": "A"]) == expected + expected)
    }
  }

  @Test(
    "what can't be understood is refused, by the name of the template",
    arguments: [
      "{{a", "{{{a}}}", "{{&a}}", "{{> part}}", "{{! note}}", "{{=<% %>=}}", "{{}}", "{{ a }}", "{{a..b}}",
      "{{.a}}", "{{#a}}x", "{{#a}}x{{/b}}", "x{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{t.inbox}}",
      "{{#t.inbox}}x{{/t.inbox}}",
    ])
  func mistakes(source: String) throws {
    let mistake = #expect(throws: PageMistake.self) { try render(source) }
    #expect(mistake?.description.hasPrefix("template t, en: ") == true)
  }

  @Test("only the layout may put HTML in as it is")
  func raw() throws {
    let nodes = try PageTemplate("t", "<main>{{{main}}}</main>").compiled(with: Self.words, allowsRaw: true)
    let html = TemplateRendering.html(nodes, ["main": "<p>\u{E9}</p>"])
    #expect(String(decoding: html, as: UTF8.self) == "<main><p>\u{E9}</p></main>")
  }
}
