import Contracts
import Hummingbird
import TrustServices

/// The contract CitizenProfile 1.3: names, operations and schemas.
enum CitizenProfileContract {
  static let path = "/CitizenProfile/v1"
  static let elements = "http://socialsecurity.be/citizenprofile/v1"
  static let types = "http://socialsecurity.be/citizenprofile/core/v1"

  static func contract(_ registry: any ProfileRegistry) throws -> SOAPContract {
    let operations = [
      "GetRestrictedCitizenProfilesRequest": SOAPContract.Operation("profiles") {
        try await CitizenProfiles.serveRestricted($0, registry)
      },
      "GetCitizenProfilesRequest": SOAPContract.Operation("profiles") {
        try await CitizenProfiles.serve($0, registry)
      },
      "CreateOrUpdateCitizenProfileRequest": SOAPContract.Operation("profileChanged") {
        try await CreateOrUpdateCitizenProfile.serve($0, registry)
      },
      "GetInssForExternalAccountRequest": SOAPContract.Operation("accountResolved") {
        try await GetInssForExternalAccount.serve($0, registry)
      },
    ]
    return try SOAPContract(
      path: path, description, roots: [elements: "citizenprofile-v1.xsd"],
      operations: Dictionary(uniqueKeysWithValues: operations.map { (XMLName(elements, $0.key), $0.value) }))
  }

  private static let description = SOAPContract.Description(
    wsdl: PackageResources.citizenprofile_v1_wsdl,
    schemas: [
      "citizenprofile-v1.xsd": PackageResources.citizenprofile_v1_xsd,
      "citizenprofile-types-v1.xsd": PackageResources.citizenprofile_types_v1_xsd,
      "errors-v1.xsd": PackageResources.errors_v1_xsd, "xml.xsd": PackageResources.xml_xsd,
    ])

  /// An answer: `name` in the elements' namespace, its content in that of the types (`c:`).
  static func response(_ name: String, _ content: (inout XMLWriter) -> Void) -> Response {
    SOAPAnswer.response { writer in
      writer.element("p:\(name)", [("xmlns:p", elements), ("xmlns:c", types)], content)
    }
  }
}

extension XMLElement {
  /// Children in the namespace of CitizenProfile's types.
  func core(_ local: String) -> XMLElement? { child(XMLName(CitizenProfileContract.types, local)) }
  func allCore(_ local: String) -> [XMLElement] { children(XMLName(CitizenProfileContract.types, local)) }
}

extension SOAPExchange {
  /// Who asks, where only a channel may.
  /// - Throws: SOA-01002.
  func channel() throws -> ChannelSystem {
    guard let channel = identity.channel else {
      throw SOAPFault.notAuthorized(
        "This operation is for channels, about the citizens who have linked them.")
    }
    return ChannelSystem(channel: channel, requestID: requestID)
  }
}
