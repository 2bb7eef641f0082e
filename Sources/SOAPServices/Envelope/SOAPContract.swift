import Hummingbird
import TrustServices

/// A contract over SOAP 1.1 as one service keeps it: where, in which words, and who serves what.
struct SOAPContract: Sendable {
  /// An operation, found by the body's element: SOAPAction is not looked at.
  struct Operation: Sendable {
    /// As audit entries name it.
    let action: String
    /// Nil for one that is for internal use only, in the contract too: nobody may call it.
    let serve: (@Sendable (SOAPExchange) async throws -> Response)?

    init(_ action: String, _ serve: (@Sendable (SOAPExchange) async throws -> Response)?) {
      self.action = action
      self.serve = serve
    }
  }

  /// What the service serves of its own description.
  struct Description: Sendable {
    /// WSDL, with `@ADDRESS@` where the service is.
    let wsdl: [UInt8]
    /// By the name in `?xsd=`.
    let schemas: [String: [UInt8]]

    func text(of schema: String) -> String? {
      schemas[schema].map { String(decoding: $0, as: UTF8.self) }
    }
  }

  let path: String
  let description: Description
  /// Who finds faults, in a contract that says so in each: those have the form of a service provider's.
  let faultActor: String?
  private let operations: [XMLName: Operation]
  /// By the namespace of the elements that it declares.
  private let schemas: [String: XMLSchema]

  /// - Parameter roots: the schema of each namespace that a body's element can be in.
  /// - Throws: ``XMLSchemaFault``.
  init(
    path: String, _ description: Description, roots: [String: String], operations: [XMLName: Operation],
    faultActor: String? = nil
  ) throws {
    self.path = path
    self.description = description
    self.operations = operations
    self.faultActor = faultActor
    let texts = description.schemas.mapValues { String(decoding: $0, as: UTF8.self) }
    schemas = try roots.mapValues { try XMLSchema(texts[$0] ?? "", imports: texts) }
  }

  func wsdl(at baseURL: String) -> String {
    String(decoding: description.wsdl, as: UTF8.self).replacing("@ADDRESS@", with: baseURL + path)
  }

  /// - Throws: SOA-03005.
  func operation(_ payload: XMLElement) throws -> Operation {
    guard let operation = operations[payload.name] else {
      throw SOAPFault.notInContract("The contract has no operation for the element in the body.")
    }
    return operation
  }

  /// - Throws: SOA-03006, naming the first element at fault.
  func check(_ payload: XMLElement) throws {
    guard let schema = schemas[payload.name.namespace] else { throw XMLSchemaFault() }
    guard let place = try schema.fault(in: payload) else { return }
    throw SOAPFault.notValid("The message is not valid against the schema, at \(place).")
  }
}
