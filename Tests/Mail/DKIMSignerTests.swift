import EBoxTesting
import Foundation
import Mail
import Testing
import Vocabulary

@Suite("DKIM signatures, verified by dkimpy (R-NOT-5)") struct DKIMSignerTests {
  struct Verdict: Decodable {
    let isGood: Bool
    let asked: [String]
    let algorithm: String?
    let canonicalization: String?
    let domain: String?
    let signedFields: [String]
  }

  /// A fresh RSA key of 2048 bits, by OpenSSL: PEM, and its record in DNS.
  static func key(bits: Int = 2048) throws -> (pem: String, record: String) {
    let pem = try OpenSSL.run(["genrsa", "\(bits)"])
    let der = try OpenSSL.run(["rsa", "-pubout", "-outform", "DER"], input: pem)
    return (String(decoding: pem, as: UTF8.self), "v=DKIM1; k=rsa; p=\(Data(der).base64EncodedString())")
  }

  static func verify(_ bytes: [UInt8], record: String) throws -> Verdict {
    try JSONDecoder().decode(
      Verdict.self, from: Data(TestPython.run("Tests/Mail/verify_dkim.py", [record], input: bytes)))
  }

  @Test("a signed mail verifies: rsa-sha256, relaxed/relaxed, under the selector's name")
  func verifies() throws {
    let key = try Self.key()
    let signer = try DKIMSigner(keyPEM: key.pem, selector: "s1", domain: "ebox.example")
    let mail = try Letters.letter(
      name: "eBox – œuvre", subject: "Ihre eBox: 2 neue Mitteilungen für Sie", plain: "Œuvre  x\n\n.\n\n")
    let bytes = try signer.sign(mail)
    let verdict = try Self.verify(bytes, record: key.record)
    #expect(verdict.isGood)
    #expect(verdict.asked == ["s1._domainkey.ebox.example"])
    #expect(verdict.algorithm == "rsa-sha256" && verdict.canonicalization == "relaxed/relaxed")
    #expect(verdict.domain == "ebox.example")
    let signed = verdict.signedFields.map { $0.lowercased() }
    #expect(Set(["from", "to", "subject", "date", "message-id", "content-type"]).isSubset(of: signed))
    // Once more than it stands there, so that a second one added on the way breaks the signature.
    #expect(signed.count { $0 == "from" } == 2 && signed.count { $0 == "subject" } == 2)
    let seen = try Letters.seen(bytes)
    #expect(seen.longestLine <= MailMessage.columnsMax && seen.bareLineEnds == 0)
  }

  @Test("what is changed on the way, or signed by another key, does not verify")
  func changed() throws {
    let (key, other) = (try Self.key(), try Self.key())
    let signer = try DKIMSigner(keyPEM: key.pem, selector: "s1", domain: "ebox.example")
    let text = String(decoding: try signer.sign(try Letters.letter()), as: UTF8.self)
    for changed in [
      text.replacing("2 nieuwe", with: "3 nieuwe"), text.replacing("Dag", with: "Dom"),
      text.replacing("From: eBox", with: "From: KBox"),
      text.replacing("\r\nTo: ", with: "\r\nFrom: x <boef@example.be>\r\nTo: "),
    ] {
      #expect(changed != text)
      #expect(try !Self.verify(Array(changed.utf8), record: key.record).isGood)
    }
    #expect(try !Self.verify(Array(text.utf8), record: other.record).isGood)
  }

  @Test("a key that can't sign is refused when the signer is made")
  func refusedKeys() throws {
    let small = try Self.key(bits: 512).pem
    for pem in ["", "no key", small] {
      #expect(throws: DKIMRefused.self) {
        try DKIMSigner(keyPEM: pem, selector: "s1", domain: "ebox.example")
      }
    }
  }
}
