import Contracts
import DocumentProvider
import SOAPServices
import TrustServices
import Vocabulary

/// Who takes part: organisations that send, what they send, the systems that act for them, and the channels
/// in which citizens read. Comes from the configuration file.
struct PartyRegister: Sendable, Equatable {
  /// Those of this process beside the first.
  var documentProviders: [FurtherDocumentProvider] = []
  /// At which of them what is sent is kept.
  var homes = Homes()
  var organizations: [SenderOrganization] = []
  /// Organisations of another document provider, in the part of one: no list names them.
  var guests: Set<EnterpriseNumber> = []
  var applications: [SenderApplication] = []
  var messageTypes: [MessageType] = []
  var mandates: [Mandate] = []
  /// Who may approve that an opened message is taken back.
  var approvers: [RecallApprover] = []
  var clients: [SenderClient] = []
  var channels: [RegisteredChannel] = []
  /// The logos that organisations and applications name.
  var images: [ImageID: [UInt8]] = [:]
}

/// At which document provider organisations and message types are at home; who is not named is at the first.
struct Homes: Sendable, Equatable {
  enum Home: Hashable, Sendable {
    case first
    case further(MessageProviderID)
  }

  var organizations: [EnterpriseNumber: Home] = [:]
  var messageTypes: [MessageTypeID: Home] = [:]

  func home(of organization: EnterpriseNumber) -> Home { organizations[organization] ?? .first }
  func home(of messageType: MessageTypeID) -> Home { messageTypes[messageType] ?? .first }
}

extension PartyRegister {
  /// Of senders and channels.
  var certificates: [RegisteredCertificate] {
    clients.flatMap(\.certificates) + channels.flatMap(\.certificates)
  }
}

extension PartyRegister {
  /// The programs of senders and channels, by the fingerprints of the keys with which they sign.
  var signers: [[UInt8]: String] {
    var signers: [[UInt8]: String] = [:]
    let keys =
      clients.map { ($0.clientID, $0.keys, $0.certificates) }
      + channels.map { ($0.id.text, $0.keys, $0.certificates) }
    for (name, keys, certificates) in keys {
      // What is no key is refused where its program is registered.
      let own = keys.compactMap { try? VerificationKey(id: name, keyOrCertificate: $0.pem) }
      // The same.
      let soap = certificates.compactMap { try? VerificationKey(id: name, certificate: $0.bytes) }
      for key in own + soap { signers[key.fingerprint] = name }
    }
    return signers
  }
}

/// A sender's system at the authorization server.
struct SenderClient: Sendable, Equatable {
  let clientID: String
  let organization: EnterpriseNumber
  let keys: [RegisteredKey]
  let scopes: Set<Scope>
  /// For what it looks at the profiles of citizens; nil when it does not.
  let profilePurpose: ProfilePurpose?
  /// With which it signs SOAP messages.
  var certificates: [RegisteredCertificate] = []
}

/// A channel at the authorization server.
struct RegisteredChannel: Sendable, Equatable {
  let id: ChannelID
  let name: TranslatedText
  let redirectURIs: [String]
  /// Whether it tells its citizens by itself that there is mail.
  let notifies: Bool
  let keys: [RegisteredKey]
  /// With which it signs SOAP messages.
  var certificates: [RegisteredCertificate] = []
}

/// A public key with which a client signs its assertions.
struct RegisteredKey: Sendable, Equatable {
  let keyID: String
  /// PEM text of a certificate or of a public key.
  let pem: String
}
