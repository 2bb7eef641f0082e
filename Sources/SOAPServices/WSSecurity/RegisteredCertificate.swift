package import Contracts
import Crypto
package import Vocabulary

/// The certificate with which a sender's or a channel's system signs, as registered: an exact certificate,
/// not whatever an authority issues.
package struct RegisteredCertificate: Hashable, Sendable {
  /// What its subject says, for who it is registered.
  package struct Identity: Hashable, Sendable {
    package let clientID: String
    package let organization: EnterpriseNumber
    /// Nil for a certificate that several applications share.
    package let application: ApplicationID?
    package let scopes: Set<Scope>
    /// Of its subject.
    package let commonName: String
    /// Nil for a sender's.
    package let channel: ChannelID?
    /// For what a sender looks at the profiles of citizens, as declared; nil when it does not.
    package let profilePurpose: ProfilePurpose?

    package init(
      clientID: String, organization: EnterpriseNumber, application: ApplicationID?, scopes: Set<Scope>,
      commonName: String, channel: ChannelID? = nil, profilePurpose: ProfilePurpose? = nil
    ) {
      self.clientID = clientID
      self.organization = organization
      self.application = application
      self.scopes = scopes
      self.commonName = commonName
      self.channel = channel
      self.profilePurpose = profilePurpose
    }

    /// For what it may look at profiles of citizens now; nil when it may not.
    func purpose(at now: Instant) -> String? {
      guard channel == nil, let profilePurpose, profilePurpose.isInForce(at: now) else { return nil }
      return profilePurpose.text
    }
  }

  /// How the certificate can be named (X.509 Token Profile 1.0 §3.2).
  package struct Names: Hashable, Sendable {
    /// Of the issuer, in the order of the certificate: `type=value`, the type as RFC 4514 writes it.
    package let issuer: [String]
    /// Decimal.
    package let serial: String
    package let subjectKeyIdentifier: [UInt8]?

    package init(issuer: [String], serial: String, subjectKeyIdentifier: [UInt8]?) {
      self.issuer = issuer
      self.serial = serial
      self.subjectKeyIdentifier = subjectKeyIdentifier
    }
  }

  /// What a sender may do less strictly than the policy says, until then.
  package struct Exceptions: Hashable, Sendable {
    /// The token need not be signed.
    package let unsignedTokenUntil: Instant?
    /// The signature may be RSA with SHA-1; digests may not.
    package let sha1Until: Instant?

    package init(unsignedTokenUntil: Instant? = nil, sha1Until: Instant? = nil) {
      self.unsignedTokenUntil = unsignedTokenUntil
      self.sha1Until = sha1Until
    }
  }

  package let identity: Identity
  /// DER.
  package let bytes: [UInt8]
  package let names: Names
  package let notBefore: Instant
  package let notAfter: Instant
  package let exceptions: Exceptions
  let thumbprint: [UInt8]

  package init(
    _ identity: Identity, bytes: [UInt8], names: Names, validity: (from: Instant, until: Instant),
    exceptions: Exceptions = Exceptions()
  ) {
    self.identity = identity
    self.bytes = bytes
    self.names = names
    (notBefore, notAfter) = validity
    self.exceptions = exceptions
    thumbprint = Array(Insecure.SHA1.hash(data: bytes))
  }

  func isValid(at now: Instant) -> Bool { notBefore <= now && now < notAfter }
}

/// For what a sender looks at the profiles of citizens.
package struct ProfilePurpose: Hashable, Sendable {
  package let text: String
  /// When the last mandate ends by which it may; nil for a sender of its own, or while no end is known.
  package let until: Instant?

  package init(text: String, until: Instant? = nil) {
    self.text = text
    self.until = until
  }

  func isInForce(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
}

extension Optional<Instant> {
  func isAhead(of now: Instant) -> Bool { map { now < $0 } ?? false }
}
