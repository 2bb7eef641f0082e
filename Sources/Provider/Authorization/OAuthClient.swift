package import Contracts
package import TrustServices
package import Vocabulary

/// A registered client: a sender's system, a channel, or a document provider.
package struct OAuthClient: Sendable {
  package enum Kind: Sendable {
    /// Publishes for this organisation, by client credentials.
    case sender(EnterpriseNumber)
    /// Shows citizens their messages, by authorization code. Its channel id is its client id.
    case channel(redirectURIs: [String], names: TranslatedText)
    /// Asks what tokens stand for, by client credentials without any scope.
    case documentProvider(EnterpriseNumber)
  }

  package let id: String
  package let kind: Kind
  package let keys: [VerificationKey]
  /// What it may ask for: the configured scopes, as far as its kind can have them.
  package let scopes: Set<Scope>

  package init(id: String, kind: Kind, keys: [VerificationKey], scopes: Set<Scope>) {
    self.id = id
    self.kind = kind
    self.keys = keys
    self.scopes = scopes.intersection(kind.scopesMax)
  }

  var organization: EnterpriseNumber? {
    switch kind {
    case .sender(let number), .documentProvider(let number): number
    case .channel: nil
    }
  }

  /// What it may ask for in its own name, by client credentials.
  var ownScopes: Set<Scope> {
    switch kind {
    case .sender, .documentProvider: scopes
    case .channel: scopes.intersection([.notices])
    }
  }

  /// What it may ask for in a citizen's name, by authorization code.
  var citizenScopes: Set<Scope> {
    switch kind {
    case .sender, .documentProvider: []
    case .channel: scopes.subtracting([.notices])
    }
  }

  var isDocumentProvider: Bool {
    if case .documentProvider = kind { true } else { false }
  }
}

extension OAuthClient.Kind {
  var scopesMax: Set<Scope> {
    switch self {
    case .sender: [.publicationSender, .representativePublication, .referenceData]
    case .channel: [.documentConsumer, .messagesFull, .summaryOwnEbox, .referenceData, .notices]
    case .documentProvider: []
    }
  }
}

/// A channel, as consent and authorization need it.
struct Channel: Sendable {
  let id: ChannelID
  let names: TranslatedText
  let redirectURIs: [String]

  /// Whether a browser may be sent back there: exactly one of the registered addresses; of a loopback address
  /// that is registered without a port, any port (RFC 8252 §7.3).
  func takes(_ redirectURI: String) -> Bool {
    redirectURIs.contains(redirectURI)
      || Self.loopbackWithoutPort(redirectURI).map(redirectURIs.contains) == true
  }

  private static func loopbackWithoutPort(_ address: String) -> String? {
    for host in ["http://127.0.0.1", "http://[::1]"] where address.hasPrefix(host + ":") {
      let rest = address.dropFirst(host.count + 1)
      let port = rest.prefix { $0.isASCII && $0.isNumber }
      guard port.first != "0", UInt16(port) != nil, rest.dropFirst(port.count).hasPrefix("/") else {
        return nil
      }
      return host + rest.dropFirst(port.count)
    }
    return nil
  }
}

/// The clients of one provider; unchangeable while it runs.
package struct OAuthClients: Sendable {
  private let byID: [String: OAuthClient]
  private let channels: [ChannelID: Channel]

  /// - Throws: ``InvalidIdentifier`` when two clients have the same id, or a channel's id is no channel id.
  package init(_ clients: [OAuthClient]) throws(InvalidIdentifier) {
    var byID: [String: OAuthClient] = [:]
    var channels: [ChannelID: Channel] = [:]
    for client in clients {
      guard byID.updateValue(client, forKey: client.id) == nil else {
        throw InvalidIdentifier("clientId", "\(client.id) is configured twice")
      }
      if case .channel(let redirectURIs, let names) = client.kind {
        let id = try ChannelID(parsing: client.id)
        guard ![ChannelID.ownPages, .senderSystem].contains(id) else {
          throw InvalidIdentifier("clientId", "\(id) stands for what is no channel")
        }
        channels[id] = Channel(id: id, names: names, redirectURIs: redirectURIs)
      }
    }
    (self.byID, self.channels) = (byID, channels)
  }

  subscript(_ id: String) -> OAuthClient? { byID[id] }
  func channel(_ id: ChannelID) -> Channel? { channels[id] }
}
