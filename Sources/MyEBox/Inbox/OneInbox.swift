import Contracts
import Vocabulary

/// The messages of all document providers as one box (R-BOX-8).
struct OneInbox: Sendable {
  let registries: [OpenRegistry]

  /// One page of everything, newest publication first, with the counts of the whole box; one question to a
  /// document provider that is alone.
  ///
  /// With several document providers each is asked for what may stand on the page: everything up to its end,
  /// so a page far back costs more than the first.
  func listing(_ query: MessageQuery) async throws -> FoundListing {
    let page = query.page
    var found: [Found<Message>] = []
    var (total, unread, hidden, recalled) = (0, 0, 0, 0)
    for opened in registries {
      let part = registries.count == 1 ? [page] : try Self.pages(upTo: page)
      for request in part {
        var query = query
        query.page = request
        let answer = try await opened.registry.listing(query)
        found += answer.page.items.map { Found($0, in: opened) }
        if request == part[0] {
          total += answer.page.total
          unread += answer.unread
          hidden += answer.hidden
          recalled += answer.recalled
        }
        if !answer.page.hasNext { break }
      }
    }
    if registries.count > 1 {
      found.sort { ($1.item.publishedAt, $1.item.id) < ($0.item.publishedAt, $0.item.id) }
      found = Array(found.dropFirst(page.offset).prefix(page.size))
    }
    return FoundListing(
      page: Page(items: found, total: total, request: page), unread: unread, hidden: hidden,
      recalled: recalled)
  }

  /// What senders took back, newest first.
  func recalledMessages() async throws -> [Found<RecalledMessage>] {
    var found: [Found<RecalledMessage>] = []
    for opened in registries {
      found += try await opened.registry.recalledMessages().map { Found($0, in: opened) }
    }
    return found.sorted { ($1.item.recalledAt, $1.item.id) < ($0.item.recalledAt, $0.item.id) }
  }

  /// A message, wherever it is kept.
  func message(_ id: MessageID) async throws -> Found<Message> {
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

  /// The first document provider's answer that is not "no such message".
  private func first<T>(
    _ ask: (OpenRegistry) async throws(Failure<ReadingRejection>) -> T
  ) async throws(Failure<ReadingRejection>) -> T {
    for opened in registries {
      do {
        return try await ask(opened)
      } catch .rejected(.messageNotFound) {
        continue
      }
    }
    throw .rejected(.messageNotFound)
  }

  private static func pages(upTo page: PageRequest) throws -> [PageRequest] {
    let count = (page.offset + page.size + PageRequest.sizeMax - 1) / PageRequest.sizeMax
    return try (1...count).map { try PageRequest(parsing: $0, size: PageRequest.sizeMax) }
  }
}

/// A page of the one box, and what the whole box holds.
struct FoundListing: Sendable {
  let page: Page<Found<Message>>
  let unread: Int
  let hidden: Int
  let recalled: Int
}

/// Something, and the document provider that has it.
struct Found<Item: Sendable>: Sendable {
  let item: Item
  let opened: OpenRegistry

  init(_ item: Item, in opened: OpenRegistry) {
    self.item = item
    self.opened = opened
  }
}
