import Contracts
import Crypto
import EBoxTesting
import Foundation
import Testing
import TrustServices
import Vocabulary

@testable import DocumentProvider

/// Three people approve, each for this message, this breach and these words; everything else is turned down.
@Suite("Approvals of a recall after a data breach")
struct ApprovalCheckTests {
  private static let message = try! MessageID(parsing: "01JDA000000000000000000004")
  private static let other = try! MessageID(parsing: "01JDA000000000000000000005")
  private static let now = try! Instant(parsing: House<PlayedDocuments>.start)
  private static var draft: ApprovalDraft { ApprovalDraft(message: message) }

  private func verdict(
    _ approvals: [String], at now: Instant = now, of sender: EnterpriseNumber = Cast.premiums
  ) throws -> RecallRejection? {
    let check = ApprovalCheck(approvers: Cast.register.approvers, sender: sender, now: now)
    let recall = try Self.draft.recall(approvals)
    do throws(RecallRejection) {
      let proven = try check(recall.breach!, recall)
      #expect(proven.map(\.text) == approvals)
      return nil
    } catch { return error }
  }

  /// One approval in the place of the second.
  private func verdict(on second: String) throws -> RecallRejection? {
    try verdict([Self.draft.signed(by: .an), second, Self.draft.signed(by: .officer)])
  }

  private func changed(_ change: (inout ApprovalDraft) -> Void) throws -> RecallRejection? {
    var draft = Self.draft
    change(&draft)
    return try verdict(on: draft.signed(by: .bert))
  }

  @Test("two people of the sender and an officer, in any order; the officer may be the sender's own")
  func good() throws {
    for officer in [Person.officer, .ownOfficer] {
      #expect(try verdict(Self.draft.signed(by: [.an, .bert, officer])) == nil)
      #expect(try verdict(Self.draft.signed(by: [officer, .chris, .an])) == nil)
    }
  }

  @Test("who lacks is said, once every approval is good")
  func missing() throws {
    let sets: [([Person], ApproverRole)] = [
      ([], .recall), ([.an], .recall), ([.an, .officer], .recall), ([.an, .bert], .dataProtection),
      ([.an, .bert, .chris], .dataProtection), ([.an, .officer, .ownOfficer], .recall),
    ]
    for (people, role) in sets {
      #expect(try verdict(Self.draft.signed(by: people)) == .approvalMissing(role))
    }
    let fourth = try Self.draft.signed(by: [.an, .bert, .officer, .chris])
    #expect(try verdict(fourth) == .approvalInvalid(index: 3, .tooMany))
  }

  @Test("the same person twice is one, with the same approval or another")
  func twice() throws {
    var later = Self.draft
    later.seconds = 3600
    for second in [try Self.draft.signed(by: .an), try later.signed(by: .an)] {
      #expect(try verdict(on: second) == .approvalInvalid(index: 1, .sameApprover))
    }
  }

  @Test("another message, breach, reason or act is not approved by it")
  func otherThings() throws {
    #expect(try changed { $0.message = Self.other } == .approvalInvalid(index: 1, .otherMessage))
    #expect(try changed { $0.reference = "2026-18" } == .approvalInvalid(index: 1, .otherReference))
    #expect(try changed { $0.reason += "!" } == .approvalInvalid(index: 1, .otherReason))
    #expect(try changed { $0.act = "recall" } == .approvalInvalid(index: 1, .malformed))
    #expect(try changed { $0.type = "JWT" } == .approvalInvalid(index: 1, .malformed))
  }

  @Test("time: from the future, for too long, over; half a minute of clocks apart is forgiven")
  func time() throws {
    #expect(try changed { $0.issued = Self.now.adding(seconds: 30) } == nil)
    #expect(
      try changed { $0.issued = Self.now.adding(seconds: 31) } == .approvalInvalid(index: 1, .notYetValid))
    #expect(try changed { $0.seconds = 7 * 86_400 } == nil)
    #expect(try changed { $0.seconds = 7 * 86_400 + 1 } == .approvalInvalid(index: 1, .lifetimeTooLong))
    let approvals = try Self.draft.signed(by: [.an, .bert, .officer])
    #expect(try verdict(approvals, at: Self.now.adding(seconds: 86_400 + 29)) == nil)
    #expect(
      try verdict(approvals, at: Self.now.adding(seconds: 86_400 + 30)) == .approvalExpired(index: 0))
    #expect(
      try changed { ($0.issued, $0.seconds) = (Self.now.adding(seconds: -90), 60) }
        == .approvalExpired(index: 1))
  }

  @Test("the algorithm is the key's: none, HS256 with the public key, RS256 and ES384 are refused")
  func algorithms() throws {
    let refused = RecallRejection.approvalInvalid(index: 1, .algorithmRefused)
    var draft = Self.draft
    for name in ["none", "None", "RS256", "PS256", "ES384", "HS256"] {
      draft.algorithm = name
      #expect(try verdict(on: draft.signed(by: .bert)) == refused)
      #expect(try verdict(on: draft.input(of: .bert) + ".") == refused)
    }
    draft.algorithm = "HS256"
    #expect(try verdict(on: draft.signedWithPublicKey(of: .bert)) == refused)
  }

  @Test("another's key, a changed claim, a cut signature: forged")
  func forged() throws {
    let forged = RecallRejection.approvalInvalid(index: 1, .forged)
    #expect(try verdict(on: Self.draft.signed(by: .bert, with: Person.stranger.key)) == forged)
    #expect(try verdict(on: Self.draft.signed(by: .bert, with: Person.an.key)) == forged)
    let good = try Self.draft.signed(by: .bert).split(separator: ".").map(String.init)
    var longer = Self.draft
    longer.seconds = 90_000
    let parts = longer.input(of: .bert).split(separator: ".").map(String.init)
    #expect(try verdict(on: [parts[0], parts[1], good[2]].joined(separator: ".")) == forged)
    #expect(
      try verdict(on: [good[0], good[1], String(good[2].dropLast(4))].joined(separator: ".")) == forged)
    #expect(try verdict(on: [good[0], good[1], ""].joined(separator: ".")) == forged)
  }

  @Test("who is of another sender, unknown, not yet or no more an approver: answered alike")
  func notEntitled() throws {
    for person in [Person.dirk, .fundOfficer, .stranger, .beginning] {
      #expect(try verdict(on: Self.draft.signed(by: person)) == .approvalNotEntitled(index: 1))
    }
    var draft = Self.draft
    draft.seconds = 7 * 86_400
    let approvals = try draft.signed(by: [.an, .officer, .ending])
    let end = try #require(Person.ending.approver.until)
    #expect(try verdict(approvals, at: end.adding(seconds: -1)) == nil)
    #expect(try verdict(approvals, at: end) == .approvalNotEntitled(index: 2))
    let beginning = try draft.signed(by: [.beginning, .officer, .an])
    #expect(try verdict(beginning, at: end) == nil)
    let own = try Self.draft.signed(by: [.an, .bert, .officer])
    #expect(try verdict(own, of: Cast.fund) == .approvalNotEntitled(index: 0))
    draft.keyID = "../an"
    #expect(try verdict(on: draft.signed(by: .bert)) == .approvalNotEntitled(index: 1))
  }

  @Test("an approval is kept as it is, so that it holds nothing but what is asked: malformed otherwise")
  func nothingBeside() throws {
    let malformed = RecallRejection.approvalInvalid(index: 1, .malformed)
    for text in [
      #","name":"Jan Jansen""#, #","sub":"78041299916""#, #","nbf":1"#, #","jti":null"#,
      #","act":"recall-after-breach""#, #","\u0061ct":"recall-after-breach""#, #","iat":1"#, #","a":{"b":1}"#,
    ] {
      #expect(try changed { $0.besides.claims = text } == malformed, "\(text)")
    }
    for text in [
      #","jku":"https://elsewhere.example""#, #","x5t":"a""#, #","kid":"bert""#, #","cty":null"#,
    ] {
      #expect(try changed { $0.besides.header = text } == malformed, "\(text)")
    }
    #expect(try changed { ($0.besides.header, $0.besides.claims) = (" ", "\n") } == nil)
  }

  @Test(
    "what is no token at all",
    arguments: [
      "", ".", "..", "a.b.c", "e30.e30.", String(repeating: "A", count: 20_000), "\u{0}.\u{0}.\u{0}",
    ])
  func malformed(text: String) throws {
    #expect(try verdict(on: text) == .approvalInvalid(index: 1, .malformed))
  }

  @Test(
    "signed by OpenSSL, with keys of its making: ES256, RS256, PS256", arguments: OpenSSLKey.Kind.allCases)
  func openSSL(kind: OpenSSLKey.Kind) throws {
    let keys = try (0..<3).map { _ in try OpenSSLKey(kind) }
    let roles = [ApproverRole.recall, .recall, .dataProtection]
    var approvers: [ApproverID: RecallApprover] = [:]
    var approvals: [String] = []
    for (index, (key, role)) in zip(keys, roles).enumerated() {
      let id = try ApproverID(parsing: "person-\(index)")
      approvers[id] = RecallApprover(
        id: id, role: role,
        key: try VerificationKey(id: id.text, pem: key.publicPEM, algorithm: kind.algorithm),
        organization: Cast.premiums)
      var draft = Self.draft
      (draft.algorithm, draft.keyID) = (kind.algorithm.rawValue, id.text)
      let input = draft.input(of: .an)
      approvals.append(input + "." + Base64URL.encode(try key.sign(Array(input.utf8))))
    }
    let check = ApprovalCheck(approvers: approvers, sender: Cast.premiums, now: Self.now)
    let recall = try Self.draft.recall(approvals)
    #expect(try check(recall.breach!, recall).map(\.role) == roles)
    // What the command writes is taken alike.
    let ours = try SigningKey(id: "person-0", pem: keys[0].privatePEM, algorithm: kind.algorithm)
    approvals[0] = try RecallApproval(
      message: Self.message, breachReference: ApprovalDraft.reference, reason: ApprovalDraft.reason,
      issued: Self.now, expires: Self.now.adding(seconds: RecallApproval.lifetimeSecondsMax)
    ).signed(by: ours)
    let second = try Self.draft.recall(approvals)
    #expect(try check(second.breach!, second).count == 3)
    #expect(throws: InvalidIdentifier.self) {
      try SigningKey(id: "x", pem: keys[0].privatePEM, algorithm: kind == .es256 ? .rs256 : .es256)
    }
  }

  @Test("two approvers with one key, or one name, or one of no sender: no register")
  func registers() throws {
    func register(_ approvers: [RecallApprover]) throws {
      _ = try Register(
        organizations: [], applications: [], messageTypes: [], rights: .init(approvers: approvers))
    }
    let (an, key) = (Person.an.approver, Person.an.publicPEM)
    let twin = RecallApprover(
      id: try ApproverID(parsing: "twin"), role: .dataProtection,
      key: try VerificationKey(id: "twin", pem: key),
      organization: nil)
    #expect(throws: RegisterMistake.keyShared(an.id, twin.id)) { try register([an, twin]) }
    #expect(throws: RegisterMistake.namedTwice("an")) { try register([an, an]) }
    let nobodys = RecallApprover(id: an.id, role: .recall, key: an.key, organization: nil)
    #expect(throws: RegisterMistake.approverOfNobody(an.id)) { try register([nobodys]) }
  }

  @Test("no national number in a reference or a name, however it is written")
  func names() throws {
    for text in [
      "78041299916", "case-78041299916", "78.04.12-999.16", "a:78041299916/b", "2026-78041299916",
      "CASE.1-78041299916", "78041299916-2", "780412_99916", "78/04/12/999/16", "1:78041299916:7",
    ] {
      #expect(throws: InvalidIdentifier.self, "\(text)") { try BreachReference(parsing: text) }
    }
    for text in ["an-78041299916", "780412_99916", "1.78041299916-2"] {
      #expect(throws: InvalidIdentifier.self, "\(text)") { try ApproverID(parsing: text) }
    }
    for text in ["", "a b", "é", "a\n", String(repeating: "x", count: 65)] {
      #expect(throws: InvalidIdentifier.self) { try BreachReference(parsing: text) }
    }
    for text in ["2026-17", "GBA/2026/000123:4", "78041299917", String(repeating: "x", count: 64)] {
      #expect(try BreachReference(parsing: text).text == text)
    }
  }
}
