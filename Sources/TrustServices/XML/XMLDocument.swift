import CXMLSec

/// An XML document that a stranger sent, as a tree of elements: parsed without network, entities or document
/// type. Kept whole in memory: whoever parses has limited the bytes.
///
/// Used by one task at a time.
package final class XMLDocument: @unchecked Sendable {
  package let root: XMLElement
  private let handle: OpaquePointer

  /// - Throws: ``XMLFailure``.
  package init(parsing bytes: [UInt8], limits: XMLLimits = .request) throws(XMLFailure) {
    guard ebox_xml_start() == 0 else { throw .unavailable }
    try limits.check(bytes)
    var outcome = EBOX_XML_MALFORMED
    let handle = bytes.withUnsafeBufferPointer { ebox_xml_parse($0.baseAddress, $0.count, &outcome) }
    guard let handle, let root = ebox_xml_root(handle) else {
      handle.map(ebox_xml_free)
      switch outcome {
      case EBOX_XML_DOCTYPE: throw .documentType
      case EBOX_XML_ENCODING: throw .notUTF8
      default: throw .malformed
      }
    }
    self.handle = handle
    self.root = XMLElement(root)
  }

  deinit { ebox_xml_free(handle) }
}

/// Why a document can't be parsed. Case order is check order; nothing of the document is carried.
package enum XMLFailure: Error, Hashable, Sendable {
  case notUTF8
  case documentType
  /// Past ``XMLLimits``.
  case tooCostly
  /// Not well-formed, or nested deeper than 256 levels.
  case malformed
  /// The library can't be set up: a fault.
  case unavailable
}

/// An element of a document that is kept elsewhere: valid as long as its ``XMLDocument``.
package struct XMLElement: Hashable, @unchecked Sendable {
  let node: OpaquePointer

  init(_ node: OpaquePointer) { self.node = node }

  package var name: XMLName {
    XMLName(String(cString: ebox_xml_namespace(node)), String(cString: ebox_xml_name(node)))
  }

  /// Child elements, in order.
  package var children: [XMLElement] {
    var children: [XMLElement] = []
    var next = ebox_xml_first(node)
    while let child = next {
      children.append(XMLElement(child))
      next = ebox_xml_next(child)
    }
    return children
  }

  /// The text within the element, that of its descendants included.
  package var text: String { Self.taken(ebox_xml_text(node)) ?? "" }

  /// - Parameter name: with an empty namespace for an attribute without a prefix.
  package func attribute(_ name: XMLName) -> String? {
    Self.taken(ebox_xml_attribute(node, name.namespace, name.local))
  }

  /// The first child of that name.
  package func child(_ name: XMLName) -> XMLElement? { children.first { $0.isNamed(name) } }

  package func children(_ name: XMLName) -> [XMLElement] { children.filter { $0.isNamed(name) } }

  package func isNamed(_ name: XMLName) -> Bool { ebox_xml_is(node, name.namespace, name.local) == 1 }

  /// Makes this attribute's value an ID by which a signature may refer to the element.
  /// - Returns: false when another element has that ID, or there is no such attribute.
  package func markID(_ name: XMLName) -> Bool {
    ebox_xml_mark_id(node, name.namespace, name.local) == 0
  }

  /// The same for this element and all below it that have the attribute, and for those of the namespace
  /// `kin` that have it without a namespace.
  /// - Returns: false when two are the same, or one is an ID of another kind too.
  package func markIDs(_ name: XMLName, andPlainIn kin: String) -> Bool {
    ebox_xml_mark_ids(node, name.namespace, name.local, kin) == 0
  }

  private static func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { ebox_xml_free_text(text) }
    return String(cString: text)
  }
}

/// A name in a namespace (Namespaces in XML 1.0); "" for none.
package struct XMLName: Hashable, Sendable {
  package let namespace: String
  package let local: String

  package init(_ namespace: String, _ local: String) {
    self.namespace = namespace
    self.local = local
  }
}
