import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// createOrUpdateCitizenProfile: a channel changes language, address or ExclusiveEbox of a citizen who has
/// linked it. It can neither give nor withdraw a consent (R-CON-1).
enum CreateOrUpdateCitizenProfile {
  static func serve(_ exchange: SOAPExchange, _ registry: any ProfileRegistry) async throws -> Response {
    let profiles = registry.profiles(for: try exchange.channel())
    try await exchange.checkNoAttachments()
    let number = exchange.payload.core("INSS")?.text ?? ""
    let citizen = try citizen(number)
    let change = try change(exchange.payload)
    try await exchange.ask(SOAPFault.init(_:)) { () async throws(Failure<LinkedProfileRejection>) in
      try await profiles.change(citizen, change)
    }
    return CitizenProfileContract.response("CreateOrUpdateCitizenProfileResponse") { writer in
      writer.element("c:NISS", text: number)
      writer.element("c:Status", text: "ProfileUpdated")
    }
  }

  private static func citizen(_ number: String) throws -> NationalNumber {
    do { return try NationalNumber(parsing: number) } catch {
      throw SOAPFault.content("INSS \(error.reason).")
    }
  }

  private static func change(_ payload: XMLElement) throws -> LinkedProfileChange {
    let contact = payload.core("ContactInfo"), flags = payload.core("Flags")
    guard contact?.core("PhoneNbr") == nil else {
      throw SOAPFault.content("PhoneNbr is not kept here.")
    }
    guard let language = Language(rawValue: contact?.core("LanguageCode")?.text.lowercased() ?? "") else {
      throw SOAPFault.notValid("The message is not valid against the schema, at LanguageCode.")
    }
    return LinkedProfileChange(
      language: language, address: try address(contact?.core("EmailAddress")),
      isExclusive: flags?.core("ExclusiveEbox").map(\.isTrue),
      isActive: flags?.core("ConditionsAccepted").map(\.isTrue) ?? false)
  }

  private static func address(_ element: XMLElement?) throws -> LinkedProfileChange.Address {
    guard let element else { return .kept }
    guard !element.text.isEmpty else {
      throw SOAPFault.content("EmailAddress is empty: an address is removed by the citizen only.")
    }
    do { return .proposed(try EmailAddress(parsing: element.text)) } catch {
      throw SOAPFault.content("EmailAddress \(error.reason).")
    }
  }
}

/// getInssForExternalAccount: the citizen whom the provider names to a channel by an account, `mailbox` in
/// the channel's tokens.
enum GetInssForExternalAccount {
  static func serve(_ exchange: SOAPExchange, _ registry: any ProfileRegistry) async throws -> Response {
    let profiles = registry.profiles(for: try exchange.channel())
    try await exchange.checkNoAttachments()
    try checkCertificate(exchange)
    guard let mailbox = try? MailboxID(parsing: exchange.payload.core("UserId")?.text ?? "") else {
      throw SOAPFault.content("UserId is not a mailbox.")
    }
    let number = try await exchange.ask { () async throws(Failure<Never>) in
      try await profiles.number(of: mailbox)
    }
    // The party has it on record.
    guard let number else { throw AuditedFault(fault: .notLinked) }
    return CitizenProfileContract.response("GetInssForExternalAccountResponse") { writer in
      writer.element("c:INSS", text: number.digits)
    }
  }

  /// The certificate that it names is the one that signed.
  private static func checkCertificate(_ exchange: SOAPExchange) throws {
    let data = exchange.payload.core("CertificateData"), identity = exchange.identity
    let company = try? EnterpriseNumber(
      parsingPadded: data?.core("CompanyID")?.text.trimming(\.isWhitespace) ?? "")
    guard data?.core("CN")?.text == identity.commonName, company == identity.organization else {
      throw SOAPFault.notAuthorized("CertificateData is not that of the certificate that signed.")
    }
  }
}

extension SOAPFault {
  /// The contract's public files list no business codes: these are ours (docs/contracts/divergences.md).
  init(_ rejection: LinkedProfileRejection) {
    switch rejection {
    case .notLinked: self = .notLinked
    case .consentInForce:
      self = .business(
        rejection.rawValue, "The citizen has a consent in force: only the citizen withdraws it.")
    case .codesExhausted:
      self = .business(rejection.rawValue, "Too many codes were sent for this citizen's address; try later.")
    }
  }

  fileprivate static let notLinked = SOAPFault.business(
    LinkedProfileRejection.notLinked.rawValue,
    "The citizen has not linked this channel: only the citizen gives the consent for it.")
}

extension XMLElement {
  /// A valid xs:boolean.
  fileprivate var isTrue: Bool { ["true", "1"].contains(text.trimming(\.isWhitespace)) }
}
