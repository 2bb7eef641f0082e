/// A step of a room's tables: numbered, forward only, never changed once landed.
package struct Migration: Sendable {
  /// The room, whose tables carry it as prefix: `document_provider`, `provider`, `audit`, `outbox`,
  /// `my_ebox`.
  package let room: String
  /// 1, 2, 3… within the room.
  package let number: Int
  package let statements: [SQL]

  package init(_ room: String, _ number: Int, _ statements: [SQL]) {
    self.room = room
    self.number = number
    self.statements = statements
  }
}
