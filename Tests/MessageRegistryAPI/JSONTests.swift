import Testing

@testable import MessageRegistryAPI

@Suite("JSON, strictly")
struct JSONTests {
  @Test(
    "what is written is read again",
    arguments: [
      #"{"a":[1,-2.5e+3,true,false,null,""],"b":{"c":"\"\\/\n"}}"#, "[]", "{}", #""é\u00e9\ud83d\ude00""#,
      " 0 ",
      #""\u0001""#,
    ])
  func roundTrip(text: String) throws {
    let value = try JSONParser.parse(Array(text.utf8))
    #expect(try JSONParser.parse(value.bytes) == value)
  }

  @Test("escapes")
  func escapes() throws {
    #expect(try JSONParser.parse(Array(#""\u00e9\ud83d\ude00\t""#.utf8)) == .string("é😀\t"))
    #expect(String(decoding: JSON.string("\u{1}\"\\\n").bytes, as: UTF8.self) == #""\u0001\"\\\n""#)
  }

  @Test(
    "what is not JSON",
    arguments: [
      "", "{", "[1,]", "{\"a\":1,}", "01", "1.", "-", "tru", "\"", "\"\n\"", #""\x""#, #""\ud83d""#,
      #""\ude00""#, "1 2",
      "{'a':1}", "[1 2]", "nul", "{\"a\"}", "+1", "\u{FEFF}1",
    ])
  func malformed(text: String) {
    #expect(throws: JSONFailure.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test("depth, repeated names and encodings are refused by name")
  func refused() {
    #expect(throws: JSONFailure.tooDeep) {
      try JSONParser.parse(Array(String(repeating: "[", count: 100_000).utf8))
    }
    #expect(throws: JSONFailure.nameRepeated("a")) { try JSONParser.parse(Array(#"{"a":1,"a":2}"#.utf8)) }
    #expect(throws: JSONFailure.notUTF8) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
  }
}
