package import Vocabulary

/// Who sends what: registered by configuration, read by everyone.
package protocol ReferenceData: Sendable {
  func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType>
  func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType?
  func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication>
  func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication?
  func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization>
  func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization?
  /// The bytes of one of its logos, at most ``Logo/bytesMax``; nil when it has no such logo.
  func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]?
}

/// The right of a document service provider to act for a sender (R-PUB-6); registered by configuration.
package struct Mandate: Hashable, Sendable {
  package let representative: EnterpriseNumber
  package let sender: EnterpriseNumber
  /// From when it was revoked or ended; nil while nobody said when.
  package let until: Instant?

  package init(representative: EnterpriseNumber, sender: EnterpriseNumber, until: Instant? = nil) {
    self.representative = representative
    self.sender = sender
    self.until = until
  }

  package func isInForce(at instant: Instant) -> Bool { until.map { instant < $0 } ?? true }
}

/// Whose logo it is.
package enum LogoOwner: Hashable, Sendable {
  case organization(EnterpriseNumber)
  case application(ApplicationID)
}

/// A small picture that stands beside a sender's or an application's name (contract 2.1, `Image`).
package struct Logo: Hashable, Sendable {
  package enum MediaType: String, Hashable, Sendable, CaseIterable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case gif = "image/gif"
    case svg = "image/svg+xml"
  }

  package static let bytesMax = 65_536

  package let id: ImageID
  package let mediaType: MediaType
  /// Bytes.
  package let size: Int
  /// The language that is written in it; nil for none, or for all.
  package let language: Language?

  package init(id: ImageID, mediaType: MediaType, size: Int, language: Language? = nil) {
    self.id = id
    self.mediaType = mediaType
    self.size = size
    self.language = language
  }
}

/// What a sender or an application says of itself beside its name (contract 2.1).
package struct Presentation: Hashable, Sendable {
  /// The long name of an organisation; what an application is for.
  package let description: TranslatedText?
  /// Where its own pages are, per language.
  package let url: TranslatedText?
  /// A help desk for developers, never a named person.
  package let contactTechnical: String?
  package let logos: [Logo]

  package init(
    description: TranslatedText? = nil, url: TranslatedText? = nil, contactTechnical: String? = nil,
    logos: [Logo] = []
  ) {
    self.description = description
    self.url = url
    self.contactTechnical = contactTechnical
    self.logos = logos
  }
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
  /// Whether a later message may correct one of these.
  package let isUpdateAllowed: Bool
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
  /// The business data that its messages may or must have; nothing else is taken.
  package let businessData: [BusinessDataRule]
  /// The language of what is published without saying one (SOAP has one title and no language).
  package let language: Language
  /// How its messages are delivered as registered mail; nil for a type of ordinary messages.
  package let registeredMail: RegisteredMailRule?

  package init(
    id: MessageTypeID, name: TranslatedText, description: TranslatedText?, validity: Period,
    isReplyAllowed: Bool, isPaymentAllowed: Bool = false, isUpdateAllowed: Bool = false,
    isKeptForInactive: Bool, legalGround: TranslatedText?, organizations: [EnterpriseNumber],
    applications: [ApplicationID], due: DueRule? = nil, paperUntil: CalendarDate? = nil,
    businessData: [BusinessDataRule] = [], language: Language = .nl,
    registeredMail: RegisteredMailRule? = nil
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.validity = validity
    self.isReplyAllowed = isReplyAllowed
    self.isPaymentAllowed = isPaymentAllowed
    self.isUpdateAllowed = isUpdateAllowed
    self.isKeptForInactive = isKeptForInactive
    self.legalGround = legalGround
    self.organizations = organizations
    self.applications = applications
    self.due = due
    self.paperUntil = paperUntil
    self.businessData = businessData
    self.language = language
    self.registeredMail = registeredMail
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
  /// A help desk for citizens; nil where only the organisation has one.
  package let contact: String?
  package let presentation: Presentation

  package init(
    id: ApplicationID, name: TranslatedText, organizations: [EnterpriseNumber],
    messageTypes: [MessageTypeID], contact: String? = nil, presentation: Presentation = Presentation()
  ) {
    self.id = id
    self.name = name
    self.organizations = organizations
    self.messageTypes = messageTypes
    self.contact = contact
    self.presentation = presentation
  }
}

/// A sender, as it stands on every message (R-PUB-5).
package struct SenderOrganization: Hashable, Sendable {
  /// How far it has come with its document provider.
  package enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Applied, and not approved yet: it rehearses publications, and learns nothing of citizens.
    case applicant
    case production
    /// Refused at publication; its messages stay readable.
    case suspended
  }

  package let number: EnterpriseNumber
  package let name: TranslatedText
  /// A help desk, never a named person (reference §2.3).
  package let contact: String
  package let applications: [ApplicationID]
  package let messageTypes: [MessageTypeID]
  package let standing: Standing
  package let presentation: Presentation

  package init(
    number: EnterpriseNumber, name: TranslatedText, contact: String, applications: [ApplicationID],
    messageTypes: [MessageTypeID], standing: Standing, presentation: Presentation = Presentation()
  ) {
    self.number = number
    self.name = name
    self.contact = contact
    self.applications = applications
    self.messageTypes = messageTypes
    self.standing = standing
    self.presentation = presentation
  }

  package var isSuspended: Bool { standing == .suspended }
}
