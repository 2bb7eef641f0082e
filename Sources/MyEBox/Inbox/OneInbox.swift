import Contracts
import Vocabulary

/// The messages of all document providers as one box (R-BOX-8).
struct OneInbox: Sendable {
  let registries: [OpenRegistry]

  /// One page of everything, newest publication first.
  ///
  /// With several document providers each is asked for what may stand on the page: everything up to its end,
  /// so a page far back costs more than the first.
  func messages(_ page: PageRequest) async throws -> Page<Found<Message>> {
    var found: [Found<Message>] = []
    var total = 0
    for opened in registries {
      let part = registries.count == 1 ? [page] : try Self.pages(upTo: page)
      for request in part {
        let answer = try await opened.registry.messages(MessageQuery(page: request))
        found += answer.items.map { Found($0, in: opened) }
        if request == part[0] { total += answer.total }
        if !answer.hasNext { break }
      }
    }
    guard registries.count > 1 else { return Page(items: found, total: total, request: page) }
    found.sort { ($1.item.publishedAt, $1.item.id) < ($0.item.publishedAt, $0.item.id) }
    return Page(items: Array(found.dropFirst(page.offset).prefix(page.size)), total: total, request: page)
  }

  func unreadCount() async throws -> Int {
    var query = MessageQuery(page: try PageRequest(parsing: 1, size: 1))
    query.isRead = false
    var count = 0
    for opened in registries { count += try await opened.registry.messages(query).total }
    return count
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

/// Something, and the document provider that has it.
struct Found<Item: Sendable>: Sendable {
  let item: Item
  let opened: OpenRegistry

  init(_ item: Item, in opened: OpenRegistry) {
    self.item = item
    self.opened = opened
  }
}
