package import Vocabulary

/// Where an edge records an attempt that it turned down before any party saw it: a bad token, a malformed
/// request, a body past its limit (R-AUD-1). Recorded before it is answered.
package protocol AttemptLog: Sendable {
  /// - Throws: faults; the edge then answers 500, because an attempt that can't be recorded is not answered
  ///   otherwise.
  func record(_ attempt: Attempt) async throws
}

/// An attempt that an edge refused, or let pass by an exception (status below 400).
///
/// Holds no personal data: who is a client id, an organisation or a mailbox.
package struct Attempt: Hashable, Sendable {
  /// What was tried, as an audit action: `publish`, `list`, `read`, `token`…
  package let action: String
  package let requestID: RequestID
  /// The HTTP status that is answered.
  package let status: Int
  /// The code of the problem document.
  package let code: String
  package let clientID: String?
  package let organization: EnterpriseNumber?
  package let mailbox: MailboxID?

  package init(
    action: String, requestID: RequestID, status: Int, code: String, clientID: String? = nil,
    organization: EnterpriseNumber? = nil, mailbox: MailboxID? = nil
  ) {
    self.action = action
    self.requestID = requestID
    self.status = status
    self.code = code
    self.clientID = clientID
    self.organization = organization
    self.mailbox = mailbox
  }
}
