import Contracts
import Vocabulary

/// Where registered mail stands. The state is what its facts say.
struct DeliveryAnswer: Decodable, Sendable {
  struct FactAnswer: Decodable, Sendable {
    let id, event, at: String
    let reason, channel: String?

    /// Nil for a fact that is not known here.
    func fact() throws -> RegisteredMailFact? {
      guard let event = RegisteredMailEvent(rawValue: event) else { return nil }
      return RegisteredMailFact(
        id: try EvidenceID(parsing: id), event: event, at: try Instant(parsing: at),
        reason: reason.flatMap(RegisteredMailFact.Reason.init(rawValue:)),
        channel: try channel.map { try ChannelID(parsing: $0) })
    }
  }

  let acceptUntil: String?
  let facts: [FactAnswer]

  func delivery() throws -> RegisteredDelivery {
    RegisteredDelivery(
      acceptUntil: try acceptUntil.map { try Instant(parsing: $0) },
      facts: try facts.compactMap { try $0.fact() })
  }
}

struct ProofsAnswer: Decodable {
  struct Item: Decodable { let id: String }

  let items: [Item]

  func ids() throws -> Set<EvidenceID> { Set(try items.map { try EvidenceID(parsing: $0.id) }) }
}

struct RegisteredStatusAnswer: Decodable {
  struct EBoxID: Decodable { let ssin: String }

  let messageId: String
  let recipient: EBoxID
  let messageTypeId, publicationDate, expirationDate: String
  let delivery: DeliveryAnswer
  let proofs: ProofsAnswer

  func status() throws -> RegisteredMailStatus {
    RegisteredMailStatus(
      message: try MessageID(parsing: messageId), recipient: try NationalNumber(parsing: recipient.ssin),
      messageType: try MessageTypeID(parsing: messageTypeId), sentAt: try Instant(parsing: publicationDate),
      expiration: try Instant(parsing: expirationDate), delivery: try delivery.delivery(),
      sealed: try proofs.ids())
  }
}

struct RegisteredRuleAnswer: Decodable {
  let isAcceptanceRequired: Bool
  let acceptPeriodNumber: Int?
  let acceptPeriodUnit: String?

  func rule() throws -> RegisteredMailRule {
    guard isAcceptanceRequired else { return .basic }
    guard let acceptPeriodNumber, let unit = acceptPeriodUnit.flatMap(Period.Unit.init(rawValue:)) else {
      throw ClientFault.answerMalformed
    }
    return .acceptance(within: try Period(parsing: acceptPeriodNumber, unit))
  }
}
