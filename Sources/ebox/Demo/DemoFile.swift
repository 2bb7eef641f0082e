import Foundation

/// `demo.json`: where the demonstration answers and with what one signs in. Programs read it.
struct DemoFile: Codable, Sendable, Equatable {
  static let name = "demo.json"

  struct Sender: Codable, Sendable, Equatable {
    let name: String
    let enterpriseNumber: String
    let clientId: String
    let keyId: String
    let privateKeyFile: String
    let certificateFile: String
    let applicationId: String
    let messageTypeIds: [String]
    /// Of the document provider that keeps its messages.
    let registryV3URL: String
    /// For what it looks at profiles of citizens; nil when it does not.
    let profilePurpose: String?
    /// Until when it may leave the token of its SOAP messages unsigned; nil for a sender that must sign it.
    let unsignedTokenUntil: String?
  }

  struct Channel: Codable, Sendable, Equatable {
    let name: String
    let clientId: String
    let keyId: String
    let privateKeyFile: String
    let redirectURI: String
    /// With which it signs SOAP messages; nil for a channel that sends none.
    let soap: SOAPKeys?
  }

  struct SOAPKeys: Codable, Sendable, Equatable {
    let enterpriseNumber: String
    let privateKeyFile: String
    let certificateFile: String
  }

  /// Who approves that an opened message is taken back.
  struct Approver: Codable, Sendable, Equatable {
    let id: String
    let role: String
    /// Nil for an officer who approves for all senders.
    let enterpriseNumber: String?
    let privateKeyFile: String
  }

  struct Citizen: Codable, Sendable, Equatable {
    let nationalNumber: String
    let name: String
    let language: String
    let state: DemoCast.Citizen.State
    /// What one chooses at the played sign-in.
    let login: String
    /// Where the notices go at start; nil for a citizen without.
    let emailAddress: String?
  }

  /// A document provider, as the federation tells it.
  struct Registry: Codable, Sendable, Equatable {
    let id: String
    let name: String
    let registryV3URL: String
  }

  let baseURL: String
  let portalURL: String
  /// The page of outgoing mail; files of it lie in `mail` of the data folder.
  let mailURL: String
  let tokenURL: String
  /// Of the first document provider.
  let registryV3URL: String
  /// Of every document provider.
  let registries: [Registry]
  /// SOAP EboxMessage 1.8; the description is at `?wsdl`.
  let eboxMessageURL: String
  /// SOAP CitizenProfile 1.3, likewise.
  let citizenProfileURL: String
  /// SOAP RegisteredMail 1.6, likewise.
  let registeredMailURL: String
  /// The played time-stamp authority (RFC 3161 over HTTP).
  let timestampURL: String
  /// PEM: the certificate to which that of each proof's seal and time stamp leads.
  let proofAnchorsFile: String
  /// SHA-256 of the seal's certificate, in hex.
  let sealFingerprint: String?
  let senders: [Sender]
  let channels: [Channel]
  let approvers: [Approver]
  let citizens: [Citizen]

  static func read(_ file: URL) throws -> DemoFile {
    try JSONDecoder().decode(DemoFile.self, from: Data(contentsOf: file))
  }

  func write(to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (encoder.encode(self) + Data("\n".utf8)).write(to: file, options: .atomic)
  }
}
