import Contracts
import Provider
import SwiftASN1
import TrustServices
import Vocabulary
import X509

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
      let scopes = Set(Scope.allCases).subtracting(channel.notifies ? [] : [.notices])
      clients.append(
        OAuthClient(
          id: channel.id.text, kind: .channel(redirectURIs: channel.redirectURIs, names: channel.name),
          keys: try keys(channel.keys, of: channel.id.text), scopes: scopes))
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
      keys.append(try VerificationKey(id: key.keyID, keyOrCertificate: key.pem))
    } catch {
      throw ConfigurationError(place: "clients: \(client)", reason: "key \(key.keyID): \(error.reason)")
    }
  }
  return keys
}

extension VerificationKey {
  /// - Parameter pem: of a public key or of a certificate.
  init(
    id: String, keyOrCertificate pem: String, algorithm: SignatureAlgorithm? = nil
  ) throws(InvalidIdentifier) {
    try self.init(id: id, pem: publicKey(pem), algorithm: algorithm)
  }

  /// - Parameter der: of a certificate.
  init(id: String, certificate der: [UInt8]) throws(InvalidIdentifier) {
    let pem: String
    do { pem = try Certificate(derEncoded: der).publicKey.serializeAsPEM().pemString } catch {
      throw InvalidIdentifier("certificate", "is not a certificate in DER")
    }
    try self.init(id: id, pem: pem)
  }
}

/// The public key of a certificate; a public key as it is.
private func publicKey(_ pem: String) throws(InvalidIdentifier) -> String {
  guard pem.contains("BEGIN CERTIFICATE") else { return pem }
  do {
    return try Certificate(pemEncoded: pem).publicKey.serializeAsPEM().pemString
  } catch {
    throw InvalidIdentifier("certificate", "is not a certificate in PEM")
  }
}
