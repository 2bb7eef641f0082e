package import Vocabulary

/// What notices need to know of the parties, from the provider's directory.
package struct NoticeSettings: Sendable {
  /// How notices name senders; one that is not there is not named.
  package let senderNames: [EnterpriseNumber: TranslatedText]
  /// The channels that tell their citizens by themselves that there is mail.
  package let notifiers: Set<ChannelID>

  package init(
    senderNames: [EnterpriseNumber: TranslatedText] = [:], notifiers: Set<ChannelID> = []
  ) {
    self.senderNames = senderNames
    self.notifiers = notifiers
  }
}
