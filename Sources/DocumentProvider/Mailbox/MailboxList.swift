import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Lists one mailbox, newest publication first.
///
/// Ids begin with the moment of publication, so the order of ids is that of publication. A page is read on a
/// snapshot and shown only after its audit entry, which names each message, was committed under a grant. What
/// a citizen searched for is in no audit entry.
struct MailboxList: Sendable {
  let access: Access
  let keyring: MailboxKeyring
  let search: MailboxSearch

  func listing(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> MessageListing {
    for _ in 0..<Access.grantsMax {
      let grant = try await access.grant(.list)
      let page = try await read(query)
      let permitted = try await access.commit(.list, under: grant) { _, _ in
        .given(page, details: page.details)
      }
      if permitted != nil {
        return MessageListing(
          page: try await open(page, query), unread: page.counts.unread, hidden: page.counts.hidden,
          recalled: page.counts.recalled)
      }
    }
    throw .overloaded(retryAfterSeconds: Failure<Never>.busySeconds)
  }

  /// Counted on a snapshot, and told only after its audit entry was committed under a grant.
  func summary() async throws(Failure<ReadingRejection>) -> MailboxSummary {
    let mailbox = access.caller.mailbox
    for _ in 0..<Access.grantsMax {
      let grant = try await access.grant(.summarize)
      let now = access.ledger.time.now()
      let summary: MailboxSummary
      do throws(StorageFailure) {
        summary = try await access.database.read {
          try MailboxSummary.of(mailbox, mayPrefetch: grant.prefetchSince != nil, at: now, in: $0)
        }
      } catch {
        throw Failure(error)
      }
      let permitted = try await access.commit(.summarize, under: grant) { _, _ in
        .given(summary, details: ["total": String(summary.messages)])
      }
      if let permitted { return permitted.given }
    }
    throw .overloaded(retryAfterSeconds: Failure<Never>.busySeconds)
  }

  private func read(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> ListedPage {
    let mailbox = access.caller.mailbox
    let now = access.ledger.time.now()
    if let words = query.search { return try await found(words, query, at: now) }
    do throws(StorageFailure) {
      if let beginning = try await beginning(query, at: now) { return beginning }
      return try await access.database.read { transaction in
        try ListedPage.of(
          mailbox, query, at: now, try MailboxCounts.of(mailbox, at: now, in: transaction), in: transaction)
      }
    } catch {
      throw Failure(error)
    }
  }

  /// The beginning of the list of everything: a few rows by their keys, read where it is asked. Nil where it
  /// may be more, because much is hidden, or has ended and is not swept yet.
  private func beginning(
    _ query: MessageQuery, at now: Instant
  ) async throws(StorageFailure) -> ListedPage? {
    guard query.isBeginning else { return nil }
    let mailbox = access.caller.mailbox
    return try await access.database.lookup { transaction in
      guard try MailboxCounts.areFew(at: now, in: transaction) else { return nil }
      let counts = try MailboxCounts.of(mailbox, at: now, in: transaction)
      guard counts.hidden <= MessageQuery.beginningMax else { return nil }
      return try ListedPage.of(mailbox, query, at: now, counts, in: transaction)
    }
  }

  private func found(
    _ words: MessageSearch, _ query: MessageQuery, at now: Instant
  ) async throws(Failure<ReadingRejection>) -> ListedPage {
    let mailbox = access.caller.mailbox
    do {
      let matches = try await search.matches(words, query, in: mailbox, at: now)
      let shown = matches.dropFirst(query.page.offset).prefix(query.page.size)
      return try await access.database.read { transaction in
        ListedPage(
          rows: try shown.compactMap { try MessageRow.one($0, of: mailbox, at: now, in: transaction) },
          total: matches.count, counts: try MailboxCounts.of(mailbox, at: now, in: transaction))
      }
    } catch let failure as StorageFailure {
      throw Failure(failure)
    } catch {
      throw .outcomeUnknown(error)
    }
  }

  private func open(
    _ page: ListedPage, _ query: MessageQuery
  ) async throws(Failure<ReadingRejection>) -> Page<Message> {
    guard !page.rows.isEmpty else { return Page(items: [], total: page.total, request: query.page) }
    do {
      let seal = try await keyring.seal(of: access.caller.mailbox)
      let items = try page.rows.map { try seal.open($0) }
      return Page(items: items, total: page.total, request: query.page)
    } catch {
      throw .outcomeUnknown(error)
    }
  }
}

private struct ListedPage: Sendable {
  let rows: [MessageRow]
  let total: Int
  let counts: MailboxCounts

  static func of(
    _ mailbox: MailboxID, _ query: MessageQuery, at now: Instant, _ counts: MailboxCounts,
    in transaction: Transaction
  ) throws -> ListedPage {
    ListedPage(
      rows: try MessageRow.page(query, of: mailbox, at: now, in: transaction),
      total: try MessageRow.count(query, of: mailbox, at: now, counts, in: transaction), counts: counts)
  }

  var details: [String: String] {
    ["messages": rows.map(\.id.text).joined(separator: " "), "total": String(total)]
  }
}
