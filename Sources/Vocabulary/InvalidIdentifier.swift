/// Why a text is not the identifier or value that it should be. Never carries the text itself, which may be
/// personal.
package struct InvalidIdentifier: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of value that was expected, as the public contracts name it (`ssin`, `enterpriseNumber`,
  /// `messageId`…).
  package let kind: String
  /// What is wrong, in English, for the person who wrote the client.
  package let reason: String

  package init(_ kind: String, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  package var description: String { "\(kind): \(reason)" }
}
