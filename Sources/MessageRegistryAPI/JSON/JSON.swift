/// A JSON value (RFC 8259). Objects keep their order; numbers their text.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let name: String
    package let value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object of the members that are there: absent ones are left out, so that no null is ever written.
  package static func members(_ members: (String, JSON?)...) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// An object with more members at its end.
  package func adding(_ more: (String, JSON)...) -> JSON { adding(more.map { Member($0, $1) }) }

  package func adding(_ more: [Member]) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members + more)
  }

  package static func int(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

  package subscript(_ name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
}
