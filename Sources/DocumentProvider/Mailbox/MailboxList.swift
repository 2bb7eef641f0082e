import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Lists one mailbox, newest publication first.
///
/// Ids begin with the moment of publication, so the order of ids is that of publication. A page is read on a
/// snapshot and shown only after its audit entry, which names each message, was committed under a grant.
struct MailboxList: Sendable {
  let access: Access
  let keyring: MailboxKeyring

  func messages(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> Page<Message> {
    for _ in 0..<Access.grantsMax {
      let grant = try await access.grant(.list)
      let page = try await read(query)
      let permitted = try await access.commit(.list, under: grant) { _, _ in
        .given(page, details: page.details)
      }
      if permitted != nil { return try await open(page, query) }
    }
    throw .overloaded(retryAfterSeconds: Failure<Never>.busySeconds)
  }

  private func read(_ query: MessageQuery) async throws(Failure<ReadingRejection>) -> ListedPage {
    // No message is hidden yet: who asks for hidden ones gets an empty page.
    guard query.isVisible != false else { return ListedPage(rows: [], total: 0) }
    let mailbox = access.caller.mailbox
    let now = access.ledger.time.now()
    do throws(StorageFailure) {
      return try await access.database.read { transaction in
        ListedPage(
          rows: try MessageRow.page(query, of: mailbox, at: now, in: transaction),
          total: try MessageRow.count(query, of: mailbox, at: now, in: transaction))
      }
    } catch {
      throw Failure(error)
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

  var details: [String: String] {
    ["messages": rows.map(\.id.text).joined(separator: " "), "total": String(total)]
  }
}
