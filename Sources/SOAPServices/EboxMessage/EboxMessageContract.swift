import Contracts
import Hummingbird
import TrustServices

/// The contract EboxMessage 1.8: names, operations and schemas.
enum EboxMessageContract {
  static let path = "/EBoxMessage/v1"
  static let elements = "http://socialsecurity.be/eboxmessage/v1"
  static let types = "http://socialsecurity.be/eboxmessage/types/v1"
  static let monitoring = "http://services.fgov.be/monitoring/v1"

  static func contract(_ registry: any TicketRegistry, _ health: HealthCheck) throws -> SOAPContract {
    let own = [
      "PublishEboxMessageRequest": SOAPContract.Operation("publish") {
        try await PublishEboxMessage.serve($0, registry)
      },
      "GetMessageStatusRequest": SOAPContract.Operation("status") {
        try await GetMessageStatus.serve($0, desk($0, registry))
      },
      "HasAnEboxRequest": SOAPContract.Operation("boxes") {
        try await HasAnEbox.serve($0, desk($0, registry))
      },
      // Broadcasts and addresses.
      "GetEboxInfoRequest": SOAPContract.Operation("getEboxInfo", nil),
      "StoreEboxMessageRequest": SOAPContract.Operation("storeEboxMessage", nil),
      "LinkEboxMessageRequest": SOAPContract.Operation("linkEboxMessage", nil),
      "CommitLinkEboxMessageRequest": SOAPContract.Operation("commitLinkEboxMessage", nil),
    ]
    var operations = Dictionary(uniqueKeysWithValues: own.map { (XMLName(elements, $0.key), $0.value) })
    operations[XMLName(monitoring, "HealthCheckRequest")] = SOAPContract.Operation("healthCheck") {
      try await health.serve($0)
    }
    return try SOAPContract(
      path: path, description, roots: [elements: "eboxmessage-v1.xsd", monitoring: "monitoring-v1.xsd"],
      operations: operations)
  }

  /// The desk of the certificate's own application.
  private static func desk(_ exchange: SOAPExchange, _ registry: any TicketRegistry) -> any TicketDesk {
    registry.desk(for: exchange.sender(), application: exchange.identity.application)
  }

  private static let description = SOAPContract.Description(
    wsdl: PackageResources.eboxmessage_v1_wsdl,
    schemas: [
      "eboxmessage-v1.xsd": PackageResources.eboxmessage_v1_xsd,
      "eboxmessage-types-v1.xsd": PackageResources.eboxmessage_types_v1_xsd,
      "errors-v1.xsd": PackageResources.errors_v1_xsd,
      "monitoring-v1.xsd": PackageResources.monitoring_v1_xsd,
      "swaref.xsd": PackageResources.swaref_xsd, "xml.xsd": PackageResources.xml_xsd,
    ])

  /// An answer: `name` in the elements' namespace, its content in that of the types (`t:`).
  static func response(_ name: String, _ content: (inout XMLWriter) -> Void) -> Response {
    SOAPAnswer.response { writer in
      writer.element("e:\(name)", [("xmlns:e", elements), ("xmlns:t", types)], content)
    }
  }
}

extension XMLElement {
  /// Children in the types' namespace.
  func typed(_ local: String) -> XMLElement? { child(XMLName(EboxMessageContract.types, local)) }
  func allTyped(_ local: String) -> [XMLElement] { children(XMLName(EboxMessageContract.types, local)) }
}
