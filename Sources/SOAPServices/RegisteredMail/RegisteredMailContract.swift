import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// The contract RegisteredMail 1.6: names, operations and schemas.
enum RegisteredMailContract {
  static let path = "/RegisteredMail/v1"
  static let elements = "http://socialsecurity.be/registeredmail/v1"
  static let types = "http://socialsecurity.be/registeredmail/types/v1"
  /// Who finds faults.
  static let actor = "RegisteredMail"

  static func contract(_ registry: any RegisteredTickets, _ health: HealthCheck) throws -> SOAPContract {
    let own = [
      "SendDocumentRequest": SOAPContract.Operation("publish") {
        try await SendDocument.serve($0, registry)
      },
      "GetStatusRequest": SOAPContract.Operation("registeredStatus") {
        try await GetRegisteredStatus.serve($0, registry)
      },
    ]
    var operations = Dictionary(uniqueKeysWithValues: own.map { (XMLName(elements, $0.key), $0.value) })
    operations[XMLName(EboxMessageContract.monitoring, "HealthCheckRequest")] = SOAPContract.Operation(
      "healthCheck"
    ) { try await health.serve($0) }
    return try SOAPContract(
      path: path, description,
      roots: [elements: "registeredmail-v1.xsd", EboxMessageContract.monitoring: "monitoring-v1.xsd"],
      operations: operations, faultActor: actor)
  }

  private static let description = SOAPContract.Description(
    wsdl: PackageResources.registeredmail_v1_wsdl,
    schemas: [
      "registeredmail-v1.xsd": PackageResources.registeredmail_v1_xsd,
      "registeredmail-types-v1.xsd": PackageResources.registeredmail_types_v1_xsd,
      "serviceprovider-errors-v1.xsd": PackageResources.serviceprovider_errors_v1_xsd,
      "errors-v1.xsd": PackageResources.errors_v1_xsd,
      "monitoring-v1.xsd": PackageResources.monitoring_v1_xsd,
      "swaref.xsd": PackageResources.swaref_xsd, "xml.xsd": PackageResources.xml_xsd,
    ])

  /// An answer: `name` in the elements' namespace, its content in that of the types (`t:`).
  static func write(_ name: String, _ writer: inout XMLWriter, _ content: (inout XMLWriter) -> Void) {
    writer.element("r:\(name)", [("xmlns:r", elements), ("xmlns:t", types)], content)
  }
}

extension XMLElement {
  /// Children in the namespace of RegisteredMail's types.
  func mail(_ local: String) -> XMLElement? { child(XMLName(RegisteredMailContract.types, local)) }
  func allMail(_ local: String) -> [XMLElement] { children(XMLName(RegisteredMailContract.types, local)) }
}

extension SOAPExchange {
  /// The contract has no place to name an application: it is the certificate's own.
  /// - Throws: SOA-03007.
  func ownApplication() throws -> ApplicationID {
    guard let application = identity.application else {
      throw SOAPFault.content("The certificate is shared by several applications: here it must be one's own.")
    }
    return application
  }
}
