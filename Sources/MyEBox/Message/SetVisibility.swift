import AuditTrail
import Contracts
import Hummingbird
import Pages
import Vocabulary

extension MyEBox {
  /// Hides a message from the list or shows it again, and leads back to it (domain.md, *hidden*).
  func setVisibility(_ asked: Asked, _ id: MessageID) async throws -> Response {
    let act = Act(action: .setVisibility, message: id)
    return try await signedIn(asked, at: .message(id), act) { reader in
      let fields = try await form(asked, of: reader.session.cookie)
      let isVisible = fields["visible"] == "true"
      let inbox = OneInbox(registries: reader.registries)
      let found = try await inbox.message(id)
      try await found.opened.registry.update([MessageUpdate(id, isVisible: isVisible)])
      let done = Act(action: .setVisibility, message: id, details: ["isVisible": String(isVisible)])
      return (.redirect(Destination.message(id).address), done)
    }
  }
}
