import Testing
import TrustServices

@testable import SOAPServices

@Suite("EboxMessage: the form of an envelope")
struct EnvelopeTests {
  private static let soap = "xmlns:s=\"\(Envelope.namespace)\""

  @Test(
    "the first thing wrong, in the order of the codes",
    arguments: [
      ("<a", "SOA-03001"), ("<!DOCTYPE a><a/>", "SOA-03001"), ("<a/>", "SOA-03002"),
      (
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><a/></s:Body></s:Envelope>",
        "SOA-03002"
      ),
      ("<s:Envelope \(soap)/>", "SOA-03003"), ("<s:Envelope \(soap)><s:Body/></s:Envelope>", "SOA-03003"),
      ("<s:Envelope \(soap)><s:Body>x</s:Body></s:Envelope>", "SOA-03003"),
      ("<s:Envelope \(soap)><s:Body><a/><b/></s:Body></s:Envelope>", "SOA-03004"),
      ("<s:Envelope \(soap)><s:Body><a/></s:Body><s:Body><b/></s:Body></s:Envelope>", "SOA-03004"),
      ("<s:Envelope \(soap)><s:Body><a/></s:Body><s:Header/></s:Envelope>", "SOA-03004"),
      ("<s:Envelope \(soap)><s:Header/><s:Body><a/></s:Body><x/></s:Envelope>", "SOA-03004"),
    ])
  func refused(text: String, code: String) {
    let error = #expect(throws: SOAPFault.self) { try Envelope(parsing: Array(text.utf8)) }
    #expect(error?.code == code)
  }

  @Test("a header that must be understood, and is not ours to understand")
  func mustUnderstand() throws {
    let known = XMLName("urn:k", "k")
    func check(_ header: String) throws {
      let text = "<s:Envelope \(Self.soap)><s:Header>\(header)</s:Header><s:Body><a/></s:Body></s:Envelope>"
      try Envelope(parsing: Array(text.utf8)).checkHeaders(understood: [known])
    }
    try check("<k xmlns='urn:k' s:mustUnderstand='1'/><x/><x s:mustUnderstand='0'/>")
    #expect(throws: SOAPFault.self) { try check("<x s:mustUnderstand='1'/>") }
    #expect(throws: SOAPFault.self) { try check("<x s:mustUnderstand='true'/>") }
    // SOAP 1.1 §4.2.3: for whoever plays that part.
    try check("<x s:mustUnderstand='1' s:actor='urn:somebody-else'/>")
    let next = "http://schemas.xmlsoap.org/soap/actor/next"
    #expect(throws: SOAPFault.self) { try check("<x s:mustUnderstand='1' s:actor='\(next)'/>") }
  }

  @Test(
    "RFC 2392: where a reference leads",
    arguments: [
      ("cid:a", "a"), (" CID:a@b ", "a@b"), ("cid:a%20b", "a b"), ("cid:", nil), ("a", nil), ("cid:%E9", nil),
      ("http://a/b", nil),
    ] as [(String, String?)])
  func references(text: String, id: String?) {
    #expect(AttachmentPart.contentID(ofReference: text) == id)
  }

  @Test("RFC 4514: the attributes of a name, quoted or escaped")
  func names() {
    #expect(TokenReference.attributes(of: #"CN=a\,b, O="c, d";C=BE"#) == ["CN=a,b", "O=c, d", "C=BE"])
  }
}
