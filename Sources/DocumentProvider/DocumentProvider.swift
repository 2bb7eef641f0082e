package import Contracts
package import Logging
package import Storage
package import TrustServices
package import Vocabulary

/// The document provider: keeps messages and documents for citizens, on the instruction of their senders.
///
/// Holds no consent of its own: each publication and each reading asks the provider, and a reading is committed only while
/// no later consent act has been heard of (R-CON-4).
package struct DocumentProvider: Sendable {
  /// The party's name in trails and outboxes.
  package static let party = "document-provider"

  let database: any Database
  let documents: any DocumentStore
  let keys: any KeyStore
  let federation: any Federation
  let register: Register
  let time: any TimeSource
  let random: any RandomSource
  let log: Logger

  package init(
    database: any Database, documents: any DocumentStore, keys: any KeyStore, federation: any Federation,
    register: Register, time: any TimeSource, random: any RandomSource, log: Logger
  ) {
    self.database = database
    self.documents = documents
    self.keys = keys
    self.federation = federation
    self.register = register
    self.time = time
    self.random = random
    self.log = log
  }
}
