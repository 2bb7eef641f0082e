import Contracts
import Testing
import Vocabulary

@testable import SOAPServices

@Suite("EboxMessage: codes of the guide")
struct FaultTests {
  private static let key = try! BusinessDataKey(parsing: "DOSSIER")
  private static let sender = try! EnterpriseNumber(parsing: "0999999031")
  private static let table: [(PublicationRejection, String)] = [
    (.tooManyAttachments(max: 1), "SOA-03007"), (.attachmentTooLarge(part: "a", bytesMax: 1), "SOA-03007"),
    (.publicationTooLarge(bytesMax: 1), "SOA-03007"), (.publicationTooSlow(secondsMax: 1), "SOA-03007"),
    (.senderIsNotCaller(sender: sender), "20"), (.tripletNotRegistered, "40"),
    (.senderSuspended, "SOA-01002"),
    (.registeredMailNotOffered, "22"), (.registeredMailRequired, "22"),
    (.expirationBeforeDecision(earliest: Instant(microseconds: 0)), "SOA-03007"),
    (.registeredRecipients, "SOA-03007"), (.businessDataNotAllowed(key: key), "50"),
    (.businessDataRepeated(key: key), "SOA-03007"), (.businessDataInvalid(key: key), "51"),
    (.businessDataMissing(key: key), "52"), (.partMissing("a"), "SOA-03007"),
    (.partUnnamed("a"), "SOA-03007"),
    (.partNameRepeated("a"), "SOA-03007"), (.fileNameMissing(part: "a"), "SOA-03007"),
    (.mediaTypeMissing(part: "a"), "SOA-03007"), (.mediaTypeNotAllowed(part: "a"), "SOA-03007"),
    (.attachmentEmpty(part: "a"), "SOA-03007"), (.digestMismatch(part: "a"), "10"),
    (.documentUnfit(part: "a", .malware), "SOA-03007"),
    (.updateNotAllowed, "620"), (.ticketTaken, "620"),
  ]

  @Test("each rejection has its code, and says nothing of the request's own words", arguments: table)
  func rejection(rejection: PublicationRejection, code: String) {
    let fault = SOAPFault(rejection)
    #expect(fault.code == code)
    #expect(fault.kind == (code.hasPrefix("SOA-") ? .system : .business))
  }

  @Test("a denial is not authorised, or another institution's")
  func denials() {
    #expect(SOAPFault(Denial.noMandate).code == "20")
    #expect(SOAPFault(Denial.missingScope(.publicationSender)).code == "SOA-01002")
  }

  @Test("what is written is escaped, and holds no character that XML has not")
  func escaping() {
    var writer = XMLWriter()
    writer.element("a", [("b", "\"<\n")], text: "<&>\u{1}é\r")
    #expect(writer.text == "<a b=\"&quot;&lt;&#10;\">&lt;&amp;&gt;é&#13;</a>")
  }
}
