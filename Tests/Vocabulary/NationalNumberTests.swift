import Testing
import Vocabulary

@Suite("R-PUB-3: national numbers are verified")
struct NationalNumberTests {
  /// The cast: ordinary, born in the 2000s, BIS +20 and +40 in both centuries, month and day 00.
  static let good = [
    "78041299916", "65093099914", "81022599963", "92080699933", "55110199909", "70070799919", "48031599965",
    "04022999904", "08061599951", "60062099991", "33081999953", "85521499951", "85321499908", "05531499956",
    "70000099983", "90510199954", "90110199965", "71010100013", "99123199940", "00000099997",
  ]

  @Test(arguments: good)
  func isTaken(_ text: String) throws {
    #expect(try NationalNumber(parsing: text).digits == text)
  }

  @Test(arguments: [
    "78041299917", "", "7804129991", "780412999160", "7804129991x", "78.04.12-999.16", "78131299916",
    "78043299916",
    "٧٨٠٤١٢٩٩٩١٦", "00000000000", "71022722580",
  ])
  func isRefused(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try NationalNumber(parsing: text) }
  }

  @Test func printsMaskedEverywhere() throws {
    let number = try NationalNumber(parsing: "78041299916")
    var dumped = ""
    dump(number, to: &dumped)
    for text in [
      "\(number)", String(reflecting: number), dumped, "\([number])", "\(Optional(number) as Any)",
    ] {
      #expect(!text.contains("780412"), "\(text)")
    }
  }

  @Test func errorsNeverCarryTheText() {
    #expect {
      _ = try NationalNumber(parsing: "78041299917")
    } throws: { !"\($0)".contains("7804") }
  }

  @Test func centuriesAndBIS() throws {
    #expect(try NationalNumber(parsing: "78041299916").possibleCenturies == [1900])
    #expect(try NationalNumber(parsing: "04022999904").possibleCenturies == [2000])
    #expect(try NationalNumber(parsing: "05531499956").isBIS)
    #expect(try NationalNumber(parsing: "85321499908").isBIS)
    #expect(try !NationalNumber(parsing: "70000099983").isBIS)
  }

  @Test func everyOneDigitMistakeIsFound() {
    for text in Self.good {
      for (place, digit) in text.enumerated() {
        for other in "0123456789" where other != digit {
          var changed = Array(text)
          changed[place] = other
          let mistaken = try? NationalNumber(parsing: String(changed))
          // A digit changed may hit the checksum of the other century, never of its own.
          if let mistaken, let original = try? NationalNumber(parsing: text) {
            #expect(Set(mistaken.possibleCenturies).isDisjoint(with: original.possibleCenturies))
          }
        }
      }
    }
  }

  @Test func agreesWithTheRuleForSerialsOfNobody() throws {
    for day in 1...28 {
      for base in [0, 2_000_000_000] {
        let front = 700_100_999 + day * 1000
        let check = 97 - (base + front) % 97
        let text = "\(front)" + (check < 10 ? "0" : "") + "\(check)"
        #expect(try NationalNumber(parsing: text).possibleCenturies.contains(base == 0 ? 1900 : 2000))
      }
    }
  }
}

@Suite struct EnterpriseNumberTests {
  @Test(arguments: ["0999999031", "0999999130", "1999999052", "1999999943", "0999999922"])
  func isTaken(_ text: String) throws {
    #expect(try EnterpriseNumber(parsing: text).digits == text)
  }

  @Test(arguments: [
    "0999999032", "999999130", "2999999052", "0123456789", "0987654321", "09999990311", "099999903x",
  ])
  func isRefused(_ text: String) {
    #expect(throws: InvalidIdentifier.self) { try EnterpriseNumber(parsing: text) }
  }

  @Test func nineDigitsArePaddedOnlyWhereAsked() throws {
    #expect(try EnterpriseNumber(parsingPadded: "999999130").digits == "0999999130")
    #expect(try EnterpriseNumber(parsingPadded: "0999999130").digits == "0999999130")
  }
}
