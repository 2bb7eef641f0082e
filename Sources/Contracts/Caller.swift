package import Vocabulary

/// Identifies one request through logs, problem documents and audit entries; made at the edge.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
}

/// An OAuth scope, by its last part; the wire prefix is ``wirePrefix`` (reference §2.6).
package enum Scope: String, Hashable, Sendable, CaseIterable {
  /// Publishes, and asks for the status of its own messages.
  case publicationSender = "publicationsender"
  /// The same for another organisation, by its mandate (reference §2.5).
  case representativePublication = "eboxrepresentativepublication"
  /// Reads the messages of the citizen that the token is bound to.
  case documentConsumer = "documentconsumer"
  /// Lists and opens messages; what 2.1 calls the full list. Grants the same as ``documentConsumer``.
  case messagesFull = "messagesfull"
  /// The counters of the citizen's own box.
  case summaryOwnEbox = "summaryownebox"
  /// Message types, applications and organisations.
  case referenceData = "referencedata"
  /// A channel's own: the notices that it tells its citizens (R-NOT-4). Ours.
  case notices = "notices"

  package static let wirePrefix = "scope:document:management:consult:ws-eboxrestentreprise:"
  package var wire: String { Scope.wirePrefix + rawValue }

  package init?(wire: some StringProtocol) {
    guard wire.hasPrefix(Scope.wirePrefix) else { return nil }
    self.init(rawValue: String(wire.dropFirst(Scope.wirePrefix.count)))
  }
}

/// How surely the citizen was authenticated (eIDAS levels, R-BOX-2). Reading needs at least ``substantial``.
package enum AssuranceLevel: Int, Hashable, Sendable, Comparable, CaseIterable {
  case low, substantial, high
  package static let readingMin = AssuranceLevel.substantial

  /// The `acr` value on the wire: `urn:be:fedict:iam:fas:Level` with 300, 400 or 500 at CSAM; here the eIDAS
  /// URIs.
  package var acr: String { "http://eidas.europa.eu/LoA/\(self)" }
  package init?(acr: String) {
    guard let level = AssuranceLevel.allCases.first(where: { $0.acr == acr }) else { return nil }
    self = level
  }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An authenticated sender organisation's system. Only an edge makes one, after introspection of its token.
package struct SenderCaller: Hashable, Sendable {
  package let clientID: String
  /// The organisation that is authenticated.
  package let organization: EnterpriseNumber
  /// For whom it says that it acts (`On-Behalf-Of-Enterprise-Number`); nil for itself. The mandate is the
  /// document provider's to check (R-PUB-6).
  package let represented: EnterpriseNumber?
  package let scopes: Set<Scope>
  package let requestID: RequestID

  package init(
    clientID: String, organization: EnterpriseNumber, represented: EnterpriseNumber? = nil,
    scopes: Set<Scope>, requestID: RequestID
  ) {
    self.clientID = clientID
    self.organization = organization
    self.represented = represented
    self.scopes = scopes
    self.requestID = requestID
  }

  /// Whose messages these are: the sender.
  package var sender: EnterpriseNumber { represented ?? organization }

  /// This caller, put aside with work that goes on after its request: a batch. The standing of its
  /// organisation and its mandate are judged again with everything it does; that of its client is that of the
  /// request.
  package var putAside: String {
    ([clientID, organization.digits, represented?.digits ?? "", requestID.text]
      + scopes.map(\.rawValue).sorted()).joined(separator: "\n")
  }

  /// - Parameter text: what ``putAside`` gave.
  /// - Returns: nil for anything else.
  package static func taken(up text: String) -> SenderCaller? {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4 else { return nil }
    let scopes = parts[4...].compactMap(Scope.init(rawValue:))
    do throws(InvalidIdentifier) {
      return SenderCaller(
        clientID: parts[0], organization: try EnterpriseNumber(parsing: parts[1]),
        represented: parts[2].isEmpty ? nil : try EnterpriseNumber(parsing: parts[2]),
        scopes: Set(scopes), requestID: RequestID(parts[3]))
    } catch { return nil }
  }
}

/// What contents are asked for (domain.md, "Reading").
package enum ReadingPurpose: String, Hashable, Sendable, CaseIterable {
  /// The citizen's own act.
  case reading
  /// Ahead of it, declared as such: not a reading. The citizen must have allowed it to the channel.
  case prefetch
}

/// A channel that acts for the citizen who is signed in to it. Only an edge makes one, after introspection
/// of its token.
package struct ChannelCaller: Hashable, Sendable {
  package let channel: ChannelID
  package let mailbox: MailboxID
  package let assurance: AssuranceLevel
  package let scopes: Set<Scope>
  package let requestID: RequestID
  /// Of the contents that it opens; what else it asks is the same for both.
  package let purpose: ReadingPurpose

  package init(
    channel: ChannelID, mailbox: MailboxID, assurance: AssuranceLevel, scopes: Set<Scope>,
    requestID: RequestID, purpose: ReadingPurpose = .reading
  ) {
    self.channel = channel
    self.mailbox = mailbox
    self.assurance = assurance
    self.scopes = scopes
    self.requestID = requestID
    self.purpose = purpose
  }
}

/// A channel that asks for the notices of its citizens; no citizen takes part. Only an edge makes one, after
/// introspection of its token.
package struct NotifierCaller: Hashable, Sendable {
  package let channel: ChannelID
  package let scopes: Set<Scope>
  package let requestID: RequestID

  package init(channel: ChannelID, scopes: Set<Scope>, requestID: RequestID) {
    self.channel = channel
    self.scopes = scopes
    self.requestID = requestID
  }
}
