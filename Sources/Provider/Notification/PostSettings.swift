package import Mail
import Vocabulary

/// How notices are posted.
package struct PostSettings: Sendable {
  package static let connectionsDefault = 2

  package let from: MailMessage.Party
  /// Where bounces are delivered: each notice has an address of its own there.
  package let returnDomain: String
  /// Nil: mails go out unsigned, or the relay signs them.
  package let signer: DKIMSigner?
  /// Makes a connection to the relay; called once for each of ``connections``.
  package let relay: @Sendable () throws -> any MailRelay
  package let connections: Int

  package init(
    from: MailMessage.Party, returnDomain: String, signer: DKIMSigner?,
    connections: Int = PostSettings.connectionsDefault, relay: @escaping @Sendable () throws -> any MailRelay
  ) {
    self.from = from
    self.returnDomain = returnDomain
    self.signer = signer
    self.connections = connections
    self.relay = relay
  }
}
