import Contracts
import Storage
import TrustServices
import Vocabulary

/// Draws the ids of a publication and seals its contents, so that its transaction only writes.
struct PublicationPlanner: Sendable {
  /// An idempotency key is kept so long (domain.md, "Publication": at least 30 days).
  static let keyDaysKept: Int64 = 31

  let keyring: MailboxKeyring
  let tickets: KeyedTicketHash
  let registeredSeal: RegisteredSeal
  let ledger: Ledger

  func plan(
    _ accepted: AcceptedPublication, _ received: ReceivedPublication, _ standings: [RecipientStanding],
    _ caller: SenderCaller
  ) async throws -> PublicationPlan {
    let documents = accepted.attachments.map { received.parts[$0.part].document }
    var messages: [PlannedMessage] = []
    for standing in standings {
      messages.append(try await message(accepted, documents, standing, caller))
    }
    let token = try accepted.request.token.flatMap { token in
      try messages.first.map { try named(token, accepted, $0) }
    }
    return PublicationPlan(
      accepted: accepted, messages: messages, ticket: accepted.request.ticket.map { named($0, accepted) },
      token: token,
      keyKeptUntil: accepted.publishedAt.adding(seconds: Self.keyDaysKept * 86_400),
      refusal: PendingEntry(Asker(caller), at: accepted.publishedAt, ledger))
  }

  func named(_ ticket: Ticket, _ accepted: AcceptedPublication) -> NamedTicket {
    let hash = tickets.hash(ticket, of: accepted.request.sender)
    return NamedTicket(
      hash: hash, sequence: ticket.sequence ?? NamedTicket.noSequence,
      fingerprint: tickets.fingerprint(of: Fingerprint.of(accepted), under: hash))
  }

  /// Equal content to another citizen is other content: a token is one piece of mail.
  private func named(
    _ token: RegisteredToken, _ accepted: AcceptedPublication, _ message: PlannedMessage
  ) throws -> NamedToken {
    let hash = tickets.hash(token, of: accepted.request.sender)
    return NamedToken(
      hash: hash,
      fingerprint: tickets.fingerprint(
        of: Fingerprint.of(accepted) + message.standing.mailbox.bytes, under: hash),
      ticket: RegisteredTicket(random: ledger.random),
      sealed: try registeredSeal.seal(token: token, of: message.id))
  }

  private func message(
    _ accepted: AcceptedPublication, _ documents: [StoredDocument], _ standing: RecipientStanding,
    _ caller: SenderCaller
  ) async throws -> PlannedMessage {
    let now = accepted.publishedAt
    let id = MessageID(at: now, random: ledger.random)
    let attachmentIDs = accepted.attachments.map { _ in AttachmentID(at: now, random: ledger.random) }
    let delivery = PublicationRules.delivery(of: accepted.messageType, to: standing)
    var content: SealedContent?
    if delivery != .destroyed {
      content = try await keyring.seal(of: standing.mailbox).seal(
        accepted, as: id, attachments: attachmentIDs, documents: documents)
    }
    return PlannedMessage(
      id: id, standing: standing, delivery: delivery, attachmentIDs: attachmentIDs, content: content,
      entry: PendingEntry(Asker(caller), at: now, ledger), eventID: ledger.eventID(at: now),
      registered: try PlannedRegisteredMail(accepted, as: id, delivery, registeredSeal, ledger))
  }
}
