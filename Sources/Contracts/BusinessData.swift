package import Vocabulary

/// A fact that a message carries for programs and people to sort by: a key that its message type registers,
/// and its values (contract 2.1 `BusinessData`; SOAP `Meta`; reference §3.8).
package struct BusinessData: Hashable, Sendable {
  /// Data of one publication.
  package static let countMax = 10
  package static let valuesMax = 10
  package static let valueCharactersMax = 256

  package let key: BusinessDataKey
  /// As the message type called it when the message was sent.
  package let name: TranslatedText
  package let description: TranslatedText?
  /// One or more, in the order of the sender.
  package let values: [TranslatedText]

  package init(
    key: BusinessDataKey, name: TranslatedText, description: TranslatedText? = nil, values: [TranslatedText]
  ) {
    self.key = key
    self.name = name
    self.description = description
    self.values = values
  }
}

/// What a publication says: the key and its values. The name is the message type's.
package struct BusinessDataRequest: Hashable, Sendable {
  package let key: BusinessDataKey
  package let values: [TranslatedText]

  package init(key: BusinessDataKey, values: [TranslatedText]) {
    self.key = key
    self.values = values
  }
}

/// What a message type says of one key: whether its messages must have it, and what its values look like.
package struct BusinessDataRule: Hashable, Sendable {
  package let key: BusinessDataKey
  package let name: TranslatedText
  package let description: TranslatedText?
  package let isRequired: Bool
  package let pattern: ValuePattern?

  package init(
    key: BusinessDataKey, name: TranslatedText, description: TranslatedText? = nil, isRequired: Bool = false,
    pattern: ValuePattern? = nil
  ) {
    self.key = key
    self.name = name
    self.description = description
    self.isRequired = isRequired
    self.pattern = pattern
  }
}
