import Contracts
import Storage
import TrustServices
import Vocabulary

/// Gives each signed-in citizen their own profile, and nobody else's.
struct ProviderProfileDesk: ProfileDesk {
  let parts: ProviderParts
  let clients: OAuthClients
  let notices: NoticeQueue
  let seals: ProfileSeals
  let settings: NoticeSettings

  func profile(for caller: CitizenCaller) -> any CitizenProfile { OwnProfile(caller: caller, desk: self) }

  /// The channels with a consent in force that can notify, by name.
  func notifiers(_ mailbox: MailboxID, in transaction: Transaction) throws -> [NotifyingChannel] {
    try ConsentRows.standing(mailbox, in: transaction).channels.filter(settings.notifiers.contains).sorted()
      .compactMap { id in
        clients.channel(id).map { NotifyingChannel(channel: id, name: $0.names) }
      }
  }

  /// The language of everything that is sent to a citizen.
  func language(_ choices: NoticeChoices, of mailbox: MailboxID, in transaction: Transaction) throws
    -> Language
  {
    try choices.language ?? ProfileRows.consentLanguage(mailbox, in: transaction) ?? .nl
  }
}
