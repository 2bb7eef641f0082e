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
    var senders: [SenderDirectory.Choice] = []
    var types: [SenderDirectory.Choice] = []
    for opened in registries {
      let names = try await directory.names(of: opened)
      senders += names.senderChoices[words.language] ?? []
      types += names.typeChoices[words.language] ?? []
    }
    if registries.count > 1 {
      senders = SenderDirectory.Choice.sorted(senders)
      types = SenderDirectory.Choice.sorted(types)
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
    _ all: [SenderDirectory.Choice], chosen: String?
  ) -> [[String: any Sendable]] {
    let offered = all.prefix(Self.choicesMax)
    var choices = offered.map { choice -> [String: any Sendable] in
      [
        "value": choice.value, "name": choice.name, "lang": choice.language.rawValue,
        "isChosen": choice.value == chosen,
      ]
    }
    if let chosen, !offered.contains(where: { $0.value == chosen }) {
      let name = all.first { $0.value == chosen }
      choices.append([
        "value": chosen, "name": name?.name ?? chosen,
        "lang": (name?.language ?? words.language).rawValue, "isChosen": true,
      ])
    }
    return choices
  }
}
