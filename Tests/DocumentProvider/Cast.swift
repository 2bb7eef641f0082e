import Contracts
import DocumentProvider
import NIOCore
import Vocabulary

/// The senders, citizens and channels of these tests.
enum Cast {
  static let premiums = try! EnterpriseNumber(parsing: "0999999031")
  static let fund = try! EnterpriseNumber(parsing: "0999999130")
  static let suspended = try! EnterpriseNumber(parsing: "1999999151")

  static let applicant = try! EnterpriseNumber(parsing: "1999999052")

  static let application = try! ApplicationID(parsing: "premies:renovatie")

  /// 24 months, replies and payments allowed.
  static let decision = try! MessageTypeID(parsing: "PREMIE-BESLISSING")
  /// 30 days, kept for who has not activated.
  static let invitation = try! MessageTypeID(parsing: "VACCINATIE-UITNODIGING")
  /// 1 year, an appeal within 30 days.
  static let permit = try! MessageTypeID(parsing: "OMGEVINGSVERGUNNING")
  /// 1 month.
  static let certificate = try! MessageTypeID(parsing: "CERTIFICAAT-GEZIN")
  /// 1 month, with the number of persons.
  static let family = try! MessageTypeID(parsing: "GEZINSTOESTAND")
  /// 1 year, registered mail; replies allowed.
  static let ruling = try! MessageTypeID(parsing: "AANGETEKEND-BESLUIT")
  /// 24 months, registered mail to be accepted within 15 days; replies and payments allowed, a file number.
  static let summons = try! MessageTypeID(parsing: "AANGETEKEND-OPROEP")

  static let jan = try! NationalNumber(parsing: "78041299916")
  static let marie = try! NationalNumber(parsing: "65093099914")
  static let hans = try! NationalNumber(parsing: "81022599963")

  static let portal = try! ChannelID(parsing: "my-ebox")
  static let app = try! ChannelID(parsing: "burgerprofiel")

  static let register = try! Register(
    organizations: [
      organization(premiums), organization(fund), organization(suspended, .suspended),
      organization(applicant, .applicant),
    ],
    applications: [
      SenderApplication(
        id: application, name: text("Premies"), organizations: senders, messageTypes: types)
    ],
    messageTypes: [
      type(decision, try! Period(parsing: 24, .month), data: [file]),
      type(invitation, try! Period(parsing: 30, .day)),
      type(certificate, try! Period(parsing: 1, .month)),
      type(family, try! Period(parsing: 1, .month), data: [file, persons]),
      type(
        permit, try! Period(parsing: 1, .year), due: DueRule(.appeal, after: try! Period(parsing: 30, .day))),
      type(ruling, try! Period(parsing: 1, .year), registered: .basic),
      type(
        summons, try! Period(parsing: 24, .month), data: [file],
        registered: .acceptance(within: try! Period(parsing: 15, .day))),
    ],
    rights: Register.Rights(
      mandates: [
        Mandate(representative: service, sender: premiums),
        Mandate(
          representative: service, sender: fund, until: try! Instant(parsing: "2026-11-01T00:00:00+01:00")),
      ], approvers: Person.registered.map(\.approver)))
  /// A document service provider: a mandate of `premiums`; that of `fund` is over.
  static let service = try! EnterpriseNumber(parsing: "0999999625")

  static let file = BusinessDataRule(
    key: try! BusinessDataKey(parsing: "DOSSIER"), name: text("Dossier"),
    pattern: try! ValuePattern(parsing: "[0-9]{4}-[0-9]+"))
  static let persons = BusinessDataRule(
    key: try! BusinessDataKey(parsing: "PERSONEN"), name: text("Aantal personen"), isRequired: true)

  static func datum(_ key: String, _ values: String...) -> BusinessDataRequest {
    BusinessDataRequest(key: try! BusinessDataKey(parsing: key), values: values.map { text($0) })
  }

  static func payment(due: String = "2027-01-31") throws -> Payment {
    Payment(
      id: "premie-terug", amount: try MoneyAmount(parsing: "412.37"),
      vatAmount: try MoneyAmount(parsing: "0"),
      currency: try CurrencyCode(parsing: "EUR"), dueDate: try Instant(parsingEnd: due),
      account: try IBAN(parsing: "BE49999000000171"),
      reference: .structured(try StructuredCommunication(parsing: "+++999/0000/00171+++")))
  }

  static func text(_ text: String, _ language: Language = .nl) -> TranslatedText {
    try! TranslatedText(parsing: [language: text], kind: "test", charactersMax: 400)
  }

  static func sender(_ number: EnterpriseNumber = premiums, _ scopes: Set<Scope> = [.publicationSender])
    -> SenderCaller
  {
    SenderCaller(
      clientID: "client-\(number)", organization: number, scopes: scopes, requestID: RequestID("request"))
  }

  private static let senders = [premiums, fund, suspended, applicant]
  private static let types = [
    decision, invitation, certificate, family, permit, ruling, summons,
  ]

  private static func organization(
    _ number: EnterpriseNumber, _ standing: SenderOrganization.Standing = .production
  ) -> SenderOrganization {
    SenderOrganization(
      number: number, name: text("Dienst \(number)"), contact: "help@dienst.example",
      applications: [application],
      messageTypes: types, standing: standing)
  }

  private static func type(
    _ id: MessageTypeID, _ validity: Period, due: DueRule? = nil, data: [BusinessDataRule] = [],
    registered: RegisteredMailRule? = nil
  ) -> MessageType {
    let isKept = id == invitation
    return MessageType(
      id: id, name: text(id.text), description: nil, validity: validity,
      isReplyAllowed: [decision, permit, ruling, summons].contains(id),
      isPaymentAllowed: [decision, family, summons].contains(id),
      isUpdateAllowed: id == decision, isKeptForInactive: isKept,
      legalGround: isKept ? text("Decreet") : nil, organizations: senders,
      applications: [application], due: due, businessData: data,
      registeredMail: registered)
  }
}
