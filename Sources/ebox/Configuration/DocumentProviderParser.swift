import Contracts
import DocumentProvider
import Foundation
import Vocabulary

/// A document provider of this process beside the first: its own database, documents, keys and trail, its own
/// addresses, and those of the senders that are at home there.
struct FurtherDocumentProvider: Sendable, Equatable {
  let id: MessageProviderID
  let number: EnterpriseNumber
  let name: TranslatedText
  /// A help desk for developers.
  let contact: String
  /// Stands before the addresses of its registries: `/dp/second`.
  let basePath: String
  /// Nil: from whenever it is asked.
  let since: CalendarDate?
  var places: StorePlaces
}

extension RegisterParser {
  /// `{id: second, number: "1999999943", name: {…}, contact: …, data: {directory: …}}`.
  func documentProvider(
    _ node: ConfigurationNode, in register: PartyRegister
  ) throws(ConfigurationError) -> FurtherDocumentProvider {
    let fields = try node.fields(["id", "number", "name", "contact", "base-path", "since", "data"])
    let idNode = try fields.required("id", in: node)
    let id = try idNode.value(messageProviderID)
    let provider = FurtherDocumentProvider(
      id: id, number: try fields.required("number", in: node).value(enterpriseNumber),
      name: try fields.required("name", in: node).translated(charactersMax: Self.nameCharactersMax),
      contact: try fields.required("contact", in: node).text(),
      basePath: try fields["base-path"].map(basePath) ?? "/dp/\(id)", since: try fields["since"]?.value(day),
      places: try places(fields.required("data", in: node)))
    for other in register.documentProviders {
      if other.id == id { throw idNode.error("`\(id)` is registered twice") }
      if other.number == provider.number { throw node.error("has the number of `\(other.id)`") }
      if other.basePath == provider.basePath { throw node.error("has the base path of `\(other.id)`") }
    }
    return provider
  }

  /// At which document provider an organisation or a message type says that it is at home; nil: not said.
  func home(
    _ node: ConfigurationNode, in register: PartyRegister
  ) throws(ConfigurationError) -> Homes.Home? {
    guard let named = try node.entries().first(where: { $0.key == "document-provider" })?.node else {
      return nil
    }
    let id = try named.value(messageProviderID)
    if id.text == firstID { return .first }
    guard register.documentProviders.contains(where: { $0.id == id }) else {
      throw named.error("no such document provider under `document-providers`")
    }
    return .further(id)
  }

  /// The home of a message type: what it says, or else that of its organisations, which is one.
  func home(
    of type: MessageType, _ node: ConfigurationNode, in register: PartyRegister
  ) throws(ConfigurationError) -> Homes.Home {
    if let named = try home(node, in: register) { return named }
    let homes = Set(type.organizations.map { register.homes.home(of: $0) })
    guard homes.count <= 1 else {
      throw node.error(
        "its organisations are at several document providers: one type each, with `document-provider`")
    }
    return homes.first ?? .first
  }

  private func basePath(_ node: ConfigurationNode) throws(ConfigurationError) -> String {
    let text = try node.text()
    let segments = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let arePlain = segments.allSatisfy { segment in
      !segment.isEmpty && !segment.allSatisfy { $0 == "." }
        && segment.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            || "-_.".utf8.contains($0)
        }
    }
    guard text.hasPrefix("/"), !segments.isEmpty, arePlain else {
      throw node.error("must be a path such as /dp/second, without a slash at its end")
    }
    return text
  }

  private func places(_ node: ConfigurationNode) throws(ConfigurationError) -> StorePlaces {
    let fields = try node.fields(["directory", "documents", "keys", "postgresql", "connections"])
    let directory = try fields.required("directory", in: node)
    var places = StorePlaces(dataDirectory: try directory.text())
    guard !places.dataDirectory.isEmpty else { throw directory.error("must be a folder") }
    places.documentsDirectory = try fields["documents"]?.text() ?? ""
    places.keysDirectory = try fields["keys"]?.text() ?? ""
    places.postgreSQL = try fields["postgresql"]?.text() ?? ""
    if let connections = fields["connections"] {
      guard let number = Int(try connections.text()), (1...256).contains(number) else {
        throw connections.error("must be a whole number, 1 to 256")
      }
      places.connections = number
    }
    return places
  }
}

extension PartyRegister {
  /// What one document provider knows: the message types that are at home there, and every sender and
  /// application. What a sender sent before it moved is still there, and keeps its name, its contact and its
  /// sender's way to replies and events.
  /// - Parameter provider: nil for the first.
  func part(of provider: MessageProviderID?) -> PartyRegister {
    guard !documentProviders.isEmpty else { return self }
    let home = provider.map(Homes.Home.further) ?? .first
    var part = self
    part.messageTypes = messageTypes.filter { homes.home(of: $0.id) == home }
    let senders = Set(part.messageTypes.flatMap(\.organizations))
    part.guests = Set(organizations.map(\.number).filter { homes.home(of: $0) != home })
      .subtracting(senders)
    return part.linked
  }

  /// With the reverse directions filled in: what an organisation and an application send.
  var linked: PartyRegister {
    var linked = self
    linked.applications = applications.map { application in
      application.of(
        application.organizations,
        sending: messageTypes.filter { $0.applications.contains(application.id) }.map(\.id))
    }
    linked.organizations = organizations.map { organization in
      SenderOrganization(
        number: organization.number, name: organization.name, contact: organization.contact,
        applications: applications.filter { $0.organizations.contains(organization.number) }.map(\.id),
        messageTypes: messageTypes.filter { $0.organizations.contains(organization.number) }.map(\.id),
        standing: organization.standing, presentation: organization.presentation)
    }
    return linked
  }
}

extension SenderApplication {
  fileprivate func of(
    _ organizations: [EnterpriseNumber], sending messageTypes: [MessageTypeID] = []
  ) -> SenderApplication {
    SenderApplication(
      id: id, name: name, organizations: organizations, messageTypes: messageTypes, contact: contact,
      presentation: presentation)
  }
}

extension Configuration {
  /// Two parties that share a folder or a database would read each other's keys and messages.
  static func checkApart(
    _ settings: Settings, _ register: PartyRegister
  ) throws(ConfigurationError) {
    guard !register.documentProviders.isEmpty else { return }
    var places = [(name: settings.registryID, places: settings.places)]
    for provider in register.documentProviders {
      let place = "document-providers: \(provider.id)"
      guard provider.id.text != settings.registryID else {
        throw ConfigurationError(place: place, reason: "is the id of the first one (`registry.id`)")
      }
      for other in places {
        guard provider.places.folders.isDisjoint(with: other.places.folders) else {
          throw ConfigurationError(place: place, reason: "shares a folder with `\(other.name)`")
        }
        let isShared =
          !provider.places.postgreSQL.isEmpty && provider.places.postgreSQL == other.places.postgreSQL
        guard !isShared else {
          throw ConfigurationError(place: place, reason: "shares the database of `\(other.name)`")
        }
      }
      places.append((provider.id.text, provider.places))
    }
  }

  /// The names by which the first document provider is found.
  static func checkRegistry(_ settings: Settings) throws(ConfigurationError) {
    do { _ = try MessageProviderID(parsing: settings.registryID) } catch {
      throw ConfigurationError(place: "registry.id", reason: error.reason)
    }
    guard !settings.registrySince.isEmpty else { return }
    do { _ = try CalendarDate(parsing: settings.registrySince) } catch {
      throw ConfigurationError(place: "registry.since", reason: error.reason)
    }
  }
}

extension StorePlaces {
  fileprivate var folders: Set<String> {
    Set([dataDirectory, documentsPath, keysPath].map { URL(fileURLWithPath: $0).standardizedFileURL.path })
  }
}

private func messageProviderID(_ text: String) throws(InvalidIdentifier) -> MessageProviderID {
  try MessageProviderID(parsing: text)
}
private func enterpriseNumber(_ text: String) throws(InvalidIdentifier) -> EnterpriseNumber {
  try EnterpriseNumber(parsing: text)
}
private func day(_ text: String) throws(InvalidIdentifier) -> CalendarDate { try CalendarDate(parsing: text) }
