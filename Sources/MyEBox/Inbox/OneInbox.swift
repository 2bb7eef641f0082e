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
  /// With several document providers each is asked for what may stand on the page: everything up to its end,
  /// so a page far back costs more than the first.
  package func listing(_ query: MessageQuery) async throws -> FoundListing {
    let page = query.page
    let requests = registries.count == 1 ? [page] : try Self.pages(upTo: page)
    let (parts, missing) = try await each { opened in try await Self.part(of: opened, query, requests) }
    var found = parts.flatMap(\.messages)
    if registries.count > 1 {
      found.sort { ($1.item.publishedAt, $1.item.id) < ($0.item.publishedAt, $0.item.id) }
      found = Array(found.dropFirst(page.offset).prefix(page.size))
    }
    return FoundListing(
      page: Page(items: found, total: parts.map(\.total).reduce(0, +), request: page),
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

  /// What each answers; all are asked at the same time. Who can't now is left out, unless nobody can: then
  /// the first failure is thrown.
  private func each<Answer: Sendable>(
    _ ask: @escaping @Sendable (OpenRegistry) async throws -> Answer
  ) async throws -> (answers: [Answer], missing: [OpenRegistry]) {
    var (answers, missing) = ([Answer](), [OpenRegistry]())
    var failure: (any Error)?
    for (opened, answer) in zip(registries, await AskingSeveral.ask(registries, ask)) {
      switch answer {
      case .success(let part): answers.append(part)
      case .failure(let cause):
        let error: any Error = cause is NoAnswerInTime ? Self.failure(cause) : cause
        guard Trouble(error).isPassing else { throw error }
        missing.append(opened)
        failure = failure ?? error
      }
    }
    if let failure, answers.isEmpty { throw failure }
    return (answers, missing)
  }

  /// Who said nothing in time is one that can't answer now.
  private static func failure(_ error: any Error) -> Failure<ReadingRejection> {
    (error as? Failure<ReadingRejection>) ?? .outcomeUnknown(error)
  }

  /// One document provider's part of a page.
  private struct Part: Sendable {
    var messages: [Found<Message>] = []
    var (total, unread, hidden, recalled) = (0, 0, 0, 0)
  }

  private static func part(
    of opened: OpenRegistry, _ query: MessageQuery, _ requests: [PageRequest]
  ) async throws -> Part {
    var part = Part()
    for request in requests {
      var query = query
      query.page = request
      let answer = try await opened.registry.listing(query)
      part.messages += answer.page.items.map { Found($0, in: opened) }
      if request == requests.first {
        (part.total, part.unread) = (answer.page.total, answer.unread)
        (part.hidden, part.recalled) = (answer.hidden, answer.recalled)
      }
      if !answer.page.hasNext { break }
    }
    return part
  }

  private static func pages(upTo page: PageRequest) throws -> [PageRequest] {
    let count = (page.offset + page.size + PageRequest.sizeMax - 1) / PageRequest.sizeMax
    return try (1...count).map { try PageRequest(parsing: $0, size: PageRequest.sizeMax) }
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
