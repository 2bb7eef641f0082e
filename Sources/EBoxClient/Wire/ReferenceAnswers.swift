import Contracts
import Foundation
import Vocabulary

struct MessageTypeAnswer: Decodable {
  struct ValidityPeriod: Decodable {
    let validityPeriodNumber: Int
    let validityPeriodUnit: String
  }

  let messageTypeId: String
  let messageTypeName: TranslatedAnswer
  let messageTypeDescription: TranslatedAnswer?
  let validityPeriod: ValidityPeriod
  let senderOrganizationIds: [String]
  let senderApplicationIds: [String]
  let isReplyAllowed: Bool?
  let isPaymentAllowed: Bool?
  let isUpdateAllowed: Bool?
  let isKeptForInactive: Bool?
  let legalGround: TranslatedAnswer?
  let due: DueAnswer?
  let paperUntil: String?
  let businessDataRules: [BusinessDataRuleAnswer]?
  let registeredMail: RegisteredRuleAnswer?

  func messageType() throws -> MessageType {
    guard let unit = Period.Unit(rawValue: validityPeriod.validityPeriodUnit) else {
      throw ClientFault.answerMalformed
    }
    return MessageType(
      id: try MessageTypeID(parsing: messageTypeId), name: try messageTypeName.text(),
      description: try messageTypeDescription?.text(),
      validity: try Period(parsing: validityPeriod.validityPeriodNumber, unit),
      isReplyAllowed: isReplyAllowed ?? false, isPaymentAllowed: isPaymentAllowed ?? false,
      isUpdateAllowed: isUpdateAllowed ?? false,
      isKeptForInactive: isKeptForInactive ?? false,
      legalGround: try legalGround?.text(),
      organizations: try senderOrganizationIds.map { try EnterpriseNumber(parsing: $0) },
      applications: try senderApplicationIds.map { try ApplicationID(parsing: $0) }, due: try due?.rule(),
      paperUntil: try paperUntil.map { try CalendarDate(parsing: $0) },
      businessData: try businessDataRules?.map { try $0.rule() } ?? [],
      registeredMail: try registeredMail?.rule())
  }
}

struct BusinessDataRuleAnswer: Decodable {
  let key: String
  let name: TranslatedAnswer
  let description: TranslatedAnswer?
  let isRequired: Bool
  let pattern: String?

  func rule() throws -> BusinessDataRule {
    BusinessDataRule(
      key: try BusinessDataKey(parsing: key), name: try name.text(), description: try description?.text(),
      isRequired: isRequired, pattern: ownPattern)
  }

  /// Nil for a pattern that this client can't hold a value against: the registry does.
  private var ownPattern: ValuePattern? {
    guard let pattern else { return nil }
    do { return try ValuePattern(parsing: pattern) } catch { return nil }
  }
}

struct DueAnswer: Decodable {
  let dueKind: String
  let duePeriodNumber: Int
  let duePeriodUnit: String

  /// - Returns: nil for a kind that this client does not know.
  func rule() throws -> DueRule? {
    guard let unit = Period.Unit(rawValue: duePeriodUnit) else { throw ClientFault.answerMalformed }
    return try Due.Kind(rawValue: dueKind).map {
      DueRule($0, after: try Period(parsing: duePeriodNumber, unit))
    }
  }
}

struct ApplicationAnswer: Decodable {
  let applicationId: String
  let applicationName: TranslatedAnswer
  let applicationDescription: TranslatedAnswer?
  let applicationLogos: [ImageAnswer]?
  let applicationUrl: TranslatedAnswer?
  let senderOrganizationIds: [String]
  let messageTypeIds: [String]
  let contactBusiness: String?
  let contactTechnical: String?

  func application() throws -> SenderApplication {
    SenderApplication(
      id: try ApplicationID(parsing: applicationId), name: try applicationName.text(),
      organizations: try senderOrganizationIds.map { try EnterpriseNumber(parsing: $0) },
      messageTypes: try messageTypeIds.map { try MessageTypeID(parsing: $0) }, contact: contactBusiness,
      presentation: Presentation(
        description: try applicationDescription?.text(), url: try applicationUrl?.text(),
        contactTechnical: contactTechnical, logos: try applicationLogos?.compactMap { try $0.logo() } ?? []))
  }
}

struct ImageAnswer: Decodable {
  let imageId: String
  let size: Double
  let mediaType: String
  let language: String?

  /// - Returns: nil for a kind of picture that this client does not know.
  func logo() throws -> Logo? {
    guard (0...Double(Logo.bytesMax)).contains(size * 1024) else { throw ClientFault.answerMalformed }
    return try Logo.MediaType(rawValue: mediaType).map {
      Logo(
        id: try ImageID(parsing: imageId), mediaType: $0, size: Int(size * 1024),
        language: language.flatMap(Language.init(rawValue:)))
    }
  }
}

struct OrganizationAnswer: Decodable {
  let organizationId: String
  let organizationShortName: TranslatedAnswer
  let organizationLongName: TranslatedAnswer?
  let organizationLogos: [ImageAnswer]?
  let organizationUrl: TranslatedAnswer?
  let contactTechnical: String?
  let contactBusiness: String?
  let senderApplicationIds: [String]
  let messageTypeIds: [String]
  let isSuspended: Bool?

  func organization() throws -> SenderOrganization {
    SenderOrganization(
      number: try EnterpriseNumber(parsing: organizationId), name: try organizationShortName.text(),
      contact: contactBusiness ?? "",
      applications: try senderApplicationIds.map { try ApplicationID(parsing: $0) },
      messageTypes: try messageTypeIds.map { try MessageTypeID(parsing: $0) },
      standing: isSuspended ?? false ? .suspended : .production,
      presentation: Presentation(
        description: try organizationLongName?.text(), url: try organizationUrl?.text(),
        contactTechnical: contactTechnical, logos: try organizationLogos?.compactMap { try $0.logo() } ?? []))
  }
}
