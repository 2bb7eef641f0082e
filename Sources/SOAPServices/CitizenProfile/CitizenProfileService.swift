package import Contracts
package import Hummingbird
import TrustServices

/// Serves a ``ProfileRegistry`` as SOAP CitizenProfile 1.3, in its variant with X.509 and SHA-256: a
/// translation at the edge (R-CON-6).
package struct CitizenProfileService: Sendable {
  /// Of the address.
  package static let path = CitizenProfileContract.path

  private let endpoint: SOAPEndpoint

  /// - Throws: when the contract's schemas can't be compiled.
  package init(
    _ registry: any ProfileRegistry, _ parties: SOAPParties, certificates: [RegisteredCertificate],
    surroundings: SOAPSurroundings
  ) throws {
    endpoint = SOAPEndpoint(
      contract: try CitizenProfileContract.contract(registry),
      security: try MessageSecurity(certificates, replays: parties.replays, time: surroundings.time),
      attempts: parties.attempts, surroundings: surroundings)
  }

  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    endpoint.addRoutes(to: router)
  }
}
