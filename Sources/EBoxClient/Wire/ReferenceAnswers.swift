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
  let isKeptForInactive: Bool?
  let legalGround: TranslatedAnswer?
  let due: DueAnswer?
  let paperUntil: String?

  func messageType() throws -> MessageType {
    guard let unit = Period.Unit(rawValue: validityPeriod.validityPeriodUnit) else {
      throw ClientFault.answerMalformed
    }
    return MessageType(
      id: try MessageTypeID(parsing: messageTypeId), name: try messageTypeName.text(),
      description: try messageTypeDescription?.text(),
      validity: try Period(parsing: validityPeriod.validityPeriodNumber, unit),
      isReplyAllowed: isReplyAllowed ?? false, isPaymentAllowed: isPaymentAllowed ?? false,
      isKeptForInactive: isKeptForInactive ?? false,
      legalGround: try legalGround?.text(),
      organizations: try senderOrganizationIds.map { try EnterpriseNumber(parsing: $0) },
      applications: try senderApplicationIds.map { try ApplicationID(parsing: $0) }, due: try due?.rule(),
      paperUntil: try paperUntil.map { try CalendarDate(parsing: $0) })
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
  let senderOrganizationIds: [String]
  let messageTypeIds: [String]

  func application() throws -> SenderApplication {
    SenderApplication(
      id: try ApplicationID(parsing: applicationId), name: try applicationName.text(),
      organizations: try senderOrganizationIds.map { try EnterpriseNumber(parsing: $0) },
      messageTypes: try messageTypeIds.map { try MessageTypeID(parsing: $0) })
  }
}

struct OrganizationAnswer: Decodable {
  let organizationId: String
  let organizationShortName: TranslatedAnswer
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
      isSuspended: isSuspended ?? false)
  }
}
