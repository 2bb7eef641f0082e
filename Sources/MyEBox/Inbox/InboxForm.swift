import Contracts
import Pages
import Vocabulary

/// The search and filter form above the list, filled with what is chosen.
struct InboxForm: Sendable {
  /// Senders and kinds that are offered at most; the others are found by their names.
  static let choicesMax = 300

  private let view: InboxView
  private let registries: [OpenRegistry]
  private let directory: SenderDirectory
  private let words: Words

  init(_ view: InboxView, _ registries: [OpenRegistry], _ directory: SenderDirectory, _ words: Words) {
    self.view = view
    self.registries = registries
    self.directory = directory
    self.words = words
  }

  func values() async throws -> [String: any Sendable] {
    var senders: [(value: String, name: TranslatedText)] = []
    var types: [(value: String, name: TranslatedText)] = []
    for opened in registries {
      let names = try await directory.names(of: opened)
      senders += names.organizations.values.map { ($0.number.digits, $0.name) }
      types += names.messageTypes.values.map { ($0.id.text, $0.name) }
    }
    var values: [String: any Sendable] = [
      "q": view.text, "hasFilters": view.hasFilters, "isNarrowed": view.isNarrowed,
      "clear": InboxView().showing(view.which).address, "from": view.from?.description ?? "",
      "to": view.to?.description ?? "",
      "senders": choices(senders, chosen: view.sender?.digits),
      "types": choices(types, chosen: view.messageType?.text),
    ]
    if view.which != .all { values["view"] = view.which.rawValue }
    return values
  }

  /// In the order of their names; what is chosen is always there.
  private func choices(
    _ all: [(value: String, name: TranslatedText)], chosen: String?
  ) -> [[String: any Sendable]] {
    var named = all.map { ($0.value, $0.name.text(in: words.language)) }
    named.sort { ($0.1.text.lowercased(), $0.0) < ($1.1.text.lowercased(), $1.0) }
    named = Array(named.prefix(Self.choicesMax))
    var choices = named.map { value, name -> [String: any Sendable] in
      [
        "value": value, "name": name.text, "lang": name.language.rawValue, "isChosen": value == chosen,
      ]
    }
    if let chosen, !named.contains(where: { $0.0 == chosen }) {
      choices.append(
        ["value": chosen, "name": chosen, "lang": words.language.rawValue, "isChosen": true])
    }
    return choices
  }
}
