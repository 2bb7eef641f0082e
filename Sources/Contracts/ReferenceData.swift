package import Vocabulary

/// Who sends what: registered by configuration, read by everyone.
package protocol ReferenceData: Sendable {
  func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType>
  func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType?
  func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication>
  func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication?
  func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization>
  func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization?
}

/// A kind of message, registered for (organisation, application) couples (R-PUB-8, R-PUB-11).
package struct MessageType: Hashable, Sendable {
  package let id: MessageTypeID
  package let name: TranslatedText
  package let description: TranslatedText?
  package let validity: Period
  package let isReplyAllowed: Bool
  /// Whether its messages may ask for a payment.
  package let isPaymentAllowed: Bool
  /// Whether an unseen message is kept for a citizen who has not activated; needs `legalGround` (domain.md).
  package let isKeptForInactive: Bool
  package let legalGround: TranslatedText?
  package let organizations: [EnterpriseNumber]
  package let applications: [ApplicationID]
  /// What the citizen has to do in time, if anything.
  package let due: DueRule?
  /// The last day, in Brussels, on which what is published is sent on paper too; nil for a sender that is not
  /// in transition (R-CON-7, R-PUB-11).
  package let paperUntil: CalendarDate?

  package init(
    id: MessageTypeID, name: TranslatedText, description: TranslatedText?, validity: Period,
    isReplyAllowed: Bool, isPaymentAllowed: Bool = false,
    isKeptForInactive: Bool, legalGround: TranslatedText?, organizations: [EnterpriseNumber],
    applications: [ApplicationID], due: DueRule? = nil, paperUntil: CalendarDate? = nil
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.validity = validity
    self.isReplyAllowed = isReplyAllowed
    self.isPaymentAllowed = isPaymentAllowed
    self.isKeptForInactive = isKeptForInactive
    self.legalGround = legalGround
    self.organizations = organizations
    self.applications = applications
    self.due = due
    self.paperUntil = paperUntil
  }

  /// Whether what was published then was sent on paper too.
  package func isOnPaperToo(publishedAt: Instant) -> Bool {
    paperUntil.map { CalendarDate(inBrusselsAt: publishedAt) <= $0 } ?? false
  }
}

/// A term of law that runs from the moment of making available (domain.md, "Publication").
package struct DueRule: Hashable, Sendable {
  package let kind: Due.Kind
  package let after: Period

  package init(_ kind: Due.Kind, after: Period) {
    self.kind = kind
    self.after = after
  }

  /// The instant at which the term is over: 24:00 in Brussels on its last day.
  package func end(availableAt: Instant) -> Instant { after.end(from: availableAt) }
}

/// An application of one organisation or several, from which messages of certain types are sent.
package struct SenderApplication: Hashable, Sendable {
  package let id: ApplicationID
  package let name: TranslatedText
  package let organizations: [EnterpriseNumber]
  package let messageTypes: [MessageTypeID]

  package init(
    id: ApplicationID, name: TranslatedText, organizations: [EnterpriseNumber], messageTypes: [MessageTypeID]
  ) {
    self.id = id
    self.name = name
    self.organizations = organizations
    self.messageTypes = messageTypes
  }
}

/// A sender, as it stands on every message (R-PUB-5).
package struct SenderOrganization: Hashable, Sendable {
  package let number: EnterpriseNumber
  package let name: TranslatedText
  /// A help desk, never a named person (reference §2.3).
  package let contact: String
  package let applications: [ApplicationID]
  package let messageTypes: [MessageTypeID]
  /// A suspended sender is refused at publication; its messages stay readable.
  package let isSuspended: Bool

  package init(
    number: EnterpriseNumber, name: TranslatedText, contact: String, applications: [ApplicationID],
    messageTypes: [MessageTypeID], isSuspended: Bool
  ) {
    self.number = number
    self.name = name
    self.contact = contact
    self.applications = applications
    self.messageTypes = messageTypes
    self.isSuspended = isSuspended
  }
}
