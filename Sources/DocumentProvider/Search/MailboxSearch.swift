import Contracts
import Storage
import Vocabulary

/// Finds messages by words: decrypts the mailbox's own subjects and compares them in memory; there is no
/// plaintext index (house.md §4).
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
    let folded = try await folded(candidates, of: mailbox, at: now)
    let needle = FoldedText(search.text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    let names = NamesFound(needle, register, search.language)
    return try candidates.filter { candidate in
      names.include(candidate) || folded[candidate.id]?.contains(needle) ?? false
    }.map { try MessageID(parsing: $0.id) }
  }

  private func folded(
    _ candidates: [SearchCandidate], of mailbox: MailboxID, at now: Instant
  ) async throws -> [String: FoldedText] {
    var known = subjects.remembered(mailbox, at: now)
    let missing = Set(candidates.lazy.map(\.id).filter { known[$0] == nil })
    guard !missing.isEmpty else { return known }
    let seal = try await keyring.seal(of: mailbox)
    for row in try await sealed(missing, of: mailbox) {
      known[row.id.text] = FoldedText(
        try seal.openSubject(row).texts.values.joined(separator: "\n")
          .split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " "))
    }
    subjects.remember(known, of: mailbox, at: now)
    return known
  }

  private func sealed(_ ids: Set<String>, of mailbox: MailboxID) async throws -> [SealedSubject] {
    guard let first = ids.min(), let last = ids.max() else { return [] }
    return try await database.read { transaction in
      try transaction.rows(
        """
        SELECT id, wrapped_key, subject FROM document_provider_message
        WHERE mailbox = $1 AND id >= $2 AND id <= $3
        """,
        .text(mailbox.text), .text(first), .text(last)
      ).compactMap { row in
        guard ids.contains(try row.text(0)) else { return nil }
        return SealedSubject(
          id: try MessageID(parsing: row.text(0)), wrappedKey: try row.bytes(1), subject: try row.bytes(2))
      }
    }
  }
}

/// A subject as its row has it.
struct SealedSubject: Sendable {
  let id: MessageID
  let wrappedKey: [UInt8]
  let subject: [UInt8]
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

  func include(_ candidate: SearchCandidate) -> Bool {
    senders.contains(candidate.sender) || applications.contains(candidate.application)
      || messageTypes.contains(candidate.messageType)
  }
}
