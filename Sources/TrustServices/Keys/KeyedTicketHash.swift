import Crypto
package import Vocabulary

/// Finds a publication by its sender's name for it without keeping the name, which may say whom it is about:
/// HMAC-SHA-256 under the root key `ticket-hash`.
package struct KeyedTicketHash: Sendable {
  package static let rootPurpose = "ticket-hash"

  private let key: SymmetricKey

  package init(keys: any KeyStore) throws { key = try keys.rootKey(KeyedTicketHash.rootPurpose) }

  /// What was published under a ticket, from the digest of its contents: nobody who guesses a content can
  /// check the guess, nor see that two tickets have one content. 32 bytes.
  package func fingerprint(of content: [UInt8], under ticket: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: ticket + content, using: key))
  }

  /// 32 bytes; no ticket has the same.
  package func hash(_ token: RegisteredToken, of sender: EnterpriseNumber) -> [UInt8] {
    let text = "registered-mail \(sender.digits) \(token.text)"
    return Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
  }

  /// 32 bytes, the same for every sequence of a ticket.
  package func hash(_ ticket: Ticket, of sender: EnterpriseNumber) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array("\(sender.digits) \(ticket.text)".utf8), using: key))
  }
}
