import TrustServices

/// The contract EboxMessage 1.8: names, operations and schemas.
struct EboxMessageContract: Sendable {
  static let path = "/EBoxMessage/v1"
  static let elements = "http://socialsecurity.be/eboxmessage/v1"
  static let types = "http://socialsecurity.be/eboxmessage/types/v1"
  static let monitoring = "http://services.fgov.be/monitoring/v1"

  /// Found by the body's element, not by SOAPAction: that one is empty in the contract.
  enum Operation: String, Sendable, CaseIterable {
    case publishEboxMessage = "PublishEboxMessageRequest"
    case getMessageStatus = "GetMessageStatusRequest"
    case hasAnEbox = "HasAnEboxRequest"
    case healthCheck = "HealthCheckRequest"
    // Internal use only, in the contract too: broadcasts and addresses.
    case getEboxInfo = "GetEboxInfoRequest"
    case storeEboxMessage = "StoreEboxMessageRequest"
    case linkEboxMessage = "LinkEboxMessageRequest"
    case commitLinkEboxMessage = "CommitLinkEboxMessageRequest"

    init?(_ name: XMLName) {
      let space =
        name.local == Self.healthCheck.rawValue
        ? EboxMessageContract.monitoring : EboxMessageContract.elements
      guard name.namespace == space else { return nil }
      self.init(rawValue: name.local)
    }

    var isInternal: Bool {
      switch self {
      case .publishEboxMessage, .getMessageStatus, .hasAnEbox, .healthCheck: false
      case .getEboxInfo, .storeEboxMessage, .linkEboxMessage, .commitLinkEboxMessage: true
      }
    }
  }

  /// What the service serves beside its WSDL, by the name in `?xsd=`.
  static let schemas: [String: String] = [
    "eboxmessage-v1.xsd": text(PackageResources.eboxmessage_v1_xsd),
    "eboxmessage-types-v1.xsd": text(PackageResources.eboxmessage_types_v1_xsd),
    "errors-v1.xsd": text(PackageResources.errors_v1_xsd),
    "monitoring-v1.xsd": text(PackageResources.monitoring_v1_xsd),
    "swaref.xsd": text(PackageResources.swaref_xsd), "xml.xsd": text(PackageResources.xml_xsd),
  ]

  /// - Parameter baseURL: scheme, host and port.
  static func description(at baseURL: String) -> String {
    text(PackageResources.eboxmessage_v1_wsdl).replacing("@ADDRESS@", with: baseURL + path)
  }

  private let messages: XMLSchema
  private let health: XMLSchema

  /// - Throws: ``XMLSchemaFault``.
  init() throws {
    messages = try XMLSchema(Self.schemas["eboxmessage-v1.xsd"] ?? "", imports: Self.schemas)
    health = try XMLSchema(Self.schemas["monitoring-v1.xsd"] ?? "", imports: Self.schemas)
  }

  /// - Throws: SOA-03006, naming the first element at fault.
  func check(_ payload: XMLElement, of operation: Operation) throws {
    let schema = operation == .healthCheck ? health : messages
    guard let place = try schema.fault(in: payload) else { return }
    throw SOAPFault.notValid("The message is not valid against the schema, at \(place).")
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension XMLElement {
  /// Children in the types' namespace.
  func typed(_ local: String) -> XMLElement? { child(XMLName(EboxMessageContract.types, local)) }
  func allTyped(_ local: String) -> [XMLElement] { children(XMLName(EboxMessageContract.types, local)) }
}
