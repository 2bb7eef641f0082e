import Contracts
import Crypto
import DocumentProvider
import EBoxTesting
import Foundation
import TrustServices
import Vocabulary

/// Who approves recalls in these tests, with a key each.
struct Person: Sendable {
  static let an = Person("an", .recall, Cast.premiums)
  static let bert = Person("bert", .recall, Cast.premiums)
  static let chris = Person("chris", .recall, Cast.premiums)
  static let officer = Person("officer", .dataProtection, nil)
  static let ownOfficer = Person("own-officer", .dataProtection, Cast.premiums)
  /// Of another organisation.
  static let dirk = Person("dirk", .recall, Cast.fund)
  static let fundOfficer = Person("fund-officer", .dataProtection, Cast.fund)
  /// Until the clock of the tests says two days more.
  static let ending = Person(
    "ending", .recall, Cast.premiums, until: try! Instant(parsing: "2026-11-24T00:00:00+01:00"))
  static let beginning = Person(
    "beginning", .recall, Cast.premiums, from: try! Instant(parsing: "2026-11-24T00:00:00+01:00"))
  /// Whom nobody registered.
  static let stranger = Person("stranger", .recall, Cast.premiums)

  static let registered = [an, bert, chris, officer, ownOfficer, dirk, fundOfficer, ending, beginning]

  let key = P256.Signing.PrivateKey()
  let approver: RecallApprover

  var id: String { approver.id.text }
  var publicPEM: String { key.publicKey.pemRepresentation }

  private init(
    _ id: String, _ role: ApproverRole, _ organization: EnterpriseNumber?, from: Instant? = nil,
    until: Instant? = nil
  ) {
    approver = RecallApprover(
      id: try! ApproverID(parsing: id), role: role,
      key: try! VerificationKey(id: id, pem: key.publicKey.pemRepresentation), organization: organization,
      from: from, until: until)
  }
}

/// An approval as it is signed; what is changed is what an attacker or a mistake changes.
struct ApprovalDraft: Sendable {
  static let reference = "2026-17"
  static let reason = "Niet voor u bestemd: één brief te veel"

  var message: MessageID
  var reference = Self.reference
  var reason = Self.reason
  var issued = try! Instant(parsing: House<PlayedDocuments>.start)
  var seconds: Int64 = 86_400
  var type = RecallApproval.type
  var act = RecallApproval.act
  var algorithm = "ES256"
  /// Nil for the person's own.
  var keyID: String?
  /// What stands beside in header and claims: `,"name":value`.
  var besides = (header: "", claims: "")

  /// What is signed: header and claims, as any program writes them.
  func input(of person: Person) -> String {
    let header = #"{"typ":"\#(type)","alg":"\#(algorithm)","kid":"\#(keyID ?? person.id)"\#(besides.header)}"#
    let from = issued.microseconds / 1_000_000
    let claims =
      #"{"act":"\#(act)","messageId":"\#(message)","breachReference":"\#(reference)","#
      + #""reasonDigest":"\#(RecallApproval.digest(of: reason))","iat":\#(from),"exp":\#(from + seconds)"#
      + besides.claims + "}"
    return Base64URL.encode(header.utf8) + "." + Base64URL.encode(claims.utf8)
  }

  func signed(by person: Person, with key: P256.Signing.PrivateKey? = nil) throws -> String {
    let input = input(of: person)
    let signature = try (key ?? person.key).signature(for: Data(input.utf8))
    return input + "." + Base64URL.encode(signature.rawRepresentation)
  }

  func signed(by people: [Person]) throws -> [String] { try people.map { try signed(by: $0) } }

  /// HS256 with the text of the public key as secret.
  func signedWithPublicKey(of person: Person) -> String {
    let input = input(of: person)
    let secret = SymmetricKey(data: Data(person.publicPEM.utf8))
    let code = HMAC<SHA256>.authenticationCode(for: Data(input.utf8), using: secret)
    return input + "." + Base64URL.encode(Array(code))
  }

  func recall(
    _ approvals: [String], reason: String = Self.reason, reference: String = Self.reference,
    to recipient: NationalNumber = Cast.jan
  ) throws -> Recall {
    Recall(
      message: message, recipient: recipient, reason: Cast.text(reason),
      breach: BreachRecall(reference: try BreachReference(parsing: reference), approvals: approvals))
  }
}
