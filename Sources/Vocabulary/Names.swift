/// `messageTypeId`: 6 to 80 visible characters (contracts 2.1 and 1.8).
package struct MessageTypeID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package static let charactersMin = 6
  package static let charactersMax = 80
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try checked(String(text), kind: "messageTypeId", Self.charactersMin...Self.charactersMax)
  }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// `senderApplicationId`: 1 to 150 visible characters, such as `premies:renovatie`.
package struct ApplicationID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package static let charactersMax = 150
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try checked(String(text), kind: "senderApplicationId", 1...Self.charactersMax)
  }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// A channel (service provider) in which citizens read: its OAuth client id, 1 to 80 visible characters.
package struct ChannelID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package static let charactersMax = 80
  /// What stands in the place of a channel when the citizen acts on the provider's own pages. No channel can
  /// be registered under it.
  package static let ownPages = ChannelID(known: "ebox-provider")
  /// The same where a sender's own system reads the sender's box.
  package static let senderSystem = ChannelID(known: "ebox-sender")
  package let text: String

  private init(known text: String) { self.text = text }

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try checked(String(text), kind: "channelId", 1...Self.charactersMax)
  }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// The key of a business datum: 1 to 25 visible characters (reference §4.1, `Meta`), such as `DOSSIER`.
package struct BusinessDataKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package static let charactersMax = 25
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try checked(String(text), kind: "key", 1...Self.charactersMax)
  }

  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// `imageId` of a logo: 1 to 64 visible characters.
package struct ImageID: Hashable, Sendable, CustomStringConvertible {
  package static let charactersMax = 64
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try checked(String(text), kind: "imageId", 1...Self.charactersMax)
  }

  package var description: String { text }
}

/// The value inside the quoted `Idempotency-Key`: 1 to 64 visible ASCII characters (recommended: a UUID).
package struct IdempotencyKey: Hashable, Sendable, CustomStringConvertible {
  package static let charactersMax = 64
  package let text: String

  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    self.text = try checked(String(text), kind: "Idempotency-Key", 1...Self.charactersMax)
  }

  package var description: String { text }
}

/// Visible ASCII without spaces or quotes, of the given length; anything else is refused with the reason.
private func checked(
  _ text: String, kind: String, _ length: ClosedRange<Int>
) throws(InvalidIdentifier) -> String {
  guard length.contains(text.utf8.count) else {
    throw InvalidIdentifier(kind, "must have \(length.lowerBound) to \(length.upperBound) characters")
  }
  guard
    text.utf8.allSatisfy({
      (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    })
  else {
    throw InvalidIdentifier(kind, "may hold visible ASCII characters only, no spaces, quotes or backslashes")
  }
  return text
}
