package import AuditTrail
package import Contracts
package import Storage
package import TrustServices
package import Vocabulary

/// The provider: consents, authorization, sign-in of citizens, the event engine.
package struct ProviderParty: Sendable {
  package let settings: ProviderSettings
}
