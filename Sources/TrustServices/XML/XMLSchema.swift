import CXMLSec

/// A compiled XML schema. Used by many tasks at once.
package final class XMLSchema: @unchecked Sendable {
  private static let placeBytes = 256

  private let handle: OpaquePointer

  /// - Parameters:
  ///   - root: the schema's text.
  ///   - imports: what it and its imports name, by the end of the location after `=`; nothing else is read.
  /// - Throws: ``XMLSchemaFault`` when it is not a schema.
  package init(_ root: String, imports: [String: String] = [:]) throws {
    guard ebox_xml_start() == 0 else { throw XMLFailure.unavailable }
    let texts = imports.flatMap { [$0.key, $0.value] }.map { Array($0.utf8CString) }
    let handle = Self.pinned(texts, []) { pointers in
      let files = stride(from: 0, to: pointers.count, by: 2).map {
        ebox_xml_file(name: pointers[$0], text: pointers[$0 + 1])
      }
      return ebox_xml_schema_make(root, files, files.count)
    }
    guard let handle else { throw XMLSchemaFault() }
    self.handle = handle
  }

  /// - Returns: nil when the element is valid; the local name of the first element at fault otherwise.
  package func fault(in element: XMLElement) throws -> String? {
    var place = [CChar](repeating: 0, count: Self.placeBytes)
    switch ebox_xml_schema_check(handle, element.node, &place, place.count) {
    case 0: return nil
    case 1: return String(decoding: place.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    default: throw XMLSchemaFault()
    }
  }

  private static func pinned<Result>(
    _ texts: [[CChar]], _ pointers: [UnsafePointer<CChar>], _ body: ([UnsafePointer<CChar>]) -> Result
  ) -> Result {
    guard pointers.count < texts.count else { return body(pointers) }
    return texts[pointers.count].withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return body(pointers) }
      return pinned(texts, pointers + [start], body)
    }
  }
}

/// A schema can't be compiled or used: a fault of ours.
package struct XMLSchemaFault: Error {
  package init() {}
}
