import Contracts
import Testing
import TrustServices
import Vocabulary

@testable import SOAPServices

@Suite("EboxMessage: for whom a certificate publishes")
struct PublishingSenderTests {
  private static let own = try! EnterpriseNumber(parsing: "0999999031")
  private static let application = try! ApplicationID(parsing: "premies:renovatie")

  private static func identity(
    _ application: ApplicationID? = application, _ scopes: Set<Scope> = [.publicationSender]
  ) -> RegisteredCertificate.Identity {
    RegisteredCertificate.Identity(
      clientID: "client", organization: own, application: application, scopes: scopes,
      commonName: "app")
  }

  /// - Returns: `organisation application represented`, or the code.
  private static func outcome(
    _ institution: String?, _ identity: RegisteredCertificate.Identity,
    _ application: String = "premies:renovatie"
  ) throws -> String {
    let fields = "<Application>\(application)</Application><Institution>\(institution ?? "")</Institution>"
    let text = "<SenderID xmlns=\"\(EboxMessageContract.types)\">\(fields)</SenderID>"
    let document = try XMLDocument(parsing: Array(text.utf8))
    return withExtendedLifetime(document) {
      do {
        let sender = try PublishingSender(institution == nil ? nil : document.root, identity)
        let represented = sender.represented?.digits ?? "-"
        return "\(sender.organization) \(sender.application) \(represented)"
      } catch { return (error as? SOAPFault)?.code ?? "\(error)" }
    }
  }

  @Test("SenderID as the guide allows it")
  func senders() throws {
    let (own, mandate) = (Self.identity(), Self.identity(nil, [.representativePublication]))
    #expect(try Self.outcome(nil, own) == "0999999031 premies:renovatie -")
    #expect(try Self.outcome("0999999031", own) == "0999999031 premies:renovatie -")
    #expect(try Self.outcome("0999999130", own) == "20")
    #expect(try Self.outcome("0999999032", own) == "20")
    #expect(try Self.outcome("0999999031", own, "loopbaan:attest") == "40")
    #expect(try Self.outcome(nil, Self.identity(nil)) == "SOA-03007")
    #expect(
      try Self.outcome("0999999031", Self.identity(nil), "loopbaan:attest") == "0999999031 loopbaan:attest -")
    #expect(try Self.outcome(nil, mandate) == "30")
    #expect(try Self.outcome("0999999130", mandate) == "0999999130 premies:renovatie 0999999130")
  }
}
