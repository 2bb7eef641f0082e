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

  package init(channel: ChannelID, consentsURL: String, isSecure: Bool) {
    self.channel = channel
    self.consentsURL = consentsURL
    self.isSecure = isSecure
  }
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
