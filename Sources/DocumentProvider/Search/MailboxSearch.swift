import Contracts
import Storage
import Vocabulary

/// Finds messages by words: decrypts the mailbox's own subjects and business data and compares them in
/// memory; there is no plaintext index (house.md §4). Of registered mail that is not open, only the subject.
struct MailboxSearch: Sendable {
  let database: any Database
  let keyring: MailboxKeyring
  let register: Register
  let subjects: FoldedSubjects

  /// The ids of what fits, newest first.
  func matches(
    _ search: MessageSearch, _ query: MessageQuery, in mailbox: MailboxID, at now: Instant
  ) async throws -> [MessageID] {
    let candidates = try await database.read { transaction in
      try MessageRow.candidates(query, of: mailbox, at: now, in: transaction)
    }
    let known = try await searched(candidates, of: mailbox, at: now)
    let needle = FoldedText(Self.spaced(search.text))
    let names = NamesFound(needle, register, search.language)
    return try candidates.filter { candidate in
      guard let message = known[candidate.id] else { return false }
      return message.words.contains(needle) || names.include(message)
    }.map { try MessageID(parsing: $0.id) }
  }

  /// What is known of each candidate, decrypting what was not remembered, or not as open as it is now; one
  /// that ended meanwhile is not there.
  private func searched(
    _ candidates: [SearchCandidate], of mailbox: MailboxID, at now: Instant
  ) async throws -> [String: SearchedMessage] {
    var known = subjects.remembered(mailbox, at: now)
    let missing = candidates.filter { known[$0.id]?.isOpen != $0.isOpen }.map(\.id)
    guard let last = missing.first, let first = missing.last else { return known }
    let wanted = Set(missing)
    let seal = try await keyring.seal(of: mailbox)
    for row in try await sealed(from: first, through: last, of: mailbox, at: now)
    where wanted.contains(row.id.text) {
      let texts = try seal.openSearched(row)
      known[row.id.text] = SearchedMessage(
        isOpen: row.isOpen, words: FoldedText(texts.map(Self.spaced).joined(separator: "\n")),
        sender: row.sender, application: row.application, messageType: row.messageType)
    }
    subjects.remember(known, of: mailbox, at: now)
    return known
  }

  private func sealed(
    from first: String, through last: String, of mailbox: MailboxID, at now: Instant
  ) async throws -> [SealedWords] {
    try await database.read { transaction in
      try transaction.rows(
        """
        SELECT m.id, m.wrapped_key, m.subject, m.sender, m.application, m.message_type, m.business_data,
          CASE WHEN m.is_registered = 0 OR EXISTS (
            SELECT 1 FROM document_provider_registered_fact f
            WHERE f.mailbox = m.mailbox AND f.message = m.id AND f.event = $5) THEN 1 ELSE 0 END
        FROM document_provider_message m
        WHERE m.mailbox = $1 AND m.id >= $2 AND m.id <= $3 AND m.available_at IS NOT NULL
          AND m.expires_at > $4
        """,
        .text(mailbox.text), .text(first), .text(last), .int(now.microseconds),
        .text(RegisteredMailEvent.contentConsignment.rawValue)
      ).map { row in
        let isOpen = try row.flag(7)
        return SealedWords(
          id: try MessageID(parsing: row.text(0)), wrappedKey: try row.bytes(1), subject: try row.bytes(2),
          sender: try row.text(3), application: try row.text(4), messageType: try row.text(5),
          isOpen: isOpen, businessData: isOpen ? try row.bytesOrNil(6) : nil)
      }
    }
  }

  /// With one space wherever there is white.
  private static func spaced(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// A message that a search may find.
struct SearchCandidate: Sendable {
  let id: String
  /// Whether more than the subject is searched.
  let isOpen: Bool
}

/// What is searched of a message, as its row has it.
struct SealedWords: Sendable {
  let id: MessageID
  let wrappedKey: [UInt8]
  let subject: [UInt8]
  let sender: String
  let application: String
  let messageType: String
  let isOpen: Bool
  /// Nil also where it is not open.
  let businessData: [UInt8]?
}

/// Which names of the register hold the words that are looked for.
private struct NamesFound: Sendable {
  private let senders: Set<String>
  private let applications: Set<String>
  private let messageTypes: Set<String>

  init(_ needle: FoldedText, _ register: Register, _ language: Language) {
    func holds(_ texts: TranslatedText?...) -> Bool {
      texts.contains { $0.map { FoldedText($0.text(in: language).text).contains(needle) } ?? false }
    }
    senders = Set(register.allOrganizations.filter { holds($0.name) }.map(\.number.digits))
    applications = Set(register.allApplications.filter { holds($0.name) }.map(\.id.text))
    messageTypes = Set(register.allMessageTypes.filter { holds($0.name, $0.description) }.map(\.id.text))
  }

  func include(_ message: SearchedMessage) -> Bool {
    !senders.isEmpty && senders.contains(message.sender)
      || !applications.isEmpty && applications.contains(message.application)
      || !messageTypes.isEmpty && messageTypes.contains(message.messageType)
  }
}
