package import Contracts
package import Storage
package import TrustServices
package import Vocabulary

/// What an operator decides about My eBox.
package struct MyEBoxSettings: Sendable {
  /// Its OAuth client id at the provider.
  package let channel: ChannelID
  /// The provider's page of consents (R-CON-5).
  package let consentsURL: String
  /// Whether citizens reach it over HTTPS; false only for a machine's own loopback.
  package let isSecure: Bool
  /// The provider's page of the citizen's profile; nil leaves its link out.
  package var profileURL: String?
  /// The provider's page with the end of the citizen's sign-in there; nil leaves its link out.
  package var sessionsURL: String?
  /// The provider's public page that tells whether a mail was real; nil leaves its link out.
  package var mailCheckURL: String?
  package var contacts = PortalContacts()
  /// Names of channels, for "read on … in …"; one without a name here is called by its id.
  package var channelNames: [ChannelID: TranslatedText] = [:]
  /// Whether `/design` shows every component; in demo and test only.
  package var showsDesign = false

  package init(channel: ChannelID, consentsURL: String, isSecure: Bool) {
    self.channel = channel
    self.consentsURL = consentsURL
    self.isSecure = isSecure
  }
}

/// Who is responsible, and where people can turn to (R-AUD-6, R-DIR-5, R-OPS-6). What is empty is left out.
package struct PortalContacts: Hashable, Sendable {
  /// Address or telephone number of My eBox's own help desk.
  package var support = ""
  /// The provider's name: controller of consent, directory, notification and the running of the eBox.
  package var provider = ""
  /// The document provider's name: processor of the senders.
  package var documentProvider = ""
  /// Of those beside it, likewise.
  package var furtherDocumentProviders: [TranslatedText] = []
  /// How to reach the provider's data protection officer.
  package var officer = ""

  package init() {}
}

/// What My eBox works with.
package struct MyEBoxParts: Sendable {
  package let database: any Database
  package let registries: any MessageRegistries
  package let signIn: any ChannelSignIn
  package let keys: any KeyStore
  package let time: any TimeSource
  package let random: any RandomSource

  package init(
    database: any Database, registries: any MessageRegistries, signIn: any ChannelSignIn, keys: any KeyStore,
    time: any TimeSource, random: any RandomSource
  ) {
    self.database = database
    self.registries = registries
    self.signIn = signIn
    self.keys = keys
    self.time = time
    self.random = random
  }
}
