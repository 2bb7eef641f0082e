import Contracts
import Vocabulary

/// Where registered mail stands, as a command tells it.
struct WrittenDelivery: Encodable {
  struct Fact: Encodable {
    let id, event, at: String
    let reason, channel: String?
    /// Whether its proof can be had; nil where that is not known.
    let sealed: Bool?
  }

  let state: String
  let acceptUntil: String?
  let facts: [Fact]
  private let sentence: String

  private enum CodingKeys: CodingKey { case state, acceptUntil, facts }

  init(_ delivery: RegisteredDelivery, sealed: Set<EvidenceID>? = nil) {
    let now = SystemTime().now()
    state =
      switch delivery.state(at: now) {
      case .awaitingAcceptance: "awaitingAcceptance"
      case .delivered: "delivered"
      case .refused: "refused"
      case .unanswered: "unanswered"
      case .notDelivered: "notDelivered"
      }
    acceptUntil = delivery.acceptUntil?.brussels
    facts = delivery.facts.map { fact in
      Fact(
        id: fact.id.text, event: fact.event.rawValue, at: fact.at.brussels, reason: fact.reason?.rawValue,
        channel: fact.channel?.text, sealed: sealed.map { $0.contains(fact.id) })
    }
    sentence = delivery.words(at: now)
  }

  var lines: [String] {
    [sentence.prefix(1).uppercased() + sentence.dropFirst() + "."]
      + facts.map { fact in
        let details = [
          fact.reason, fact.channel.map { "in \($0)" }, fact.sealed == false ? "not sealed yet" : nil,
        ]
        let more = details.compactMap(\.self).map { ", \($0)" }.joined()
        return "  \(fact.at)  \(fact.event)\(more)"
      }
  }
}

extension RegisteredDelivery {
  func words(at now: Instant) -> String {
    switch state(at: now) {
    case .awaitingAcceptance(let until): "waits for the citizen's decision until \(until.brussels)"
    case .delivered(let at): "delivered on \(at.brussels)"
    case .refused(let at): "refused by the citizen on \(at.brussels)"
    case .unanswered(let at): "not answered by \(at.brussels), and so not delivered"
    case .notDelivered(let at, let reason): "not delivered on \(at.brussels): \(reason.words)"
    }
  }
}

extension RegisteredMailFact.Reason {
  fileprivate var words: String {
    switch self {
    case .noConsent: "the citizen had no active eBox"
    case .consentWithdrawn: "the last consent ended before a decision (withdrawn, or the box was closed)"
    }
  }
}
