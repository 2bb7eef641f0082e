package import Vocabulary

/// A mail with its envelope.
package struct OutgoingMail: Sendable {
  /// Where a bounce goes; of this one mail alone (VERP).
  package let returnPath: EmailAddress
  package let recipient: EmailAddress
  /// Whole, signed, lines ended by CRLF.
  package let bytes: [UInt8]

  package init(returnPath: EmailAddress, recipient: EmailAddress, bytes: [UInt8]) {
    self.returnPath = returnPath
    self.recipient = recipient
    self.bytes = bytes
  }
}

/// The relay's last answer: code and, where it gave one, enhanced status (RFC 3463).
package struct RelayReply: Hashable, Sendable {
  package let code: Int
  package let status: EnhancedStatus?

  package init(code: Int, status: EnhancedStatus? = nil) {
    self.code = code
    self.status = status
  }
}

/// What became of a mail that was given to a relay.
package enum RelayOutcome: Hashable, Sendable {
  /// The relay took it over.
  case accepted(RelayReply)
  /// It was not taken; later it may be.
  case tryLater(RelayReply)
  /// The relay says that this address does not exist or takes no mail.
  case refusedForAddress(RelayReply)
  /// This mail is not delivered, and neither its address nor our standing is the reason: a full mailbox.
  case refusedForMail(RelayReply)
  /// The relay takes no mail from us, or not this kind (login, policy, sender): it would say so to others.
  case refusedForAll(RelayReply)
  /// No relay was reached, or its TLS or login is not as required; nothing was given. Carries words for a
  /// log, nothing personal.
  case unreachable(String)
  /// The whole mail was given and no answer came: it was taken, or it was not.
  case unknown
}

/// Takes mails to be delivered. The one part of notifying that tests and demonstrations play.
package protocol MailRelay: Sendable {
  /// One mail at a time for each relay; others wait.
  func send(_ mail: OutgoingMail) async -> RelayOutcome

  /// Ends the connection; none of ``send(_:)`` may follow.
  func close() async
}
