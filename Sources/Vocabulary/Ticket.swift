/// A sender's own name of a publication, unique in one of its applications: `MessageID` of EboxMessage 1.8.
package struct Ticket: Hashable, Sendable {
  package static let charactersMax = 25
  package static let sequenceMax = 99_999
  /// 1 to 25 characters; may say whom it is about, so it stands in no log and no trail.
  package let text: String
  /// Tells several publications under one ticket apart; nil is not the same as 0.
  package let sequence: Int?

  package init(parsing text: String, sequence: Int? = nil) throws(InvalidIdentifier) {
    guard (1...Self.charactersMax).contains(text.count) else {
      throw InvalidIdentifier("Ticket", "must have 1 to \(Self.charactersMax) characters")
    }
    guard (0...Self.sequenceMax).contains(sequence ?? 0) else {
      throw InvalidIdentifier("Sequence", "must be 0 to \(Self.sequenceMax)")
    }
    self.text = text
    self.sequence = sequence
  }
}
