import Contracts
import Provider
import Vocabulary

extension OAuthClients {
  /// The authorization server's clients, as configured.
  /// - Throws: ``ConfigurationError`` naming the client whose key can't be used.
  init(_ register: PartyRegister) throws(ConfigurationError) {
    var clients: [OAuthClient] = []
    for client in register.clients {
      clients.append(
        OAuthClient(
          id: client.clientID, kind: .sender(client.organization),
          keys: try keys(client.keys, of: client.clientID),
          scopes: client.scopes))
    }
    for channel in register.channels {
      clients.append(
        OAuthClient(
          id: channel.id.text, kind: .channel(redirectURIs: channel.redirectURIs, names: channel.name),
          keys: try keys(channel.keys, of: channel.id.text), scopes: Set(Scope.allCases)))
    }
    do {
      try self.init(clients)
    } catch {
      throw ConfigurationError(place: "clients", reason: error.reason)
    }
  }
}

private func keys(
  _ registered: [RegisteredKey], of client: String
) throws(ConfigurationError) -> [VerificationKey] {
  var keys: [VerificationKey] = []
  for key in registered {
    do {
      keys.append(try VerificationKey(id: key.keyID, pem: key.pem))
    } catch {
      throw ConfigurationError(place: "clients: \(client)", reason: "key \(key.keyID): \(error.reason)")
    }
  }
  return keys
}
