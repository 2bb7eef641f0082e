import Contracts
import Vocabulary

/// The register as reference data tells it: without senders that only applied, and without what only they
/// would send. Nobody who reads it takes an applicant for a sender.
struct ToldRegister: Sendable {
  let organizations: [SenderOrganization]
  let applications: [SenderApplication]
  let messageTypes: [MessageType]
  private(set) var organizationByNumber: [EnterpriseNumber: SenderOrganization] = [:]
  private(set) var applicationByID: [ApplicationID: SenderApplication] = [:]
  private(set) var messageTypeByID: [MessageTypeID: MessageType] = [:]

  init(
    _ organizations: [SenderOrganization], _ applications: [SenderApplication], _ messageTypes: [MessageType]
  ) {
    let applicants = Set(organizations.filter { $0.standing == .applicant }.map(\.number))
    self.organizations = organizations.filter { !applicants.contains($0.number) }
    self.applications = applications.filter { !Self.isOnly(applicants, $0.organizations) }
      .map { $0.without(applicants) }
    self.messageTypes = messageTypes.filter { !Self.isOnly(applicants, $0.organizations) }
      .map { $0.without(applicants) }
    for organization in self.organizations { organizationByNumber[organization.number] = organization }
    for application in self.applications { applicationByID[application.id] = application }
    for type in self.messageTypes { messageTypeByID[type.id] = type }
  }

  /// Whether something is of some of those organisations and of nobody else.
  static func isOnly(_ few: Set<EnterpriseNumber>, _ numbers: [EnterpriseNumber]) -> Bool {
    !numbers.isEmpty && numbers.allSatisfy(few.contains)
  }
}

extension SenderApplication {
  fileprivate func without(_ applicants: Set<EnterpriseNumber>) -> SenderApplication {
    SenderApplication(
      id: id, name: name, organizations: organizations.filter { !applicants.contains($0) },
      messageTypes: messageTypes, contact: contact, presentation: presentation)
  }
}

extension MessageType {
  fileprivate func without(_ applicants: Set<EnterpriseNumber>) -> MessageType {
    MessageType(
      id: id, name: name, description: description, validity: validity, isReplyAllowed: isReplyAllowed,
      isPaymentAllowed: isPaymentAllowed, isUpdateAllowed: isUpdateAllowed,
      isKeptForInactive: isKeptForInactive, legalGround: legalGround,
      organizations: organizations.filter { !applicants.contains($0) }, applications: applications,
      due: due, paperUntil: paperUntil, businessData: businessData, language: language,
      registeredMail: registeredMail)
  }
}
