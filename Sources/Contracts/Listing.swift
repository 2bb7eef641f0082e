package import Vocabulary

/// A page of a mailbox, and what the whole mailbox holds, whatever the page was asked by.
package struct MessageListing: Sendable {
  package let page: Page<Message>
  /// Messages that are neither read nor hidden. Registered mail that will never be open, because it was
  /// refused, not answered or not delivered, is none of them.
  package let unread: Int
  /// Messages that the citizen has hidden.
  package let hidden: Int
  /// Messages that senders took back, until the end of the term that they had.
  package let recalled: Int

  package init(page: Page<Message>, unread: Int, hidden: Int, recalled: Int) {
    self.page = page
    self.unread = unread
    self.hidden = hidden
    self.recalled = recalled
  }
}

/// What a mailbox holds altogether, for who shows only that (contract 2.1, `Ebox`). Hidden messages count,
/// but not as unread.
package struct MailboxSummary: Hashable, Sendable {
  /// A message ends soon from a week before the end of its term on.
  package static let endingSoonSeconds: Int64 = 7 * 86_400

  package let messages: Int
  package let unread: Int
  package let endingSoon: Int
  /// When the newest was made available; nil for an empty box.
  package let lastReceived: Instant?
  /// Of all attachments that can be reached.
  package let bytes: Int64
  /// Whether the channel that asks may fetch ahead.
  package let isPrefetchAllowed: Bool

  package init(
    messages: Int, unread: Int, endingSoon: Int, lastReceived: Instant?, bytes: Int64,
    isPrefetchAllowed: Bool = false
  ) {
    self.messages = messages
    self.unread = unread
    self.endingSoon = endingSoon
    self.lastReceived = lastReceived
    self.bytes = bytes
    self.isPrefetchAllowed = isPrefetchAllowed
  }
}

/// What of a mailbox asks for attention (Message Registry 3, *statistics*; reference §2.3). Hidden messages
/// count, but not as unread.
package struct MailboxStatistics: Hashable, Sendable {
  /// A message ends soon when fewer days are left of its term.
  package static let endingSoonDays = 7

  package var messages = 0
  package var unread = 0
  package var endingSoon = 0
  package var unreadEndingSoon = 0
  /// Those with a date that is not past: one that the sender gave, or where it gave none, the one that the
  /// kind of message always has; and registered mail that waits for the citizen's decision.
  package var requiringAction = 0
  package var registered = 0

  package init() {}
}

/// Words that a citizen looks for: in the subject, in every language that it was written in, and in the names
/// of the sender, the application and the message type as they are in `language`. Case and accents do not
/// count; contents are not searched (reference §2.2).
package struct MessageSearch: Hashable, Sendable {
  package static let charactersMax = 100

  package let text: String
  package let language: Language

  /// - Throws: ``InvalidIdentifier`` when it is blank, too long, or holds a control character.
  package init(parsing text: String, in language: Language) throws(InvalidIdentifier) {
    guard text.utf8.count <= 8 * MessageSearch.charactersMax, text.count <= MessageSearch.charactersMax else {
      throw InvalidIdentifier("q", "must have at most \(MessageSearch.charactersMax) characters")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw InvalidIdentifier("q", "must not be empty")
    }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw InvalidIdentifier("q", "must not hold control characters")
    }
    self.text = text
    self.language = language
  }
}

/// What shall change of a message; what is not named stays as it is.
package struct MessageUpdate: Hashable, Sendable {
  /// Updates in one act.
  package static let countMax = 100

  package let message: MessageID
  /// Nil to leave it.
  package let isVisible: Bool?
  /// Whether a copy that was fetched ahead is shown to the citizen now. There is no way back.
  package let isShown: Bool

  package init(_ message: MessageID, isVisible: Bool? = nil, isShown: Bool = false) {
    self.message = message
    self.isVisible = isVisible
    self.isShown = isShown
  }
}

/// One access to a content, as its citizen may see it (domain.md, "Reading").
package struct ContentAccess: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// By the citizen's own act, from the document provider.
    case opened
    /// By the channel, before the citizen asked for it: not a reading.
    case fetchedAhead
    /// To the citizen, from the copy that the channel had fetched ahead.
    case shown
  }

  package enum Content: Hashable, Sendable {
    case body
    case attachment(AttachmentID)
  }

  /// Told at most, the newest.
  package static let countMax = 200

  package let channel: ChannelID
  package let at: Instant
  package let content: Content
  package let isMainContent: Bool
  package let kind: Kind

  package init(
    channel: ChannelID, at: Instant, content: Content, isMainContent: Bool, kind: Kind = .opened
  ) {
    self.channel = channel
    self.at = at
    self.content = content
    self.isMainContent = isMainContent
    self.kind = kind
  }
}
