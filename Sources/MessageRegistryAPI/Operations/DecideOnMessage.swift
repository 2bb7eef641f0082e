import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /ebox/messages/{messageId}/decision: a citizen accepts or refuses registered mail. Ours, and only of
/// Message Registry 3 (R-REG-3).
enum DecideOnMessage {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let mailbox = try exchange.registeredMailbox(try exchange.purpose())
    let id = try exchange.pathID("messageId", MessageID.init(parsing:))
    let type = (exchange.request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    guard type == "application/json" else {
      throw EdgeRefusal.unsupportedMediaType(expected: "application/json")
    }
    let decision = try decision(try await exchange.body.collect())
    let now = exchange.now
    let problem = { (rejection: AcceptanceRejection) in Problem(rejection, at: now) }
    let delivery = try await exchange.ask(problem) { () async throws(Failure<AcceptanceRejection>) in
      try await mailbox.decide(decision, on: id)
    }
    return exchange.json(delivery.json(at: now))
  }

  private static func decision(_ bytes: [UInt8]) throws(EdgeRefusal) -> AcceptanceDecision {
    let reader = InputReader()
    let root = reader.object(try InputReader.document(bytes), at: "", names: ["decision"])
    let decision = root.flatMap { root in
      reader.parsed("decision", of: root, isRequired: true) { (text: String) throws(InvalidIdentifier) in
        guard let decision = AcceptanceDecision(rawValue: text) else {
          throw InvalidIdentifier("decision", "must be accept or refuse")
        }
        return decision
      }
    }
    try reader.finish()
    guard let decision else { throw .invalidInput([]) }
    return decision
  }
}
