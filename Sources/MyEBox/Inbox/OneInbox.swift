package import Contracts
package import Vocabulary

/// The messages of all document providers as one box (R-BOX-8).
///
/// One that can't answer now hides nothing of the others: they are shown, and it is named. Only when none
/// answers there is nothing to show.
package struct OneInbox: Sendable {
  package let registries: [OpenRegistry]

  package init(registries: [OpenRegistry]) { self.registries = registries }

  /// One page of everything, newest publication first, with the counts of the whole box; one question to a
  /// document provider that is alone.
  ///
  /// Several are each asked for the first page, or for a page further back where it lies with them
  /// (``MergedPage``).
  package func listing(_ query: MessageQuery) async throws -> FoundListing {
    let page = query.page
    let isMerged = registries.count > 1 && page.number > 1
    let start = isMerged ? try PageRequest(parsing: 1, size: 1) : page
    let (parts, missing) = try await each { opened in try await Self.part(of: opened, query, start) }
    var items = parts.flatMap(\.messages)
    if isMerged {
      do { items = try await merged(parts, query) } catch let gone as Gone {
        let away = Set((missing + gone.registries).map(\.provider))
        let others = OneInbox(registries: registries.filter { !away.contains($0.provider) })
        return try await others.listing(query).missing(also: away, of: registries)
      }
    } else if registries.count > 1 {
      items = Array(Self.inOrder(items).prefix(page.size))
    }
    return FoundListing(
      page: Page(items: items, total: parts.map(\.total).reduce(0, +), request: page),
      unread: parts.map(\.unread).reduce(0, +), hidden: parts.map(\.hidden).reduce(0, +),
      recalled: parts.map(\.recalled).reduce(0, +), missing: missing)
  }

  /// What senders took back, newest first, as far as it can be told.
  func recalledMessages() async throws -> [Found<RecalledMessage>] {
    let (parts, _) = try await each { opened in
      try await opened.registry.recalledMessages().map { Found($0, in: opened) }
    }
    return parts.flatMap(\.self).sorted {
      ($1.item.recalledAt, $1.item.id) < ($0.item.recalledAt, $0.item.id)
    }
  }

  /// Counts of the whole box, and who could not be asked.
  package func statistics() async throws -> (MailboxStatistics, missing: [OpenRegistry]) {
    let (parts, missing) = try await each { opened in try await opened.registry.statistics() }
    var sum = MailboxStatistics()
    for part in parts {
      sum.messages += part.messages
      sum.unread += part.unread
      sum.endingSoon += part.endingSoon
      sum.unreadEndingSoon += part.unreadEndingSoon
      sum.requiringAction += part.requiringAction
      sum.registered += part.registered
    }
    return (sum, missing)
  }

  /// A message, wherever it is kept.
  package func message(_ id: MessageID) async throws -> Found<Message> {
    try await first { opened throws(Failure<ReadingRejection>) in
      Found(try await opened.registry.message(id), in: opened)
    }
  }

  /// What an attachment is, without reading it.
  func describe(_ id: AttachmentID, in message: MessageID) async throws -> Found<Attachment> {
    try await first { opened throws(Failure<ReadingRejection>) in
      Found(try await opened.registry.describe(id, in: message), in: opened)
    }
  }

  /// The proof of a fact, wherever the message is kept.
  func proof(_ id: EvidenceID, of message: MessageID) async throws -> SealedProof {
    let found = try await self.message(message)
    guard let mailbox = found.opened.registeredMail else {
      throw Failure<ProofRejection>.rejected(.proofNotFound)
    }
    return try await mailbox.proof(id, of: message)
  }

  /// The first document provider's answer that is not "no such message". Where one can't say so, or not in
  /// time, nobody else can say it in its place: then it is not known. They are asked one after the other:
  /// each keeps in its trail what it was asked for, and after the one that has the message nobody is.
  private func first<T: Sendable>(
    _ ask: @escaping @Sendable (OpenRegistry) async throws(Failure<ReadingRejection>) -> T
  ) async throws(Failure<ReadingRejection>) -> T {
    let isAlone = registries.count == 1
    var passing: Failure<ReadingRejection>?
    for opened in registries {
      let answer = await AskingSeveral.askOne(opened, isAlone: isAlone) { try await ask($0) }
      switch answer {
      case .success(let found): return found
      case .failure(let error):
        let failure = Self.failure(error)
        if case .rejected(.messageNotFound) = failure { continue }
        guard !isAlone, Trouble(failure).isPassing else { throw failure }
        passing = passing ?? failure
      }
    }
    throw passing ?? .rejected(.messageNotFound)
  }

  /// Document providers that answered before, and can't now; another did.
  private struct Gone: Error {
    let registries: [OpenRegistry]
  }

  /// What is on a page behind the first.
  /// - Throws: ``Gone``, and what ``each(_:)`` throws.
  private func merged(_ parts: [Part], _ query: MessageQuery) async throws -> [Found<Message>] {
    var merged = MergedPage<PublicationOrder>(
      totals: parts.map(\.total), offset: query.page.offset, size: query.page.size)
    while !merged.wanted.isEmpty {
      let wanted = merged.wanted
      var looks = parts.map { _ in [PageRequest]() }
      for place in wanted { looks[place.list] = [try PageRequest(parsing: place.place + 1, size: 1)] }
      let found = try await messages(looks, of: parts, query)
      merged.narrow(
        by: Dictionary(
          uniqueKeysWithValues: wanted.compactMap { place in
            found[place.list].first.map { (place, PublicationOrder($0.item)) }
          }))
    }
    let looks = try merged.ranges.map(PageRequest.covering)
    let found = try await messages(looks, of: parts, query)
    let items = merged.ranges.indices.flatMap { list in
      let range = merged.ranges[list]
      return found[list].dropFirst(range.lowerBound - (looks[list].first?.offset ?? 0)).prefix(range.count)
    }
    return Array(Self.inOrder(items).dropFirst(merged.skipped).prefix(query.page.size))
  }

  /// The messages on the pages that each is asked for; who is asked for none is not asked.
  private func messages(
    _ pages: [[PageRequest]], of parts: [Part], _ query: MessageQuery
  ) async throws -> [[Found<Message>]] {
    let asked = zip(parts.map(\.opened), pages).map { (opened: $0, pages: $1) }
    let (found, missing) = try await Self.each(asked, isAlone: false, { $0.opened }) { look in
      var found: [Found<Message>] = []
      for page in look.pages { found += try await Self.part(of: look.opened, query, page).messages }
      return found
    }
    guard missing.isEmpty else { throw Gone(registries: missing) }
    return found
  }

  private static func inOrder(_ messages: [Found<Message>]) -> [Found<Message>] {
    messages.sorted { PublicationOrder($0.item) < PublicationOrder($1.item) }
  }

  /// What each answers; all are asked at the same time. Who can't now is left out, unless nobody can: then
  /// the first failure is thrown.
  private func each<Answer: Sendable>(
    _ ask: @escaping @Sendable (OpenRegistry) async throws -> Answer
  ) async throws -> (answers: [Answer], missing: [OpenRegistry]) {
    try await Self.each(registries, isAlone: registries.count == 1, { $0 }, ask)
  }

  private static func each<Asked: Sendable, Answer: Sendable>(
    _ asked: [Asked], isAlone: Bool, _ opened: (Asked) -> OpenRegistry,
    _ ask: @escaping @Sendable (Asked) async throws -> Answer
  ) async throws -> (answers: [Answer], missing: [OpenRegistry]) {
    var (answers, missing) = ([Answer](), [OpenRegistry]())
    var failure: (any Error)?
    for (asked, answer) in zip(asked, await AskingSeveral.ask(asked, isAlone: isAlone, ask)) {
      switch answer {
      case .success(let part): answers.append(part)
      case .failure(let cause):
        let error = passing(cause)
        guard Trouble(error).isPassing else { throw error }
        missing.append(opened(asked))
        failure = failure ?? error
      }
    }
    if let failure, answers.isEmpty { throw failure }
    return (answers, missing)
  }

  /// No answer in time is that of one that can't answer now.
  private static func passing(_ cause: any Error) -> any Error {
    cause is NoAnswerInTime ? failure(cause) : cause
  }

  /// Who said nothing in time is one that can't answer now.
  private static func failure(_ error: any Error) -> Failure<ReadingRejection> {
    (error as? Failure<ReadingRejection>) ?? .outcomeUnknown(error)
  }

  /// One document provider's part of a page, and what it has altogether.
  private struct Part: Sendable {
    let opened: OpenRegistry
    let messages: [Found<Message>]
    let (total, unread, hidden, recalled): (Int, Int, Int, Int)
  }

  private static func part(
    of opened: OpenRegistry, _ query: MessageQuery, _ page: PageRequest
  ) async throws -> Part {
    var query = query
    query.page = page
    let answer = try await opened.registry.listing(query)
    return Part(
      opened: opened, messages: answer.page.items.map { Found($0, in: opened) }, total: answer.page.total,
      unread: answer.unread, hidden: answer.hidden, recalled: answer.recalled)
  }
}

/// Newest publication first; of one millisecond by their ids, as each document provider lists them: ids begin
/// with the millisecond.
private struct PublicationOrder: Comparable, Sendable {
  private let millisecond: Int64
  private let id: MessageID

  init(_ message: Message) {
    millisecond = message.publishedAt.microseconds / 1000
    id = message.id
  }

  static func < (left: Self, right: Self) -> Bool {
    (right.millisecond, right.id) < (left.millisecond, left.id)
  }
}

/// A page of the one box, and what the whole box holds, as far as it could be asked.
package struct FoundListing: Sendable {
  package let page: Page<Found<Message>>
  let unread: Int
  let hidden: Int
  let recalled: Int
  /// Who can't be asked now: nothing of theirs is counted or listed.
  package let missing: [OpenRegistry]

  /// The same where others are away too.
  fileprivate func missing(also away: Set<String>, of registries: [OpenRegistry]) -> FoundListing {
    let all = away.union(missing.map(\.provider))
    return FoundListing(
      page: page, unread: unread, hidden: hidden, recalled: recalled,
      missing: registries.filter { all.contains($0.provider) })
  }
}

/// Something, and the document provider that has it.
package struct Found<Item: Sendable>: Sendable {
  package let item: Item
  package let opened: OpenRegistry

  init(_ item: Item, in opened: OpenRegistry) {
    self.item = item
    self.opened = opened
  }
}

extension OpenRegistry {
  /// What it is called before people.
  package func name(in language: Language) -> String { name?.text(in: language).text ?? provider }
}
