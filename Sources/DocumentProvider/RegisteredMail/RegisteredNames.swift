import Contracts
import Storage
import TrustServices
import Vocabulary

/// Finds registered mail of one application by its names (RegisteredMail 1.6).
struct RegisteredNames: RegisteredTicketDesk {
  let sender: EnterpriseNumber
  let application: ApplicationID
  let database: any Database
  let hashes: KeyedTicketHash
  let seal: RegisteredSeal

  func item(under token: RegisteredToken) async throws(Failure<Never>) -> RegisteredItem? {
    let (sender, application, hash) = (sender.digits, application.text, hashes.hash(token, of: sender))
    return try await read { transaction in
      try transaction.rows(
        """
        SELECT ticket, token, message FROM document_provider_registered_ticket
        WHERE sender = $1 AND application = $2 AND token_hash = $3
        """, .text(sender), .text(application), .bytes(hash))
    }
  }

  func item(with ticket: RegisteredTicket) async throws(Failure<Never>) -> RegisteredItem? {
    let (sender, application) = (sender.digits, application.text)
    return try await read { transaction in
      try transaction.rows(
        """
        SELECT ticket, token, message FROM document_provider_registered_ticket
        WHERE sender = $1 AND application = $2 AND ticket = $3
        """, .text(sender), .text(application), .text(ticket.text))
    }
  }

  func isSealed(_ id: EvidenceID, of item: RegisteredItem) async throws(Failure<Never>) -> Bool {
    let (sender, application) = (sender.digits, application.text)
    do throws(StorageFailure) {
      return try await database.read { transaction in
        try !transaction.rows(
          """
          SELECT p.id FROM document_provider_registered_ticket t
          JOIN document_provider_registered g ON g.message = t.message
          JOIN document_provider_proof p ON p.mailbox = g.mailbox AND p.message = g.message
          WHERE t.sender = $1 AND t.application = $2 AND t.ticket = $3 AND p.id = $4
          """, .text(sender), .text(application), .text(item.ticket.text), .text(id.text)
        ).isEmpty
      }
    } catch { throw Failure(error) }
  }

  private func read(
    _ rows: @escaping @Sendable (Transaction) throws -> [Row]
  ) async throws(Failure<Never>) -> RegisteredItem? {
    let seal = seal
    do throws(StorageFailure) {
      return try await database.read { transaction in
        try rows(transaction).first.map { row in
          let message = try MessageID(parsing: row.text(2))
          return RegisteredItem(
            ticket: try RegisteredTicket(parsing: row.text(0)),
            token: try seal.open(token: row.bytes(1), of: message), message: message)
        }
      }
    } catch { throw Failure(error) }
  }
}
