import EBoxTesting
import Foundation
import Testing
import TrustServices
import Vocabulary

/// R-REG-2: what we make, as the `openssl` program sees it.
struct SealTests {
  enum Kind: CaseIterable { case p256, rsa, p384 }

  @Test("R-REG-2: a third party verifies a seal with openssl alone", arguments: Kind.allCases)
  func opensslVerifies(_ kind: Kind) async throws {
    let house = try SealHouse()
    let pair =
      switch kind {
      case .p256: house.trust.seal
      case .rsa: house.trust.rsaSeal
      case .p384: house.trust.p384Seal
      }
    let seal = try await house.sealed(by: pair)
    try await TemporaryFolder.with { folder in
      let files = Files(folder)
      let arguments = try [
        "cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER", "-in",
        files.write("seal.p7s", seal), "-content", files.write("document.xml", SealHouse.document), "-CAfile",
        files.write("ca.pem", house.trust.authority.certificate),
      ]
      #expect(try OpenSSL.run(arguments) == SealHouse.document)
      try files.write("document.xml", SealHouse.document + [0x20])
      #expect(throws: OpenSSL.Failed.self) { try OpenSSL.run(arguments) }
    }
  }

  @Test("R-REG-2: openssl verifies the time stamp over the seal's signature")
  func opensslVerifiesStamp() async throws {
    let house = try SealHouse()
    let seal = try await house.sealed()
    try await TemporaryFolder.with { folder in
      let files = Files(folder)
      try files.write("seal.p7s", seal)
      try files.write("ca.pem", house.trust.authority.certificate)
      let lines = String(
        decoding: try OpenSSL.run(["asn1parse", "-inform", "DER", "-in", files.path("seal.p7s")]),
        as: UTF8.self
      ).split(separator: "\n").map(String.init)
      let stamp = try #require(lines.firstIndex { $0.contains("id-smime-aa-timeStampToken") })
      let token = try #require(lines[stamp...].first { $0.contains("cons: SEQUENCE") })
      // The last octet string of the seal itself.
      let value = try #require(lines[..<stamp].last { $0.contains("prim: OCTET STRING") })
      for (line, name) in [(token, "token.der"), (value, "signature.bin")] {
        let offset = line.trimmingCharacters(in: .whitespaces).prefix { $0.isNumber }
        // It ends with 1 for an octet string that holds no ASN.1, after it has written it.
        do {
          try OpenSSL.run([
            "asn1parse", "-inform", "DER", "-in", files.path("seal.p7s"), "-strparse", String(offset),
            "-noout",
            "-out", files.path(name),
          ])
        } catch is OpenSSL.Failed {}
      }
      try OpenSSL.run([
        "ts", "-verify", "-data", files.path("signature.bin"), "-in", files.path("token.der"), "-token_in",
        "-CAfile", files.path("ca.pem"),
      ])
      try files.write("signature.bin", [1, 2, 3])
      #expect(throws: OpenSSL.Failed.self) {
        try OpenSSL.run([
          "ts", "-verify", "-data", files.path("signature.bin"), "-in", files.path("token.der"), "-token_in",
          "-CAfile", files.path("ca.pem"),
        ])
      }
    }
  }

  @Test func saysWhoAndWhen() async throws {
    let house = try SealHouse()
    let check = try house.check(try await house.sealed())
    #expect(check.isSound)
    #expect(check.findings.map(\.step) == SealCheck.Step.allCases)
    #expect(check.signer == "CN=Made-up seal,O=Made-up")
    #expect(check.authority == "CN=Made-up stamps,O=Made-up")
    #expect(check.signedAt == house.time.now())
    #expect(check.stampedAt == house.time.now())
    let seal = try house.seal(house.trust.seal)
    #expect(check.fingerprint == seal.fingerprint)
    #expect(seal.subject == "CN=Made-up seal,O=Made-up")
    #expect(try seal.validity.begins == Instant(parsing: "2025-01-01T00:00:00Z"))
    #expect(try seal.validity.ends == Instant(parsing: "2045-01-01T00:00:00Z"))
  }

  @Test("a certificate that stands twice in the file is in the seal once")
  func repeatedCertificates() async throws {
    let house = try SealHouse()
    let (own, root) = (house.trust.seal, house.trust.authority.certificate)
    func sealed(_ certificates: [UInt8]) async throws -> [UInt8] {
      let seal = try ElectronicSeal(key: own.key, certificates: certificates)
      return try await house.stamping(house.played(house.trust.stamps)).stamp(
        seal.sign(SealHouse.document, at: house.time.now()))
    }
    let plain = try await sealed(own.certificate + root)
    let repeated = try await sealed(own.certificate + root + own.certificate + root)
    for seal in [plain, repeated] { #expect(try house.check(seal).isSound) }
    // An ECDSA signature's length differs by some bytes; a certificate has hundreds.
    #expect(abs(plain.count - repeated.count) < 100)
  }

  @Test func refusesWhatIsNoKey() throws {
    let trust = try TestTrust.shared()
    func failure(_ key: [UInt8], _ certificates: [UInt8]) -> SealMaterialFailure? {
      do throws(SealMaterialFailure) {
        _ = try ElectronicSeal(key: key, certificates: certificates)
        return nil
      } catch { return error }
    }
    let locked = try OpenSSL.run(["pkey", "-aes256", "-passout", "pass:secret"], input: trust.seal.key)
    #expect(failure([], trust.seal.certificate) == .keyUnreadable)
    #expect(failure(trust.seal.certificate, trust.seal.certificate) == .keyUnreadable)
    #expect(failure(locked, trust.seal.certificate) == .keyUnreadable)
    #expect(failure(trust.weakRSA.key, trust.weakRSA.certificate) == .keyUnfit)
    #expect(failure(trust.seal.key, []) == .certificatesUnreadable)
    #expect(failure(trust.seal.key, trust.seal.key) == .certificatesUnreadable)
    #expect(failure(trust.seal.key, trust.seal.certificate.dropLast(40)) == .certificatesUnreadable)
    #expect(failure(trust.seal.key, trust.stamps.certificate) == .certificateOfOtherKey)
    #expect(failure(trust.encryption.key, trust.encryption.certificate) == .certificateUnfit)
    #expect(throws: SealMaterialFailure.anchorsUnreadable) { try TrustAnchors(pem: trust.seal.key) }
    #expect(throws: SealFailure.fault) {
      try ElectronicSeal(key: trust.seal.key, certificates: trust.seal.certificate).sign(
        [], at: PlayedTime().now())
    }
  }
}
