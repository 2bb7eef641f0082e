import Contracts
import Synchronization
import Vocabulary

/// The names that lists and filters show: senders and message types of each document provider, asked for once
/// a minute at most.
final class SenderDirectory: Sendable {
  static let secondsKept: Int64 = 60
  /// Pages of a hundred that are fetched at most; who stands beyond is asked for one by one.
  static let pagesMax = 5

  /// What one document provider knows.
  struct Names: Sendable {
    var organizations: [EnterpriseNumber: SenderOrganization] = [:]
    var messageTypes: [MessageTypeID: MessageType] = [:]
    /// What a filter offers, in the order of the names.
    fileprivate(set) var senderChoices: [Language: [Choice]] = [:]
    fileprivate(set) var typeChoices: [Language: [Choice]] = [:]
  }

  /// One of the things that a filter offers.
  struct Choice: Hashable, Sendable {
    let value: String
    let name: String
    /// The language that the name is in.
    let language: Language
    fileprivate let order: String

    fileprivate init(_ value: String, _ name: TranslatedText, _ language: Language) {
      let text = name.text(in: language)
      self.value = value
      self.name = text.text
      self.language = text.language
      order = text.text.lowercased()
    }

    static func sorted(_ choices: [Choice]) -> [Choice] {
      choices.sorted { ($0.order, $0.value) < ($1.order, $1.value) }
    }
  }

  private struct Kept {
    let names: Names
    let at: Instant
  }

  private let kept = Mutex<[String: Kept]>([:])
  private let time: any TimeSource

  init(time: any TimeSource) { self.time = time }

  func names(of opened: OpenRegistry) async throws -> Names {
    let now = time.now()
    let known = kept.withLock { $0[opened.provider] }
    if let known, now < known.at.adding(seconds: Self.secondsKept), known.at <= now { return known.names }
    var names = Names()
    for number in 1...Self.pagesMax {
      let page = try await opened.referenceData.organizations(
        PageRequest(parsing: number, size: PageRequest.sizeMax))
      for item in page.items { names.organizations[item.number] = item }
      if !page.hasNext { break }
    }
    for number in 1...Self.pagesMax {
      let page = try await opened.referenceData.messageTypes(
        PageRequest(parsing: number, size: PageRequest.sizeMax))
      for item in page.items { names.messageTypes[item.id] = item }
      if !page.hasNext { break }
    }
    for language in Language.allCases {
      names.senderChoices[language] = Choice.sorted(
        names.organizations.values.map { Choice($0.number.digits, $0.name, language) })
      names.typeChoices[language] = Choice.sorted(
        names.messageTypes.values.map { Choice($0.id.text, $0.name, language) })
    }
    kept.withLock { [names] in $0[opened.provider] = Kept(names: names, at: now) }
    return names
  }

  func organization(_ number: EnterpriseNumber, in opened: OpenRegistry) async throws -> SenderOrganization? {
    if let known = try await names(of: opened).organizations[number] { return known }
    return try await opened.referenceData.organization(number)
  }

  func messageType(_ id: MessageTypeID, in opened: OpenRegistry) async throws -> MessageType? {
    if let known = try await names(of: opened).messageTypes[id] { return known }
    return try await opened.referenceData.messageType(id)
  }
}
