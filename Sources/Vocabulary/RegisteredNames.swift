/// A sender's own name of a piece of registered mail, unique in one of its applications: `Token` of
/// RegisteredMail 1.6.
package struct RegisteredToken: Hashable, Sendable {
  package static let charactersMax = 50
  /// 1 to 50 characters; may say whom it is about, so it stands in no log and no trail.
  package let text: String

  package init(parsing text: String) throws(InvalidIdentifier) {
    guard (1...Self.charactersMax).contains(text.count), !text.allSatisfy(\.isWhitespace) else {
      throw InvalidIdentifier("Token", "must have 1 to \(Self.charactersMax) characters, not all blank")
    }
    self.text = text
  }
}

/// Our name of the same, as RegisteredMail 1.6 writes it: 13 digits and capitals without I and O.
package struct RegisteredTicket: Hashable, Sendable, CustomStringConvertible {
  package static let charactersCount = 13
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

  package let text: String

  package init(parsing text: String) throws(InvalidIdentifier) {
    guard text.utf8.count == Self.charactersCount, text.utf8.allSatisfy(Self.alphabet.contains) else {
      throw InvalidIdentifier("Ticket", "must be 13 digits and capitals without I and O")
    }
    self.text = text
  }

  /// Draws one: 66 bits, which nobody guesses.
  package init(random: any RandomSource) {
    // What is left of a byte's 256 values past the last whole alphabet is drawn again.
    let usable = 256 / Self.alphabet.count * Self.alphabet.count
    var drawn: [UInt8] = []
    while drawn.count < Self.charactersCount {
      drawn += random.bytes(Self.charactersCount).filter { Int($0) < usable }
        .map { Self.alphabet[Int($0) % Self.alphabet.count] }
    }
    text = String(decoding: drawn.prefix(Self.charactersCount), as: UTF8.self)
  }

  package var description: String { text }
}
