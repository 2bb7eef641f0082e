import Testing

@testable import TrustServices

@Suite("XML of strangers")
struct XMLDocumentTests {
  @Test("elements, attributes and texts, by namespace")
  func tree() throws {
    let text =
      #"<a xmlns="urn:a" xmlns:b="urn:b" b:k="1" k="2">x<b:c>y</b:c><c/><c>&amp;<![CDATA[<]]></c></a>"#
    let document = try XMLDocument(parsing: Array(text.utf8))
    let root = document.root
    #expect(root.name == XMLName("urn:a", "a"))
    #expect(root.attribute(XMLName("urn:b", "k")) == "1" && root.attribute(XMLName("", "k")) == "2")
    #expect(root.attribute(XMLName("urn:a", "k")) == nil)
    #expect(root.children.map(\.name.local) == ["c", "c", "c"])
    #expect(root.only(XMLName("urn:b", "c"))?.text == "y" && root.only(XMLName("urn:a", "c")) == nil)
    #expect(root.children.last?.text == "&<")
  }

  @Test(
    "what is not taken",
    arguments: [
      ("", .malformed), ("<a>", .malformed), ("<a/><b/>", .malformed), ("<a:b/>", .malformed),
      ("x", .malformed),
      ("<!DOCTYPE a><a/>", .documentType), ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", .documentType),
      ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>", .documentType),
      ("<!DOCTYPE a [<!ENTITY x 'y'><!ENTITY z '&x;&x;'>]><a>&z;</a>", .documentType),
      ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", .notUTF8),
      ("\0<\0a\0/\0>", .notUTF8), ("<\0a\0/\0>\0", .notUTF8), ("\u{1}", .malformed),
      (String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300), .tooCostly),
    ] as [(String, XMLFailure)])
  func refused(text: String, failure: XMLFailure) {
    #expect(throws: failure) { try XMLDocument(parsing: Array(text.utf8)) }
  }

  @Test(
    "what costs more than its bytes is not parsed",
    arguments: [
      ("<a b='>' c='1'/>", nil), ("<a b='>' c='1' d=\"'\"/>", .tooCostly), ("<a b='1234567890123456'/>", nil),
      ("<a b='123456789012345678901'/>", .tooCostly), ("<a><b><c/></b></a>", nil),
      ("<a><b><c></c></b></a>", .tooCostly),
      ("<a><b/><b/><b/><b/></a>", nil), ("<a><b/><b/><b/><b/><b/></a>", .tooCostly),
      ("<a><!--<b><b><b><b><b>--><![CDATA[<b><b><b>]]><?b <b><b>?></a>", nil),
      ("<a><!----><!----><!----><!----><!----></a>", .tooCostly),
      ("<a><?b?><?b?><?b?><?b?><?b?></a>", .tooCostly),
      ("<!DOCTYPE a [<!ATTLIST b c CDATA 'd'>]><a/>", .documentType), ("<a/><!ELEMENT a ANY>", .documentType),
      ("<a", nil), ("<", nil), ("<!--", nil), ("</a></a></a>", nil), ("", nil),
      ("<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-", .notUTF8),
      ("<?xml version='1.0'\n encoding = \"utf-8\"?><a/>", nil),
      ("\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><a/>", .notUTF8),
      ("<?xml version='1.0' encoding=utf-8?><a/>", .notUTF8),
    ] as [(String, XMLFailure?)])
  func limits(text: String, failure: XMLFailure?) {
    let limits = XMLLimits(tagBytesMax: 24, attributesMax: 2, nodesMax: 5, depthMax: 2)
    var found: XMLFailure?
    do { try limits.check(Array(text.utf8)) } catch { found = error }
    #expect(found == failure)
  }

  @Test("defaults of a document type are never worked through", arguments: ["", "\u{FEFF}"])
  func defaults(mark: String) {
    let declared = (0..<1000).map { "<!ATTLIST b a\($0) CDATA ''>" }.joined()
    let text = "\(mark)<!DOCTYPE a [\(declared)]><a>\(String(repeating: "<b/>", count: 40_000))</a>"
    #expect(throws: XMLFailure.documentType) { try XMLDocument(parsing: Array(text.utf8)) }
  }

  @Test("an ID is one element's, of whatever kind")
  func ids() throws {
    let text = #"<a><b Id="1"/><c Id="1"/><d xml:id="2"/><e Id="2"/><f/></a>"#
    let document = try XMLDocument(parsing: Array(text.utf8))
    let id = XMLName("", "Id")
    #expect(document.root.children.map { $0.markID(id) } == [true, false, false, false, false])
  }

  @Test(
    "every ID of a tree is marked, the plain ones of a namespace too; the same twice is told",
    arguments: [
      (#"<a xmlns:w="urn:w"><b w:Id="1"><c w:Id="2"/></b><d/></a>"#, true),
      (#"<a xmlns:w="urn:w"><b w:Id="1"><c w:Id="1"/></b></a>"#, false),
      (#"<a xmlns:w="urn:w"><b w:Id="1"/><c xmlns="urn:s" Id="1"/></a>"#, false),
      (#"<a xmlns:w="urn:w"><b w:Id="1"/><c Id="1"/></a>"#, true),
    ])
  func allIDs(text: String, isRight: Bool) throws {
    let document = try XMLDocument(parsing: Array(text.utf8))
    #expect(document.root.markIDs(XMLName("urn:w", "Id"), andPlainIn: "urn:s") == isRight)
  }

  @Test("a schema judges one element, and imports what it was given only")
  func schema() throws {
    let types = """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" elementFormDefault="qualified">
        <xs:complexType name="T"><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType>
      </xs:schema>
      """
    let root = """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:a">
        <xs:import namespace="urn:t" schemaLocation="?xsd=t.xsd"/><xs:element name="a" type="t:T"/>
      </xs:schema>
      """
    let schema = try XMLSchema(root, imports: ["t.xsd": types])
    func fault(_ text: String) throws -> String? {
      let document = try XMLDocument(parsing: Array(text.utf8))
      return try withExtendedLifetime(document) {
        try document.root.children.first.map { try schema.fault(in: $0) } ?? "none"
      }
    }
    #expect(try fault(#"<e><a xmlns="urn:a"><n xmlns="urn:t">1</n></a></e>"#) == nil)
    #expect(try fault(#"<e><a xmlns="urn:a"><n xmlns="urn:t">x</n></a></e>"#) == "n")
    #expect(try fault(#"<e><a xmlns="urn:a"/></e>"#) == "a")
    #expect(try fault(#"<e><z xmlns="urn:a"/></e>"#) == "z")
    #expect(throws: XMLSchemaFault.self) { try XMLSchema(root) }
    #expect(throws: XMLSchemaFault.self) { try XMLSchema("<a/>") }
  }
}
