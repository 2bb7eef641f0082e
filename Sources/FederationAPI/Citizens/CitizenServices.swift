package import Contracts
package import Vocabulary

/// What the pages for citizens are served from: the provider's own desks, and the document providers'
/// mailboxes.
package struct CitizenServices: Sendable {
  package let signIn: any CitizenSignIn
  package let sessions: any SessionDesk
  package let consents: any ConsentDesk
  package let profiles: any ProfileDesk
  /// Every active document provider: what goes back to paper, and what may be taken out.
  package let mailboxes: [any OwnMailboxes]
  package let time: any TimeSource

  package init(
    signIn: any CitizenSignIn, sessions: any SessionDesk, consents: any ConsentDesk,
    profiles: any ProfileDesk, mailboxes: [any OwnMailboxes], time: any TimeSource
  ) {
    self.signIn = signIn
    self.sessions = sessions
    self.consents = consents
    self.profiles = profiles
    self.mailboxes = mailboxes
    self.time = time
  }
}

extension CitizenServices {
  /// How many messages of a withdrawn box are still in their term, over all document providers; nil for a box
  /// in another state, and when one of them can't tell.
  func stillAlive(for caller: CitizenCaller) async -> Int? {
    var count = 0
    do {
      for provider in mailboxes {
        count += try await provider.mailbox(for: caller).takeOut.messages(MessageQuery()).total
      }
    } catch {
      return nil
    }
    return count
  }
}
