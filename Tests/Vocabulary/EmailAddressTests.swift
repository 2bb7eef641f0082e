import Testing
import Vocabulary

@Suite("E-mail addresses (R-NOT-3)") struct EmailAddressTests {
  @Test(
    "usual addresses pass; the domain is written small",
    arguments: [
      ("jan@example.be", "jan@example.be"), ("Jan.Peeters+ebox@Example.BE", "Jan.Peeters+ebox@example.be"),
      ("o'neill_1@mail.xn--bcher-kva.example", "o'neill_1@mail.xn--bcher-kva.example"),
      ("a@b.co", "a@b.co"),
    ])
  func taken(_ given: String, _ kept: String) throws {
    #expect(try EmailAddress(parsing: given).text == kept)
  }

  @Test(
    "nothing that could leave its place in a header or command passes",
    arguments: [
      "", "jan", "jan@", "@example.be", "jan@example", "jan@@example.be", "jan@ex ample.be",
      "ja n@example.be",
      "jan@example.be\r\nBcc: x@y.be", "jan@example.be\n", "\tjan@example.be", "jan\u{0}@example.be",
      "jan@example.be>", "<jan@example.be>", "Jan <jan@example.be>", "jan@example.be,piet@example.be",
      "\"jan peeters\"@example.be", "jan(x)@example.be", ".jan@example.be", "jan.@example.be",
      "j..n@example.be", "jan@-example.be", "jan@example-.be", "jan@.be", "jan@example..be",
      "jan@[192.0.2.1]",
      "jan@192.0.2.1", "jän@example.be", "jan@exämple.be", "jan@example.be\u{85}",
    ])
  func refused(_ given: String) {
    #expect(throws: InvalidIdentifier.self) { try EmailAddress(parsing: given) }
  }

  @Test("lengths: 64 before the @, 63 a label, 254 in all")
  func lengths() throws {
    let local = String(repeating: "a", count: 64)
    let label = String(repeating: "b", count: 63)
    #expect(try EmailAddress(parsing: "\(local)@\(label).be").domain == "\(label).be")
    #expect(throws: InvalidIdentifier.self) { try EmailAddress(parsing: "a\(local)@example.be") }
    #expect(throws: InvalidIdentifier.self) { try EmailAddress(parsing: "jan@b\(label).be") }
    let long = "\(local)@\(label).\(label).\(label.dropLast(3)).be"
    #expect(long.utf8.count == 256)
    #expect(throws: InvalidIdentifier.self) { try EmailAddress(parsing: long) }
    #expect(try EmailAddress(parsing: long.dropFirst(2)).text.utf8.count == 254)
  }

  @Test("it prints masked, in whatever way it is printed")
  func masked() throws {
    let address = try EmailAddress(parsing: "jan.peeters@example.be")
    var dumped = ""
    dump(address, to: &dumped)
    for printed in ["\(address)", String(reflecting: address), "\([address])", dumped] {
      #expect(!printed.contains("peeters") && !printed.contains("xample"), "\(printed)")
    }
    #expect("\(address)" == "j…@e…")
  }
}
