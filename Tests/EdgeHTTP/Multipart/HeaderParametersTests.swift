import Testing

@testable import EdgeHTTP

@Suite("Header parameters and file names")
struct HeaderParametersTests {
  @Test(
    "reference §3.1: file names",
    arguments: [
      (#"form-data; name="a"; filename="besluit.pdf""#, "besluit.pdf"),
      (#"form-data; name="a"; filename=besluit.pdf"#, "besluit.pdf"),
      (
        #"form-data; name="a"; filename="%C3%9Cberweisung%20%E2%80%93%20%C2%BD%20jaar.pdf""#,
        "Überweisung – ½ jaar.pdf"
      ),
      (#"form-data; name="a"; filename="x"; filename*=UTF-8''%e2%82%ac.pdf"#, "€.pdf"),
      (#"form-data; name="a"; filename*=iso-8859-1'nl'%E9.pdf"#, "é.pdf"),
      (#"form-data; name="a"; filename="100%.pdf""#, "100%.pdf"),
      (#"form-data; name="a"; filename="a\"b.pdf""#, "a\"b.pdf"),
      (#"form-data; name="a"; filename="C:\temp\b.pdf""#, #"C:\temp\b.pdf"#),
      (#"form-data; name="a"; filename="a;b.pdf""#, "a;b.pdf"),
      (#"form-data; name="a"; filename="a%0D%0Ab.pdf""#, "a%0D%0Ab.pdf"),
      ("FORM-DATA ; NAME = \"a\" ; FileName = \"b\" ;", "b"),
    ])
  func fileNames(text: String, name: String) throws {
    let parameters = try HeaderParameters(parsing: text)
    #expect(parameters.value == "form-data")
    #expect(parameters.fileName == name)
  }

  @Test(
    "malformed values",
    arguments: [#"form-data; name="a"#, "form-data; name", #"form-data; name="a" b"#, "form-data; =a"])
  func malformed(text: String) {
    #expect(throws: MultipartFailure.malformedHeader) { try HeaderParameters(parsing: text) }
  }

  @Test("the boundary of a Content-Type")
  func boundary() throws {
    let type = #"Multipart/Form-Data; boundary="a b""#
    let boundary = try HeaderParameters.boundary(ofContentType: type, subtype: "form-data")
    #expect(boundary == "a b")
    for text in ["multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=\"a"] {
      #expect(throws: MultipartFailure.boundaryInvalid) {
        try HeaderParameters.boundary(ofContentType: text, subtype: "form-data")
      }
    }
  }
}
