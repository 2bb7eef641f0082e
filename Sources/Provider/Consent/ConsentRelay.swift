package import Contracts
import Storage

/// Tells a document provider of each consent act again, until it confirms: what it hears before the citizen
/// is answered is tried once, and may be lost with the process (domain.md, "Citizen and eBox").
///
/// A subscriber of the provider's own outbox. What it tells is how consent stands now, with the last end
/// before it, so that an act that comes late changes nothing and an end is never missed.
package struct ConsentRelay: EventEngine {
  let parts: ProviderParts
  let listener: any ConsentListener

  package func take(_ events: [Event]) async throws {
    for event in events where event.kind == .consentGiven || event.kind == .consentWithdrawn {
      let mailbox = event.mailbox
      let change = try await parts.database.read { try ConsentRows.change(mailbox, in: $0) }
      if let change { try await listener.consentChanged(change) }
    }
  }
}
