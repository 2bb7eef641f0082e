import Testing
import Vocabulary

@Suite("IBAN, BIC, structured communication, amount, currency") struct PaymentTests {
  @Test("an account as it is written, in any spacing and case")
  func iban() throws {
    let account = try IBAN(parsing: "be49 9990 0000 0171")
    #expect(account.text == "BE49999000000171" && account.grouped == "BE49 9990 0000 0171")
    for text in [
      "BE11999999999948", "NL91ABNA0417164300", "FR1420041010050500013M02606",
      "MT84MALT011000012345MTLCAST001S",
    ] {
      #expect(try IBAN(parsing: text).text == text)
    }
  }

  @Test(
    "what is no account is refused",
    arguments: [
      "", "BE", "BE48999000000171", "BE4999900000017", "BE499990000001711", "B149999000000171",
      "BE4X999000000171",
      "BE49999000000171\0", "BE00999000000171", "BE49-9990-0000-0171", "BE٤٩999000000171",
      "NL91ABNA041716430",
    ])
  func notIBAN(text: String) {
    #expect(throws: InvalidIdentifier.self) { try IBAN(parsing: text) }
  }

  @Test("no single wrong digit passes, in an account or in a communication")
  func everyWrongDigit() {
    let passing = Self.changed("BE49999000000171", from: 2).filter { (try? IBAN(parsing: $0)) != nil }
    #expect(passing.isEmpty)
    let communications = Self.changed("999000000171", from: 0).filter {
      (try? StructuredCommunication(parsing: $0)) != nil
    }
    #expect(communications.isEmpty)
  }

  private static func changed(_ text: String, from first: Int) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.indices.dropFirst(first).flatMap { place in
      (UInt8(48)...57).filter { $0 != bytes[place] }.map { digit in
        var changed = bytes
        changed[place] = digit
        return String(decoding: changed, as: UTF8.self)
      }
    }
  }

  @Test("a structured communication, with its signs or without; 97 stands for 0")
  func communication() throws {
    for text in ["+++999/0000/00171+++", "***999/0000/00171***", "999000000171"] {
      #expect(try StructuredCommunication(parsing: text).description == "+++999/0000/00171+++")
    }
    #expect(try StructuredCommunication(parsing: "+++999/0000/09770+++").digits == "999000009770")
    #expect(try StructuredCommunication(parsing: "000000009797").digits == "000000009797")
    for text in ["+++999/0000/00172+++", "000000009700", "99900000017", "9990000001711", "", "99900000017a"] {
      #expect(throws: InvalidIdentifier.self) { try StructuredCommunication(parsing: text) }
    }
  }

  @Test("an amount is exact")
  func amount() throws {
    for (text, hundredths, written) in [
      ("0", Int64(0), "0.00"), ("125.5", 12_550, "125.50"), ("125.50", 12_550, "125.50"), ("0.01", 1, "0.01"),
      ("999999999.99", MoneyAmount.hundredthsMax, "999999999.99"), ("1.1", 110, "1.10"),
      ("1e2", 10_000, "100.00"), ("1.0E7", 1_000_000_000, "10000000.00"), ("100.000", 10_000, "100.00"),
      ("12550e-2", 12_550, "125.50"), ("0.000", 0, "0.00"), ("0e5", 0, "0.00"), ("007", 700, "7.00"),
    ] {
      let amount = try MoneyAmount(parsing: text)
      #expect(amount.hundredths == hundredths && amount.description == written)
    }
    for text in [
      "", ".5", "5.", "-1", "+1", "1e-3", "1.005", "1e", "e2", "1e99", "1e2.5", "1e12", "1,5", "1000000000",
      "1.2.3", "NaN", " 1",
    ] {
      #expect(throws: InvalidIdentifier.self) { try MoneyAmount(parsing: text) }
    }
  }

  @Test("BIC and currency")
  func codes() throws {
    for text in ["GEBABEBB", "GEBABEBB36A"] { #expect(try BIC(parsing: text).text == text) }
    for text in ["", "GEBABEB", "gebabebb", "GEBABEBB3", "GEBABEBB36AA", "1EBABEBB"] {
      #expect(throws: InvalidIdentifier.self) { try BIC(parsing: text) }
    }
    #expect(try CurrencyCode(parsing: "EUR").text == "EUR")
    for text in ["", "eur", "BEF", "EURO"] {
      #expect(throws: InvalidIdentifier.self) { try CurrencyCode(parsing: text) }
    }
  }

  @Test("a day is over at its end in Brussels; an instant is itself")
  func ends() throws {
    #expect(try Instant(parsingEnd: "2027-01-31") == Instant(parsing: "2027-02-01T00:00:00+01:00"))
    #expect(try Instant(parsingEnd: "2027-07-31") == Instant(parsing: "2027-08-01T00:00:00+02:00"))
    #expect(try Instant(parsingEnd: "2027-01-31T10:30:00+01:00") == Instant(parsing: "2027-01-31T09:30:00Z"))
    #expect(throws: InvalidIdentifier.self) { try Instant(parsingEnd: "31/01/2027") }
  }
}
