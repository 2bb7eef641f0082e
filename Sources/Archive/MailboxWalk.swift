import Contracts
import Vocabulary

/// A message on a walk, and the registry that has it.
struct WalkedMessage: Sendable {
  let message: Message
  let registry: any ChannelRegistry
  let registeredMail: (any RegisteredMailbox)?
  let referenceData: any ReferenceData
  /// Newest first; filled in where the message is written.
  var replies: [ReplyReceipt] = []
  /// Of registered mail: those that are in the archive; filled in where the message is written.
  var proofs: Set<EvidenceID> = []
}

/// Goes through every message of several registries, newest first, each once, a page of each in memory.
///
/// While it goes, messages come and end, which moves the others between pages. Who is met twice is passed
/// over; when a list changed its length, the walk goes through it again for those it missed.
struct MailboxWalk {
  private static let roundsMax = 3

  private var pagers: [Pager]
  private var seen: Set<MessageID> = []

  init(_ registries: [OpenRegistry]) { pagers = registries.map { Pager($0) } }

  mutating func next() async throws -> WalkedMessage? {
    while true {
      for place in pagers.indices { try await pagers[place].fill() }
      let newest = pagers.indices.max { pagers[$0].isBefore(pagers[$1]) }
      guard let newest, let message = pagers[newest].take() else { return nil }
      guard seen.insert(message.id).inserted else { continue }
      let opened = pagers[newest].opened
      return WalkedMessage(
        message: message, registry: opened.registry, registeredMail: opened.registeredMail,
        referenceData: opened.referenceData)
    }
  }

  /// One registry's list.
  private struct Pager {
    let opened: OpenRegistry
    private var waiting: ArraySlice<Message> = []
    private var number = 1
    private var round = 1
    private var total: Int?
    private var hasChanged = false
    private var isDone = false

    init(_ opened: OpenRegistry) { self.opened = opened }

    /// Whether the other one's next message is newer.
    func isBefore(_ other: Pager) -> Bool {
      guard let mine = waiting.first else { return true }
      guard let others = other.waiting.first else { return false }
      return (mine.publishedAt, mine.id) < (others.publishedAt, others.id)
    }

    mutating func take() -> Message? { waiting.popFirst() }

    mutating func fill() async throws {
      while waiting.isEmpty, !isDone {
        let query = MessageQuery(page: try PageRequest(parsing: number, size: PageRequest.sizeMax))
        let page = try await opened.registry.messages(query)
        hasChanged = hasChanged || total.map { $0 != page.total } ?? false
        total = page.total
        waiting = page.items[...]
        number += 1
        guard !page.hasNext || page.items.isEmpty else { continue }
        if hasChanged, round < MailboxWalk.roundsMax {
          (number, round, hasChanged) = (1, round + 1, false)
        } else {
          isDone = true
        }
      }
    }
  }
}
