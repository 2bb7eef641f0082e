import Contracts
import Vocabulary

/// `businessDataList` of a publication: keys and values. What the sender calls them is ignored, as the title
/// of an attachment is: the names are the message type's (reference §3.8).
enum BusinessDataList {
  static func read(
    _ reader: InputReader, _ root: InputReader.Object, _ languages: [Language]
  ) -> [BusinessDataRequest] {
    guard let value = reader.value("businessDataList", of: root) else { return [] }
    let elements = reader.elements(value, at: "businessDataList", countMax: BusinessData.countMax)
    return elements.compactMap { datum(reader, $0.value, at: $0.path, languages) }
  }

  private static func datum(
    _ reader: InputReader, _ value: JSON, at path: String, _ languages: [Language]
  ) -> BusinessDataRequest? {
    let names: Set = ["key", "values", "name", "description"]
    guard let object = reader.object(value, at: path, names: names) else { return nil }
    let key = reader.parsed("key", of: object, isRequired: true, by: BusinessDataKey.init(parsing:))
    let list = reader.value("values", of: object, isRequired: true).map {
      reader.elements($0, at: object.name("values"), countMax: BusinessData.valuesMax)
    }
    if list?.isEmpty == true { reader.invalid(object.name("values"), "must not be empty") }
    let values = (list ?? []).compactMap { path, value in
      reader.translated(
        value, at: path, charactersMax: BusinessData.valueCharactersMax, languages)
    }
    guard let key, !values.isEmpty else { return nil }
    return BusinessDataRequest(key: key, values: values)
  }
}

extension [BusinessData] {
  /// Nil for none.
  func json(_ text: (TranslatedText) -> JSON) -> JSON? {
    if isEmpty { return nil }
    let items = map { datum in
      JSON.members(
        ("key", .string(datum.key.text)), ("name", text(datum.name)),
        ("description", datum.description.map(text)), ("values", .array(datum.values.map(text))))
    }
    return .members(("items", .array(items)), ("totalItems", .int(count)))
  }
}
