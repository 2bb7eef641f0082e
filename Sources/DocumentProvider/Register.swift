package import Contracts
import TrustServices
package import Vocabulary

/// The senders, applications and message types that this document provider knows, as configured.
///
/// A publication is allowed for a triplet (organisation, application, message type) when each of the three
/// names the two others.
package struct Register: ReferenceData, Sendable {
  private let organizations: [SenderOrganization]
  private let applications: [SenderApplication]
  private let messageTypes: [MessageType]
  private let organizationByNumber: [EnterpriseNumber: SenderOrganization]
  private let applicationByID: [ApplicationID: SenderApplication]
  private let messageTypeByID: [MessageTypeID: MessageType]
  /// Without those who only applied.
  private let told: ToldRegister
  /// Who sends at another document provider, and may have sent here before: found by its number, with what it
  /// is called, but in no list of senders.
  package var guests: Set<EnterpriseNumber> = []
  private let images: [ImageID: [UInt8]]
  private let mandates: [Mandate]
  /// Who may approve that an opened message is taken back.
  let approvers: [ApproverID: RecallApprover]

  /// Who may do what for senders beside their own systems.
  package struct Rights: Sendable {
    package let mandates: [Mandate]
    package let approvers: [RecallApprover]

    package init(mandates: [Mandate] = [], approvers: [RecallApprover] = []) {
      self.mandates = mandates
      self.approvers = approvers
    }
  }

  /// - Throws: ``RegisterMistake``, the first in the order of its cases.
  package init(
    organizations: [SenderOrganization], applications: [SenderApplication], messageTypes: [MessageType],
    images: [ImageID: [UInt8]] = [:], rights: Rights = Rights()
  ) throws(RegisterMistake) {
    self.images = images
    mandates = rights.mandates
    approvers = try Self.indexed(rights.approvers, by: \.id)
    self.organizations = organizations.sorted { $0.number < $1.number }
    self.applications = applications.sorted { $0.id < $1.id }
    self.messageTypes = messageTypes.sorted { $0.id < $1.id }
    told = ToldRegister(self.organizations, self.applications, self.messageTypes)
    organizationByNumber = try Self.indexed(organizations, by: \.number)
    applicationByID = try Self.indexed(applications, by: \.id)
    messageTypeByID = try Self.indexed(messageTypes, by: \.id)
    try checkNames()
    try Self.checkPeople(rights.approvers)
    for type in self.messageTypes where type.isKeptForInactive && type.legalGround == nil {
      throw .keptWithoutLegalGround(type.id)
    }
    for type in self.messageTypes where type.registeredMail != nil {
      if type.isKeptForInactive || type.isUpdateAllowed { throw .registeredMailNotAlone(type.id) }
      if case .acceptance(let period)? = type.registeredMail, !type.validity.isNeverShorter(than: period) {
        throw .termBeforeDecision(type.id)
      }
    }
  }

  /// Why this caller may not act as a sender: the scope first, then its own standing where it acts for
  /// another, then the mandate.
  func denial(of caller: SenderCaller, at now: Instant) -> Denial? {
    guard let represented = caller.represented else {
      return caller.scopes.contains(.publicationSender) ? nil : .missingScope(.publicationSender)
    }
    guard caller.scopes.contains(.representativePublication) else {
      return .missingScope(.representativePublication)
    }
    if let denial = representativeDenial(of: caller.organization) { return denial }
    return mandated(by: caller.organization, at: now).contains(represented) ? nil : .noMandate
  }

  /// Why an organisation acts for nobody, whatever its mandates; who is not registered as a sender may be a
  /// document service provider.
  private func representativeDenial(of organization: EnterpriseNumber) -> Denial? {
    switch organizationByNumber[organization]?.standing {
    case .applicant?: .senderNotApproved
    case .suspended?: .senderSuspended
    case .production?, nil: nil
    }
  }

  /// For whom a caller asks where its contract has no place to name a sender: itself, by its own scope, and
  /// everyone whose mandate it holds now. At least one; each once.
  /// - Throws: why it is nobody.
  func senders(of caller: SenderCaller, at now: Instant) throws(Denial) -> [EnterpriseNumber] {
    if let represented = caller.represented {
      if let denial = denial(of: caller, at: now) { throw denial }
      return [represented]
    }
    let own = caller.scopes.contains(.publicationSender) ? [caller.organization] : []
    let isRepresentative = caller.scopes.contains(.representativePublication)
    let ownDenial = isRepresentative ? representativeDenial(of: caller.organization) : nil
    let mayRepresent = isRepresentative && ownDenial == nil
    let others = mayRepresent ? mandated(by: caller.organization, at: now).subtracting(own).sorted() : []
    guard !own.isEmpty || !others.isEmpty else {
      throw ownDenial ?? (isRepresentative ? .noMandate : .missingScope(.publicationSender))
    }
    return own + others
  }

  private func mandated(by representative: EnterpriseNumber, at now: Instant) -> Set<EnterpriseNumber> {
    Set(
      mandates.filter { $0.representative == representative && $0.isInForce(at: now) }.map(\.sender))
  }

  /// The message type of a message that its sender can be answered on; nil when nobody is there to read the
  /// answer, or how long it is kept is not known any more.
  func answerable(_ sender: EnterpriseNumber, _ messageType: MessageTypeID) -> MessageType? {
    guard organizationByNumber[sender]?.standing == .production else { return nil }
    return messageTypeByID[messageType]
  }

  /// Nil for who is not registered.
  func name(of sender: EnterpriseNumber) -> TranslatedText? { organizationByNumber[sender]?.name }

  /// Why a sender learns nothing of citizens; nil for one in good standing.
  func exclusion(of sender: EnterpriseNumber) -> Denial? {
    guard let organization = organizationByNumber[sender] else { return .senderNotRegistered }
    switch organization.standing {
    case .applicant: return .senderNotApproved
    case .production: return nil
    case .suspended: return .senderSuspended
    }
  }

  /// What is registered for the three names of a publication; nil parts are not registered.
  func standing(
    of sender: EnterpriseNumber, _ application: ApplicationID, _ messageType: MessageTypeID
  ) -> SenderStanding {
    let organization = organizationByNumber[sender]
    guard let organization, let application = applicationByID[application],
      let type = messageTypeByID[messageType],
      organization.applications.contains(application.id), organization.messageTypes.contains(type.id),
      application.organizations.contains(sender), application.messageTypes.contains(type.id),
      type.organizations.contains(sender), type.applications.contains(application.id)
    else { return SenderStanding(organization, messageType: nil) }
    return SenderStanding(organization, messageType: type)
  }

  /// Everyone who sends, for a search by name.
  var allOrganizations: [SenderOrganization] { told.organizations }
  var allApplications: [SenderApplication] { told.applications }
  var allMessageTypes: [MessageType] { told.messageTypes }

  package func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType> {
    Self.page(page, of: told.messageTypes)
  }

  package func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType? {
    told.messageTypeByID[id]
  }

  package func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication> {
    Self.page(page, of: told.applications.filter { !ToldRegister.isOnly(guests, $0.organizations) })
  }

  package func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication? {
    told.applicationByID[id]
  }

  package func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization> {
    Self.page(page, of: told.organizations.filter { !guests.contains($0.number) })
  }

  package func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization? {
    told.organizationByNumber[number]
  }

  package func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]? {
    let logos =
      switch owner {
      case .organization(let number): try await organization(number)?.presentation.logos
      case .application(let application): try await self.application(application)?.presentation.logos
      }
    return logos?.contains { $0.id == id } == true ? images[id] : nil
  }

  private func checkNames() throws(RegisterMistake) {
    for organization in organizations {
      try check(organization.applications, organization.messageTypes, [], in: organization.number.text)
    }
    for application in applications {
      try check([], application.messageTypes, application.organizations, in: application.id.text)
    }
    for type in messageTypes { try check(type.applications, [], type.organizations, in: type.id.text) }
  }

  private func check(
    _ applications: [ApplicationID], _ types: [MessageTypeID], _ organizations: [EnterpriseNumber],
    in entry: String
  ) throws(RegisterMistake) {
    if let name = applications.first(where: { applicationByID[$0] == nil }) {
      throw .namesUnknown(name.text, in: entry)
    }
    if let name = types.first(where: { messageTypeByID[$0] == nil }) {
      throw .namesUnknown(name.text, in: entry)
    }
    if let name = organizations.first(where: { organizationByNumber[$0] == nil }) {
      throw .namesUnknown(name.text, in: entry)
    }
  }

  /// One person, one key: who holds two would approve alone.
  private static func checkPeople(_ approvers: [RecallApprover]) throws(RegisterMistake) {
    for (index, approver) in approvers.enumerated() {
      let same = approvers[..<index].first { $0.key.fingerprint == approver.key.fingerprint }
      if let same { throw .keyShared(same.id, approver.id) }
      if approver.role == .recall, approver.organization == nil { throw .approverOfNobody(approver.id) }
    }
  }

  private static func indexed<Name: Hashable & CustomStringConvertible, Entry>(
    _ entries: [Entry], by name: (Entry) -> Name
  ) throws(RegisterMistake) -> [Name: Entry] {
    var index: [Name: Entry] = [:]
    for entry in entries {
      guard index.updateValue(entry, forKey: name(entry)) == nil else { throw .namedTwice("\(name(entry))") }
    }
    return index
  }

  private static func page<Item>(_ request: PageRequest, of items: [Item]) -> Page<Item> {
    Page(
      items: Array(items.dropFirst(request.offset).prefix(request.size)), total: items.count, request: request
    )
  }
}

/// What is registered for a publication's sender, application and message type.
struct SenderStanding: Hashable, Sendable {
  let isSuspended: Bool
  /// Nil when the triplet is not registered.
  let messageType: MessageType?
  /// Not approved yet: it only rehearses.
  var isApplicant = false
}

extension SenderStanding {
  init(_ organization: SenderOrganization?, messageType: MessageType?) {
    isSuspended = organization?.standing == .suspended
    isApplicant = organization?.standing == .applicant
    self.messageType = messageType
  }
}

/// Why a configured register can't be used.
package enum RegisterMistake: Error, Hashable, Sendable {
  case namedTwice(String)
  case namesUnknown(String, in: String)
  /// A message type that keeps messages for who has not activated needs its legal ground (domain.md,
  /// "Publication").
  case keptWithoutLegalGround(MessageTypeID)
  /// Registered mail is neither kept for who has not activated nor corrected.
  case registeredMailNotAlone(MessageTypeID)
  /// Registered mail would end before its citizen has decided on it.
  case termBeforeDecision(MessageTypeID)
  /// Two approvers of recalls with one key.
  case keyShared(ApproverID, ApproverID)
  /// Who approves for a sender is of one.
  case approverOfNobody(ApproverID)
}

extension EnterpriseNumber {
  fileprivate var text: String { digits }
}
