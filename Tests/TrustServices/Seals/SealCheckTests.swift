import EBoxTesting
import Foundation
import Testing
import TrustServices
import Vocabulary

/// R-REG-2: each fault has its own finding.
struct SealCheckTests {
  @Test("R-REG-2: seals and stamps that openssl made are sound")
  func soundByOpenSSL() async throws {
    let house = try SealHouse()
    house.time.set(SystemTime().now())
    try await TemporaryFolder.with { folder in
      let files = Files(folder)
      let seal = try OpenSSL.run([
        "cms", "-sign", "-cades", "-binary", "-md", "sha384", "-outform", "DER", "-in",
        files.write("document", SealHouse.document), "-signer",
        files.write("seal.crt", house.trust.rsaSeal.certificate), "-inkey",
        files.write("seal.key", house.trust.rsaSeal.key),
      ])
      let authority = try OpenSSLAuthority(house.trust.stamps, folder)
      let check = try house.check(try await house.stamping(authority).stamp(seal))
      #expect(check.isSound, "\(check.findings)")
    }
  }

  @Test func documentAltered() async throws {
    let house = try SealHouse()
    let check = try house.check(try await house.sealed(), of: SealHouse.document + [0x0A])
    #expect(check.failures == [.document])
  }

  @Test func signatureAltered() async throws {
    let house = try SealHouse()
    let seal = try await house.sealed()
    // What is signed, and not what is stamped: the signing time.
    let time = Array("260101000000Z".utf8)
    let at = try #require(seal.indices.first { seal[$0...].starts(with: time) })
    var altered = seal
    altered[at + 5] = UInt8(ascii: "2")
    #expect(try house.check(altered).failures == [.signature])
  }

  @Test func stampOfOtherSeal() async throws {
    let house = try SealHouse()
    let bare = try house.seal(house.trust.seal).sign(SealHouse.document, at: house.time.now())
    #expect(try house.check(bare).failures == [.timeStamp])
    let one = try await house.sealed(by: house.trust.rsaSeal)
    // id-smime-aa-timeStampToken, DER; what follows is the stamp. A signature by RSA always has
    // the same length.
    let name: [UInt8] = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x02, 0x0E]
    let at = try #require(one.indices.first { one[$0...].starts(with: name) })
    for _ in 0..<200 {
      let other = try await house.sealed([1, 2, 3], by: house.trust.rsaSeal)
      guard other.count == one.count else { continue }
      let moved = try house.check(Array(one[..<at] + other[at...]))
      #expect(moved.failures == [.timeStampContent])
      #expect(moved.findings.last?.verdict == .notMade, "whose time is not known, is not judged by it")
      return
    }
    Issue.record("no two stamps of the same length")
  }

  @Test func stampAltered() async throws {
    let house = try SealHouse()
    let seal = try await house.sealed()
    // The last byte is the end of the stamp's own signature.
    #expect(
      try house.check(seal.dropLast() + [(seal.last ?? 0) ^ 1]).failures == [.timeStampSignature])
  }

  @Test func foreignAuthorities() async throws {
    let house = try SealHouse()
    let foreign = try TrustAnchors(pem: house.trust.foreignAuthority.certificate)
    let seal = try await house.sealed(by: house.trust.foreignSeal)
    #expect(try house.check(seal).failures == [.trust])
    #expect(try house.check(seal, anchors: foreign).isSound)
    let stamped = try await house.sealed(stamps: house.trust.foreignStamps, stampAnchors: foreign)
    #expect(try house.check(stamped).failures == [.timeStampTrust])
    #expect(try house.check(stamped, stampAnchors: foreign).isSound)
  }

  @Test func certificateOutsideItsDays() async throws {
    let house = try SealHouse()
    let seal = try await house.sealed(by: house.trust.expiredSeal)
    #expect(try house.check(seal).failures == [.validity])
    house.time.set(try Instant(parsing: "2046-01-01T00:00:00Z"))
    await #expect(throws: SealFailure.authorityUntrusted) { try await house.sealed() }
    house.time.set(try Instant(parsing: "2021-06-01T00:00:00Z"))
    let early = try await house.sealed(by: house.trust.expiredSeal, stamps: house.trust.expiredStamps)
    #expect(try house.check(early).isSound, "in its days it was good, and that is what counts")
  }

  @Test func otherForms() async throws {
    let house = try SealHouse()
    try await TemporaryFolder.with { folder in
      let files = Files(folder)
      try files.write("document", SealHouse.document)
      try files.write("seal.crt", house.trust.seal.certificate)
      try files.write("seal.key", house.trust.seal.key)
      try files.write("rsa.crt", house.trust.rsaSeal.certificate)
      try files.write("rsa.key", house.trust.rsaSeal.key)
      func made(_ more: [String]) throws -> [UInt8] {
        try OpenSSL.run(
          [
            "cms", "-sign", "-binary", "-outform", "DER", "-in", files.path("document"), "-signer",
            files.path("seal.crt"), "-inkey", files.path("seal.key"),
          ] + more)
      }
      #expect(try house.check(made(["-cades", "-nodetach"])).failures == [.form])
      #expect(try house.check(made(["-cades", "-md", "sha1"])).failures == [.form])
      #expect(try house.check(made(["-noattr"])).failures == [.form])
      #expect(try house.check(made(["-cades", "-nocerts"])).failures == [.form])
      #expect(
        try house.check(
          made(["-cades", "-signer", files.path("rsa.crt"), "-inkey", files.path("rsa.key")])
        ).failures == [.form])
      #expect(try house.check(made([])).failures == [.signingCertificate, .timeStamp])
    }
    #expect(try house.check([]).failures == [.form])
    #expect(try house.check(Array("nothing of that kind".utf8)).failures == [.form])
  }

  @Test("No beginning of a seal, and none with one more byte, is a seal")
  func beginnings() async throws {
    let house = try SealHouse()
    let seal = try await house.sealed()
    for count in 0..<seal.count {
      #expect(try house.check(Array(seal.prefix(count))).failures == [.form])
    }
    #expect(try house.check(seal + [0]).failures == [.form])
  }

  /// What no signature covers can be written otherwise: the case of a name that only finds a
  /// certificate, say.
  @Test("A byte that is changed is found, or changes nothing of what is proved")
  func everyByte() async throws {
    let house = try SealHouse()
    let seal = try await house.sealed()
    var unfound = 0
    for index in seal.indices {
      for bit: UInt8 in [0x01, 0x20] {
        var altered = seal
        altered[index] ^= bit
        let check = try house.check(altered)
        guard check.isSound else { continue }
        unfound += 1
        #expect(check.signer == "CN=Made-up seal,O=Made-up")
        #expect(check.authority == "CN=Made-up stamps,O=Made-up")
        #expect(check.signedAt == house.time.now() && check.stampedAt == house.time.now())
      }
    }
    #expect(unfound < seal.count / 10, "\(unfound) of \(2 * seal.count)")
  }
}
