import Contracts
import Vocabulary

// What version 3 writes of registered mail. Ours, but for the address `/registeredMails` (reference §2.9).

extension RegisteredDelivery {
  /// - Parameter now: at which the state is told; silence is told from the end of the period on.
  func json(at now: Instant) -> JSON {
    .members(
      ("state", .string(state(at: now).name)), ("acceptUntil", (acceptUntil?.brussels).map(JSON.string)),
      ("facts", .array(facts.map(\.json))))
  }
}

extension RegisteredDelivery.State {
  var name: String {
    switch self {
    case .awaitingAcceptance: "awaitingAcceptance"
    case .delivered: "delivered"
    case .refused: "refused"
    case .unanswered: "unanswered"
    case .notDelivered: "notDelivered"
    }
  }
}

extension RegisteredMailFact {
  fileprivate var json: JSON {
    .members(
      ("id", .string(id.text)), ("event", .string(event.rawValue)), ("at", .string(at.brussels)),
      ("reason", reason.map { .string($0.rawValue) }), ("channel", channel.map { .string($0.text) }))
  }
}

extension RegisteredMailStatus {
  /// - Parameter href: the URL of this registered mail.
  func json(href: String, at now: Instant) -> JSON {
    .members(
      ("messageId", .string(message.text)), ("recipient", recipient.json),
      ("messageTypeId", .string(messageType.text)), ("publicationDate", .string(sentAt.brussels)),
      ("expirationDate", .string(expiration.brussels)), ("delivery", delivery.json(at: now)),
      ("proofs", sealed.json(href: href)))
  }
}

extension Set<EvidenceID> {
  /// In the order of the facts.
  /// - Parameter href: the URL of what the proofs are of.
  func json(href: String) -> JSON {
    let items = sorted().map { id in
      let proof = "\(href)/proofs/\(id)"
      return JSON.members(
        ("id", .string(id.text)), ("documentHref", .string(proof)),
        ("signatureHref", .string("\(proof)/signature")))
    }
    return .members(("items", .array(items)), ("totalItems", .int(items.count)))
  }
}

extension RegisteredMailRule {
  var json: JSON {
    switch self {
    case .basic: .members(("isAcceptanceRequired", .bool(false)))
    case .acceptance(let period):
      .members(
        ("isAcceptanceRequired", .bool(true)), ("acceptPeriodNumber", .int(period.number)),
        ("acceptPeriodUnit", .string(period.unit.rawValue)))
    }
  }
}
