import TrustServices

/// A SOAP 1.1 envelope with one element in its body. Valid as long as the value is.
struct Envelope {
  static let namespace = "http://schemas.xmlsoap.org/soap/envelope/"
  /// The actor of whoever comes next: us.
  private static let next = "http://schemas.xmlsoap.org/soap/actor/next"

  let document: XMLDocument
  let header: XMLElement?
  let body: XMLElement
  /// The one element of the body.
  let payload: XMLElement

  /// - Throws: SOA-03001 to SOA-03004, in this order.
  init(parsing bytes: [UInt8]) throws {
    document = try Self.document(bytes)
    let root = document.root
    guard root.isNamed(Self.name("Envelope")) else {
      throw SOAPFault.notSOAP("The document is not an envelope of SOAP 1.1.")
    }
    guard let body = root.child(Self.name("Body")) else {
      throw SOAPFault.noBody
    }
    guard let payload = body.children.first else { throw SOAPFault.noBody }
    let names = root.children.map(\.name)
    guard names == [Self.name("Body")] || names == [Self.name("Header"), Self.name("Body")] else {
      throw SOAPFault.notInteroperable(
        "An envelope holds at most one header, then one body, and nothing else.")
    }
    guard body.children.count == 1 else {
      throw SOAPFault.notInteroperable("The body holds one element (WS-I BP 1.1, R2201).")
    }
    header = root.child(Self.name("Header"))
    (self.body, self.payload) = (body, payload)
  }

  /// - Throws: SOA-03004 for a header for us that must be understood and is not: only `understood` are.
  func checkHeaders(understood: Set<XMLName>) throws {
    for block in header?.children ?? [] where Self.isForUs(block) && !understood.contains(block.name) {
      let must = block.attribute(Self.name("mustUnderstand"))
      guard must == nil || must == "0" || must == "false" else {
        throw SOAPFault.notInteroperable("A header that must be understood is unknown here.")
      }
    }
  }

  /// The header blocks of that name that are for us.
  func headers(_ name: XMLName) -> [XMLElement] {
    (header?.children(name) ?? []).filter(Self.isForUs)
  }

  private static func isForUs(_ block: XMLElement) -> Bool {
    guard let actor = block.attribute(name("actor")) else { return true }
    return actor.isEmpty || actor == next
  }

  static func name(_ local: String) -> XMLName { XMLName(namespace, local) }

  private static func document(_ bytes: [UInt8]) throws -> XMLDocument {
    do {
      return try XMLDocument(parsing: bytes)
    } catch {
      switch error {
      case .tooCostly: throw SOAPFault.notInteroperable("The envelope has too many or too large elements.")
      case .notUTF8: throw SOAPFault.malformed("The envelope is not in UTF-8.")
      case .documentType: throw SOAPFault.malformed("A document type declaration is not taken.")
      case .malformed: throw SOAPFault.malformed("The envelope is not well-formed XML.")
      case .unavailable: throw error
      }
    }
  }
}
