import Contracts
import Foundation
import SOAPServices
import Vocabulary

/// Reads a ``PartyRegister`` from the configuration file, and checks that its parts name each other.
struct RegisterParser {
  static let keys = [
    "document-providers", "organizations", "applications", "message-types", "mandates", "approvers",
    "clients",
    "channels",
  ]
  static let nameCharactersMax = 200
  static let descriptionCharactersMax = 2000
  static let purposeCharactersMax = 200

  /// Folder against which key files are found.
  let directory: String
  /// The id of the first document provider, which has no entry of its own.
  var firstID = Settings().registryID

  func parse(_ fields: [String: ConfigurationNode]) throws(ConfigurationError) -> PartyRegister {
    var register = PartyRegister()
    for node in try fields["document-providers"]?.items() ?? [] {
      register.documentProviders.append(try documentProvider(node, in: register))
    }
    for node in try fields["organizations"]?.items() ?? [] {
      let organization = try organization(node, &register.images)
      register.homes.organizations[organization.number] = try home(node, in: register)
      register.organizations.append(organization)
    }
    for node in try fields["applications"]?.items() ?? [] {
      register.applications.append(try application(node, &register.images))
    }
    for node in try fields["message-types"]?.items() ?? [] {
      let type = try messageType(node)
      register.homes.messageTypes[type.id] = try home(of: type, node, in: register)
      register.messageTypes.append(type)
    }
    for node in try fields["mandates"]?.items() ?? [] {
      register.mandates.append(try mandate(node, in: register))
    }
    for node in try fields["approvers"]?.items() ?? [] {
      register.approvers.append(try approver(node, in: register))
    }
    for node in try fields["clients"]?.items() ?? [] {
      register.clients.append(try client(node, in: register))
    }
    for node in try fields["channels"]?.items() ?? [] {
      register.channels.append(try channel(node, in: register))
    }
    try checkNames(register, fields)
    try checkApart(register, fields["approvers"])
    return register.linked
  }

  private func organization(
    _ node: ConfigurationNode, _ images: inout [ImageID: [UInt8]]
  ) throws(ConfigurationError) -> SenderOrganization {
    let fields = try node.fields([
      "number", "name", "long-name", "contact", "technical-contact", "url", "logos", "suspended",
      "standing", "document-provider",
    ])
    return SenderOrganization(
      number: try fields.required("number", in: node).value(enterpriseNumber),
      name: try fields.required("name", in: node).translated(charactersMax: Self.nameCharactersMax),
      contact: try fields.required("contact", in: node).text(), applications: [], messageTypes: [],
      standing: try standing(fields),
      presentation: try presentation(fields, description: "long-name", &images)
    )
  }

  /// `suspended: true` is `standing: suspended`, as it was written before there was a standing.
  private func standing(
    _ fields: [String: ConfigurationNode]
  ) throws(ConfigurationError) -> SenderOrganization.Standing {
    let isSuspended = try fields["suspended"]?.flag() ?? false
    guard let named = fields["standing"] else { return isSuspended ? .suspended : .production }
    guard let standing = SenderOrganization.Standing(rawValue: try named.text()) else {
      let known = SenderOrganization.Standing.allCases.map(\.rawValue).joined(separator: ", ")
      throw named.error("must be one of \(known)")
    }
    guard !isSuspended || standing == .suspended else { throw named.error("contradicts `suspended: true`") }
    return standing
  }

  private func application(
    _ node: ConfigurationNode, _ images: inout [ImageID: [UInt8]]
  ) throws(ConfigurationError) -> SenderApplication {
    let fields = try node.fields([
      "id", "name", "description", "organizations", "contact", "technical-contact", "url", "logos",
    ])
    return SenderApplication(
      id: try fields.required("id", in: node).value(applicationID),
      name: try fields.required("name", in: node).translated(charactersMax: Self.nameCharactersMax),
      organizations: try fields.required("organizations", in: node).values(enterpriseNumber),
      messageTypes: [], contact: try fields["contact"]?.text(),
      presentation: try presentation(fields, description: "description", &images))
  }

  /// What organisations and applications have in common: their pages, whom developers ask, and logos.
  private func presentation(
    _ fields: [String: ConfigurationNode], description: String, _ images: inout [ImageID: [UInt8]]
  ) throws(ConfigurationError) -> Presentation {
    var logos: [Logo] = []
    for node in try fields["logos"]?.items() ?? [] {
      let file = try LogoFile(node, directory: directory)
      logos.append(file.logo)
      images[file.logo.id] = file.bytes
    }
    return Presentation(
      description: try fields[description]?.translated(charactersMax: Self.descriptionCharactersMax),
      url: try fields["url"]?.translated(charactersMax: Self.nameCharactersMax),
      contactTechnical: try fields["technical-contact"]?.text(), logos: logos)
  }

  private func messageType(_ node: ConfigurationNode) throws(ConfigurationError) -> MessageType {
    let fields = try node.fields([
      "id", "name", "description", "validity", "reply", "payment", "updates", "keep-for-inactive",
      "legal-ground",
      "organizations",
      "applications", "due", "paper-until", "data", "language", "registered",
      "document-provider",
    ])
    let isKept = try fields["keep-for-inactive"]?.flag() ?? false
    let ground = try fields["legal-ground"]?.translated(charactersMax: Self.descriptionCharactersMax)
    if isKept && ground == nil { throw node.error("`keep-for-inactive` needs a `legal-ground`") }
    let (isUpdated, registered) = (
      try fields["updates"]?.flag() ?? false, try fields["registered"].map(registeredMail)
    )
    if registered != nil, isKept || isUpdated {
      let other = isKept ? "keep-for-inactive" : "updates"
      throw (fields[other] ?? node).error("registered mail has no `\(other)`")
    }
    let validity = try fields.required("validity", in: node).value(period)
    if case .acceptance(let within)? = registered, !validity.isNeverShorter(than: within) {
      throw (fields["validity"] ?? node).error("is shorter than `accept-within`")
    }
    return MessageType(
      id: try fields.required("id", in: node).value(messageTypeID),
      name: try fields.required("name", in: node).translated(charactersMax: Self.nameCharactersMax),
      description: try fields["description"]?.translated(charactersMax: Self.descriptionCharactersMax),
      validity: validity,
      isReplyAllowed: try fields["reply"]?.flag() ?? false,
      isPaymentAllowed: try fields["payment"]?.flag() ?? false,
      isUpdateAllowed: isUpdated, isKeptForInactive: isKept,
      legalGround: ground,
      organizations: try fields.required("organizations", in: node).values(enterpriseNumber),
      applications: try fields.required("applications", in: node).values(applicationID),
      due: try fields["due"].map(due), paperUntil: try fields["paper-until"]?.value(day),
      businessData: try businessData(fields["data"]),
      language: try fields["language"]?.value(language) ?? .nl,
      registeredMail: registered
    )
  }

  /// `basic`, or `{accept-within: 15 days}`: how its messages are delivered as registered mail.
  private func registeredMail(_ node: ConfigurationNode) throws(ConfigurationError) -> RegisteredMailRule {
    guard !node.isMapping else {
      let fields = try node.fields(["accept-within"])
      return .acceptance(within: try fields.required("accept-within", in: node).value(period))
    }
    guard try node.text() == "basic" else {
      throw node.error("must be `basic`, or `{accept-within: …}` with a period")
    }
    return .basic
  }

  /// `{kind: appeal, after: 30 days}`: a term that runs from the moment of making available.
  private func due(_ node: ConfigurationNode) throws(ConfigurationError) -> DueRule {
    let fields = try node.fields(["kind", "after"])
    let kind = try fields.required("kind", in: node)
    guard let known = Due.Kind(rawValue: try kind.text()) else {
      throw kind.error("must be one of \(Due.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return DueRule(known, after: try fields.required("after", in: node).value(period))
  }

  /// `{key: DOSSIER, name: {…}, required: true, pattern: "[0-9]{4}-[0-9]{6}"}`: what its messages may carry.
  private func businessData(
    _ node: ConfigurationNode?
  ) throws(ConfigurationError) -> [BusinessDataRule] {
    var rules: [BusinessDataRule] = []
    for item in try node?.items() ?? [] {
      let fields = try item.fields(["key", "name", "description", "required", "pattern"])
      let key = try fields.required("key", in: item)
      let rule = BusinessDataRule(
        key: try key.value(businessDataKey),
        name: try fields.required("name", in: item).translated(charactersMax: Self.nameCharactersMax),
        description: try fields["description"]?.translated(charactersMax: Self.descriptionCharactersMax),
        isRequired: try fields["required"]?.flag() ?? false, pattern: try fields["pattern"]?.value(pattern))
      if rules.contains(where: { $0.key == rule.key }) { throw key.error("is given twice") }
      rules.append(rule)
    }
    guard rules.count <= BusinessData.countMax else {
      throw node?.error("may have at most \(BusinessData.countMax) keys")
        ?? ConfigurationError(place: "data", reason: "has too many keys")
    }
    return rules
  }

  /// `{representative: …, sender: …, until: 2027-12-31}`: the last day counts.
  private func mandate(
    _ node: ConfigurationNode, in register: PartyRegister
  ) throws(ConfigurationError) -> Mandate {
    let fields = try node.fields(["representative", "sender", "until"])
    let sender = try fields.required("sender", in: node)
    let number = try sender.value(enterpriseNumber)
    guard register.organizations.contains(where: { $0.number == number }) else {
      throw sender.error("no such organisation under `organizations`")
    }
    return Mandate(
      representative: try fields.required("representative", in: node).value(enterpriseNumber),
      sender: number, until: try fields["until"]?.value(day).adding(days: 1).startInBrussels)
  }

  private func client(_ node: ConfigurationNode, in register: PartyRegister) throws(ConfigurationError)
    -> SenderClient
  {
    let fields = try node.fields(["id", "organization", "keys", "scopes", "certificates", "profile-purpose"])
    let organization = try fields.required("organization", in: node)
    let number = try organization.value(enterpriseNumber)
    let isRepresentative = register.mandates.contains { $0.representative == number }
    guard isRepresentative || register.organizations.contains(where: { $0.number == number }) else {
      throw organization.error(
        "no such organisation under `organizations`, nor a representative in `mandates`")
    }
    var scopes: Set<Scope> = fields["scopes"] == nil ? [.publicationSender, .referenceData] : []
    for item in try fields["scopes"]?.items() ?? [] {
      guard let scope = Scope(rawValue: try item.text()) else {
        throw item.error("must be one of \(Scope.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      scopes.insert(scope)
    }
    var client = SenderClient(
      clientID: try fields.required("id", in: node).text(), organization: number,
      keys: try registeredKeys(fields.required("keys", in: node)), scopes: scopes,
      profilePurpose: try profilePurpose(fields["profile-purpose"], number, register))
    for item in try fields["certificates"]?.items() ?? [] {
      let certificate = try CertificateFile(
        item, directory: directory, client: client, applications: register.applications
      ).certificate
      try checkNew(certificate, register.certificates + client.certificates, item)
      client.certificates.append(certificate)
    }
    return client
  }

  private func checkNew(
    _ certificate: RegisteredCertificate, _ known: [RegisteredCertificate], _ node: ConfigurationNode
  ) throws(ConfigurationError) {
    guard !known.contains(where: { $0.bytes == certificate.bytes }) else {
      throw node.error("this certificate is registered already")
    }
  }

  /// A sender that is suspended or not approved yet has none: it learns nothing new of citizens. Who only
  /// represents has one for the senders whose mandate it holds, as long as one is in force.
  private func profilePurpose(
    _ node: ConfigurationNode?, _ number: EnterpriseNumber, _ register: PartyRegister
  ) throws(ConfigurationError) -> ProfilePurpose? {
    guard let node else { return nil }
    let text = try node.text()
    guard (1...Self.purposeCharactersMax).contains(text.count), !text.allSatisfy(\.isWhitespace) else {
      throw node.error("must say for what, in at most \(Self.purposeCharactersMax) characters")
    }
    if let own = register.organizations.first(where: { $0.number == number }) {
      return own.standing == .production ? ProfilePurpose(text: text) : nil
    }
    let mandates = register.mandates.filter { mandate in
      mandate.representative == number
        && register.organizations.contains { $0.number == mandate.sender && $0.standing == .production }
    }
    guard !mandates.isEmpty else { return nil }
    let ends = mandates.compactMap(\.until)
    return ProfilePurpose(text: text, until: ends.count < mandates.count ? nil : ends.max())
  }

  private func channel(
    _ node: ConfigurationNode, in register: PartyRegister
  ) throws(ConfigurationError) -> RegisteredChannel {
    let fields = try node.fields(["id", "name", "redirect-uris", "notifies", "keys", "certificates"])
    let uris = try fields.required("redirect-uris", in: node)
    var redirectURIs: [String] = []
    for item in try uris.items() {
      let text = try item.text()
      guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil,
        url.fragment == nil
      else { throw item.error("must be an http or https URL without a fragment") }
      redirectURIs.append(text)
    }
    guard !redirectURIs.isEmpty else { throw uris.error("needs one URL or more") }
    var channel = RegisteredChannel(
      id: try fields.required("id", in: node).value(channelID),
      name: try fields.required("name", in: node).translated(charactersMax: Self.nameCharactersMax),
      redirectURIs: redirectURIs, notifies: try fields["notifies"]?.flag() ?? false,
      keys: try registeredKeys(fields.required("keys", in: node)))
    for item in try fields["certificates"]?.items() ?? [] {
      let certificate = try CertificateFile(item, directory: directory, channel: channel.id).certificate
      try checkNew(certificate, register.certificates + channel.certificates, item)
      channel.certificates.append(certificate)
    }
    return channel
  }

  private func registeredKeys(_ node: ConfigurationNode) throws(ConfigurationError) -> [RegisteredKey] {
    var keys: [RegisteredKey] = []
    for item in try node.items() {
      let fields = try item.fields(["id", "file"])
      let pem = try publicPEM(fields.required("file", in: item))
      keys.append(RegisteredKey(keyID: try fields.required("id", in: item).text(), pem: pem))
    }
    guard !keys.isEmpty else { throw node.error("needs one key or more") }
    return keys
  }

  /// The text of a file that holds a certificate or a public key.
  func publicPEM(_ file: ConfigurationNode) throws(ConfigurationError) -> String {
    let text = try file.text()
    let path = text.hasPrefix("/") ? text : directory + "/" + text
    let pem: String
    do {
      pem = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw file.error("can't be read")
    }
    guard pem.contains("-----BEGIN CERTIFICATE-----") || pem.contains("-----BEGIN PUBLIC KEY-----") else {
      throw file.error("must hold a certificate or a public key in PEM")
    }
    return pem
  }

  /// Every organisation and application that is named exists, and nothing is registered twice.
  private func checkNames(
    _ register: PartyRegister, _ fields: [String: ConfigurationNode]
  ) throws(ConfigurationError) {
    let organizations = register.organizations.map(\.number), applications = register.applications.map(\.id)
    try checkUnique(organizations.map(\.digits), fields["organizations"])
    try checkUnique(applications.map(\.text), fields["applications"])
    try checkUnique(register.messageTypes.map(\.id.text), fields["message-types"])
    try checkUnique(register.clients.map(\.clientID) + register.channels.map(\.id.text), fields["clients"])
    for (application, node) in zip(register.applications, try fields["applications"]?.items() ?? []) {
      for number in application.organizations where !organizations.contains(number) {
        throw node.error("no organisation \(number) under `organizations`")
      }
    }
    for (type, node) in zip(register.messageTypes, try fields["message-types"]?.items() ?? []) {
      for number in type.organizations where !organizations.contains(number) {
        throw node.error("no organisation \(number) under `organizations`")
      }
      for id in type.applications where !applications.contains(id) {
        throw node.error("no application \(id) under `applications`")
      }
    }
  }

  private func checkUnique(_ ids: [String], _ node: ConfigurationNode?) throws(ConfigurationError) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted {
      throw node?.error("`\(id)` is registered twice")
        ?? ConfigurationError(place: id, reason: "is registered twice")
    }
  }
}

private func enterpriseNumber(_ text: String) throws(InvalidIdentifier) -> EnterpriseNumber {
  try EnterpriseNumber(parsing: text)
}
private func applicationID(_ text: String) throws(InvalidIdentifier) -> ApplicationID {
  try ApplicationID(parsing: text)
}
private func messageTypeID(_ text: String) throws(InvalidIdentifier) -> MessageTypeID {
  try MessageTypeID(parsing: text)
}
private func language(_ text: String) throws(InvalidIdentifier) -> Language { try Language(parsing: text) }
private func day(_ text: String) throws(InvalidIdentifier) -> CalendarDate { try CalendarDate(parsing: text) }
private func businessDataKey(_ text: String) throws(InvalidIdentifier) -> BusinessDataKey {
  try BusinessDataKey(parsing: text)
}
private func pattern(_ text: String) throws(InvalidIdentifier) -> ValuePattern {
  try ValuePattern(parsing: text)
}
private func channelID(_ text: String) throws(InvalidIdentifier) -> ChannelID { try ChannelID(parsing: text) }

/// `24 months`, `30 days`, `1 year`.
private func period(_ text: String) throws(InvalidIdentifier) -> Period {
  let words = text.split(separator: " ").map(String.init)
  guard words.count == 2, let number = Int(words[0]),
    let unit = Period.Unit.allCases.first(where: { words[1] == $0.rawValue || words[1] == $0.rawValue + "s" })
  else {
    throw InvalidIdentifier(
      "validity", "must be a number and day(s), month(s) or year(s), such as `24 months`")
  }
  return try Period(parsing: number, unit)
}
