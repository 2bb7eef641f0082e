package import Contracts
package import Hummingbird
import TrustServices

/// Serves a document provider's registered mail as SOAP RegisteredMail 1.6 (R-REG-1): a translation at the
/// edge, over the one publisher.
package struct RegisteredMailService: Sendable {
  /// Of the address.
  package static let path = RegisteredMailContract.path

  private let endpoint: SOAPEndpoint

  /// - Parameter certificates: those of channels are not known here.
  /// - Throws: when the contract's schemas can't be compiled.
  package init(
    _ registry: any RegisteredTickets, _ parties: SOAPParties, certificates: [RegisteredCertificate],
    surroundings: SOAPSurroundings
  ) throws {
    let health = HealthCheck(
      component: "RegisteredMail", probe: parties.health, surroundings: surroundings)
    endpoint = SOAPEndpoint(
      contract: try RegisteredMailContract.contract(registry, health),
      security: try MessageSecurity(
        certificates.filter { $0.identity.channel == nil }, replays: parties.replays,
        time: surroundings.time),
      attempts: parties.attempts, surroundings: surroundings)
  }

  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    endpoint.addRoutes(to: router)
  }
}
