package import Vocabulary

/// A document provider of the federation, as channels and senders find it (R-BOX-8; federation 1.3,
/// "MessageProviders").
package struct MessageProvider: Hashable, Sendable {
  /// Stable, and unlike every other's: it stands in addresses.
  package let id: MessageProviderID
  package let name: TranslatedText
  /// Where its Message Registry 3 is, without a slash at its end.
  package let registryURL: String
  /// A help desk for developers; empty for none.
  package let contact: String
  /// From when it has messages.
  package let activeFrom: CalendarDate
  package let enterpriseNumber: EnterpriseNumber?

  package init(
    id: MessageProviderID, name: TranslatedText, registryURL: String, contact: String,
    activeFrom: CalendarDate, enterpriseNumber: EnterpriseNumber? = nil
  ) {
    self.id = id
    self.name = name
    self.registryURL = registryURL
    self.contact = contact
    self.activeFrom = activeFrom
    self.enterpriseNumber = enterpriseNumber
  }
}

/// Where the federation tells its document providers, and for which registry.
package enum MessageProviderDirectory {
  /// As in the public contract for enterprises, with the citizen in their place.
  package static let path = "/REST/ebox/citizen/federation/v1/messageProviders"
  /// Of the registry whose address is told.
  package static let apiVersion = "3"
}

/// Names a document provider: 1 to 40 lower-case letters, digits and hyphens, a letter first.
package struct MessageProviderID: Hashable, Sendable, CustomStringConvertible {
  package static let charactersMax = 40

  package let text: String

  /// - Throws: when `text` is no such name.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    let isPlain = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard (1...Self.charactersMax).contains(text.utf8.count), isPlain,
      text.utf8.first.map({ $0 >= 0x61 }) == true
    else {
      throw InvalidIdentifier(
        "document provider", "must have 1 to \(Self.charactersMax) of a-z, 0-9 and -, a letter first")
    }
    self.text = String(text)
  }

  package var description: String { text }
}
