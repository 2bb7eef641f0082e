import Contracts

/// The demonstration's register, as the configuration file that is written into its data folder.
/// Organisations, applications and channels are made up; serials 999 belong to nobody.
enum DemoRegister {
  static let fileName = "ebox.yaml"

  /// Clients whose keys are made at first start: the file stem of the key is the client id.
  static let senderClients = [
    Client(id: "demo-premiums", organization: "0999999031", application: "premies:renovatie"),
    Client(id: "demo-social-fund", organization: "0999999130", application: "loopbaan:attest"),
    Client(id: "demo-municipality", organization: "0999999229", application: "gemeente:loket"),
    Client(id: "demo-tax", organization: "0999999328", application: "belastingen:aanslag"),
    Client(id: "demo-fines", organization: "0999999427", application: "boetes:verkeer"),
    Client(id: "demo-vaccination", organization: "0999999526", application: "vaccinatie:uitnodiging"),
    Client(id: "demo-suspended", organization: "1999999151", application: "geschorst:brief"),
    Client(id: "demo-service", organization: "0999999625", application: nil),
    Client(id: "demo-applicant", organization: "1999999052", application: "kandidaat:brief"),
    Client(id: secondClient, organization: "0999999922", application: "water:klanten"),
  ]
  /// Its messages are kept by the second document provider.
  static let secondClient = "demo-water"
  /// Its certificate writes the organisation's number without the leading 0, as some do.
  static let paddedClient = "demo-social-fund"

  struct Client: Sendable {
    let id: String
    let organization: String
    /// The common name of its certificate; nil for one that several applications share.
    let application: String?
  }

  /// A document service provider: it publishes nothing of its own, and for others by a mandate; one is live,
  /// one was revoked.
  static let representative = "demo-service"
  static let channels = [DemoCast.myEBox, DemoCast.bank, DemoCast.profile, DemoCast.slow]
  /// Those with a program of their own.
  static let otherChannels = channels.filter { $0.loopbackPort != nil && $0.isPlayed }

  /// Who approves that an opened message of the first sender is taken back, and the officer.
  static let approvers = [
    Approver(id: "premiums-helpdesk", role: .recall, enterprise: senderClients[0].organization),
    Approver(id: "premiums-legal", role: .recall, enterprise: senderClients[0].organization),
    Approver(id: "data-protection-officer", role: .dataProtection, enterprise: nil),
  ]

  struct Approver: Sendable {
    let id: String
    let role: ApproverRole
    /// Nil for the officer of the document provider.
    let enterprise: String?
  }

  /// - Parameters:
  ///   - folder: the data folder, absolute.
  ///   - keyID: the id of a client's key.
  ///   - evidence: with what registered mail is proved.
  static func yaml(
    _ addresses: DemoAddresses, folder: String, evidence: String, keyID: (String) -> String
  ) -> String {
    let clients = senderClients.map { client in
      """
        - id: \(client.id)
          organization: "\(client.organization)"
          keys: [{id: "\(keyID(client.id))", file: keys-of-clients/\(client.id).crt.pem}]
          certificates: [{file: keys-of-clients/\(client.id).crt.pem\(exceptions(of: client.id))}]
          \(client.id == representative ? "scopes: [eboxrepresentativepublication, referencedata]" : "")
          \(client.id == senderClients[0].id ? "profile-purpose: \(purpose)" : "")
      """
    }
    let channels = Self.channels.map { channel in
      """
        - id: \(channel.id)
          name: {nl: "\(channel.name)", fr: "\(channel.name)", de: "\(channel.name)", en: "\(channel.name)"}
          notifies: \(channel.notifies)
          redirect-uris: ["\(addresses.redirectURI(of: channel))", "\(LoopbackListener.registered)"]
          keys: [{id: "\(keyID(channel.id))", file: keys-of-clients/\(channel.id).crt.pem}]
          \(channel.organization == nil ? "" : certificates(of: channel))
      """
    }
    return """
      # Written by `ebox demo` at each start: `ebox serve --config` and `ebox audit verify --config` take it.
      environment: demo
      server: {port: \(addresses.port), base-url: "\(addresses.baseURL)"}
      data: {directory: "\(folder)"}
      registry: {id: first, contact: help@registry.example}
      portal: {support: "My eBox, 0800 00 000, help@my-ebox.example"}
      privacy:
        provider: "Provider of the demonstration"
        document-provider: "Document provider of the demonstration"
        officer: "dpo@provider.example"
      \(evidence)
      \(second(folder))
      \(parties)
      mandates:
        - {representative: "0999999625", sender: "0999999031"}
        - {representative: "0999999625", sender: "0999999130", until: 2026-01-31}
      approvers:
      \(approvers.map(line).joined(separator: "\n"))
      clients:
      \(clients.joined(separator: "\n"))
      channels:
      \(channels.joined(separator: "\n"))

      """
  }

  /// The second document provider, in a folder of its own.
  private static func second(_ folder: String) -> String {
    """
    document-providers:
      - id: second
        number: "1999999943"
        name: {nl: Tweede documentaanbieder, fr: Second fournisseur de documents, de: Zweiter Dokumentenanbieter, en: Second document provider}
        contact: help@second.example
        data: {directory: "\(folder)/second"}
    """
  }

  private static func line(_ approver: Approver) -> String {
    let enterprise = approver.enterprise.map { ", enterprise: \"\($0)\"" } ?? ""
    return "  - {id: \(approver.id), role: \(approver.role.rawValue)\(enterprise), "
      + "key: keys-of-clients/\(approver.id).crt.pem}"
  }

  /// The first sender may sign as the common Python client does, for who tries things out.
  private static func exceptions(of client: String) -> String {
    client == senderClients[0].id ? ", unsigned-token-until: \(unsignedTokenUntil)" : ""
  }

  /// For what the first sender looks at profiles.
  static let purpose = "whether a decision must go on paper too"

  /// The name of the key with which a channel signs SOAP messages.
  static func soapKey(of channel: DemoCast.Channel) -> String { "\(channel.id)-soap" }

  private static func certificates(of channel: DemoCast.Channel) -> String {
    "certificates: [{file: keys-of-clients/\(soapKey(of: channel)).crt.pem}]"
  }

  static let unsignedTokenUntil = "2028-12-31"

  private static let parties = """
    organizations:
      - number: "0999999031"
        name: {nl: Federale Premiedienst, fr: Service fédéral des primes, de: Föderaler Prämiendienst, en: Federal Premium Office}
        contact: helpdesk@premiums.example
        logos: [{file: logos/0999999031.svg}]
      - number: "0999999130"
        name: {nl: Sociaal Fonds, fr: Fonds social, de: Sozialfonds, en: Social Fund}
        contact: helpdesk@fund.example
        logos: [{file: logos/0999999130.svg}]
      - number: "0999999229"
        name: {nl: Gemeente Voorbeeldgem, fr: Commune d'Exempleville, de: Gemeinde Beispielstadt, en: Municipality of Exampleton}
        contact: helpdesk@municipality.example
        logos: [{file: logos/0999999229.svg}]
      - number: "0999999328"
        name: {nl: Gewestelijke Belastingdienst, fr: Administration fiscale régionale, de: Regionale Steuerbehörde, en: Regional Tax Office}
        contact: helpdesk@tax.example
        logos: [{file: logos/0999999328.svg}]
      - number: "0999999427"
        name: {nl: Dienst Verkeersboeten, fr: Service des amendes routières, de: Bußgeldstelle, en: Traffic Fines Office}
        contact: helpdesk@fines.example
        logos: [{file: logos/0999999427.svg}]
      - number: "0999999526"
        name: {nl: Dienst Vaccinatie, fr: Service de vaccination, de: Impfdienst, en: Vaccination Office}
        contact: helpdesk@vaccination.example
        logos: [{file: logos/0999999526.svg}]
      - number: "1999999151"
        name: {nl: Geschorste Dienst, fr: Service suspendu, de: Gesperrter Dienst, en: Suspended Office}
        contact: helpdesk@suspended.example
        standing: suspended
      - number: "1999999052"
        name: {nl: Kandidaat-dienst, fr: Service candidat, de: Bewerbender Dienst, en: Applicant Office}
        contact: helpdesk@applicant.example
        standing: applicant
      - number: "0999999922"
        name: {nl: Waterbedrijf Voorbeeld, fr: Distribution d'eau Exemple, de: Wasserwerk Beispiel, en: Example Water Company}
        contact: helpdesk@water.example
        logos: [{file: logos/0999999922.svg}]
        document-provider: second
    applications:
      - {id: "premies:renovatie", organizations: ["0999999031"], name: {nl: Renovatiepremies, fr: Primes à la rénovation}}
      - {id: "loopbaan:attest", organizations: ["0999999130"], name: {nl: Loopbaan, fr: Carrière}}
      - {id: "gemeente:loket", organizations: ["0999999229"], name: {nl: Gemeenteloket, fr: Guichet communal}}
      - {id: "belastingen:aanslag", organizations: ["0999999328"], name: {nl: Belastingen, fr: Impôts}}
      - {id: "boetes:verkeer", organizations: ["0999999427"], name: {nl: Verkeersboeten, fr: Amendes routières}}
      - {id: "vaccinatie:uitnodiging", organizations: ["0999999526"], name: {nl: Vaccinatie, fr: Vaccination}}
      - {id: "geschorst:brief", organizations: ["1999999151"], name: {nl: Brieven}}
      - {id: "kandidaat:brief", organizations: ["1999999052"], name: {nl: Brieven}}
      - {id: "water:klanten", organizations: ["0999999922"], name: {nl: Klantendienst, fr: Service clientèle}}
    message-types:
      - id: PREMIE-BESLISSING
        name: {nl: Beslissing over een premie, fr: Décision relative à une prime, de: Entscheid über eine Prämie, en: Decision on a premium}
        validity: 24 months
        reply: true
        data:
          - key: DOSSIER
            name: {nl: Dossiernummer, fr: Numéro de dossier, de: Aktenzeichen, en: File number}
            pattern: "[0-9]{4}-[0-9]{4,8}"
        organizations: ["0999999031"]
        applications: ["premies:renovatie"]
      - id: PREMIE-HERZIENING
        name: {nl: Herziening van een premie, fr: Révision d'une prime, de: Überprüfung einer Prämie, en: Revision of a premium}
        validity: 12 months
        data:
          - key: DOSSIER
            name: {nl: Dossiernummer, fr: Numéro de dossier, de: Aktenzeichen, en: File number}
            pattern: "[0-9]{4}-[0-9]{4,8}"
            required: true
        organizations: ["0999999031"]
        applications: ["premies:renovatie"]
      - id: OMGEVINGSVERGUNNING
        name: {nl: Omgevingsvergunning, fr: Permis d'environnement, de: Umweltgenehmigung, en: Environmental permit}
        validity: 1 year
        due: {kind: appeal, after: 30 days}
        paper-until: 2028-06-30
        organizations: ["0999999229"]
        applications: ["gemeente:loket"]
      - id: CERTIFICAAT-GEZIN
        name: {nl: Gezinssamenstelling, fr: Composition de ménage, de: Haushaltszusammensetzung, en: Household composition}
        validity: 1 month
        organizations: ["0999999229"]
        applications: ["gemeente:loket"]
      - id: ATTEST-LOOPBAAN
        name: {nl: Loopbaanattest, fr: Attestation de carrière, de: Laufbahnbescheinigung, en: Career certificate}
        validity: 6 months
        organizations: ["0999999130"]
        applications: ["loopbaan:attest"]
      - id: AANSLAGBILJET-PB
        name: {nl: Aanslagbiljet, fr: Avertissement-extrait de rôle, de: Steuerbescheid, en: Tax assessment}
        validity: 3 years
        payment: true
        updates: true
        due: {kind: payment, after: 2 months}
        organizations: ["0999999328"]
        applications: ["belastingen:aanslag"]
      - id: VERKEERSBOETE
        name: {nl: Verkeersboete, fr: Amende routière, de: Verkehrsbuße, en: Traffic fine}
        validity: 1 year
        payment: true
        due: {kind: payment, after: 15 days}
        organizations: ["0999999427"]
        applications: ["boetes:verkeer"]
      - id: VACCINATIE-UITNODIGING
        name: {nl: Uitnodiging voor vaccinatie, fr: Invitation à la vaccination, de: Impfeinladung, en: Vaccination invitation}
        validity: 30 days
        keep-for-inactive: true
        legal-ground: {nl: Voorbeeldbesluit over vaccinatiecampagnes, fr: Arrêté exemplatif relatif aux campagnes de vaccination}
        organizations: ["0999999526"]
        applications: ["vaccinatie:uitnodiging"]
      - id: AANGETEKEND-BESLUIT
        name: {nl: Aangetekend besluit, fr: Décision par envoi recommandé, de: Bescheid per Einschreiben, en: Registered decision}
        validity: 1 year
        registered: basic
        organizations: ["0999999229"]
        applications: ["gemeente:loket"]
      - id: AANGETEKEND-OPROEP
        name: {nl: Aangetekende oproep, fr: Convocation par envoi recommandé, de: Vorladung per Einschreiben, en: Registered summons}
        validity: 6 months
        registered: {accept-within: 15 days}
        organizations: ["0999999427"]
        applications: ["boetes:verkeer"]
      - id: GESCHORST-BRIEF
        name: {nl: Brief van een geschorste dienst}
        validity: 1 month
        organizations: ["1999999151"]
        applications: ["geschorst:brief"]
      - id: KANDIDAAT-BRIEF
        name: {nl: Brief van een kandidaat}
        validity: 1 month
        organizations: ["1999999052"]
        applications: ["kandidaat:brief"]
      - id: WATERFACTUUR
        name: {nl: Waterfactuur, fr: Facture d'eau, de: Wasserrechnung, en: Water bill}
        validity: 1 year
        reply: true
        payment: true
        due: {kind: payment, after: 21 days}
        organizations: ["0999999922"]
        applications: ["water:klanten"]
    """
}
