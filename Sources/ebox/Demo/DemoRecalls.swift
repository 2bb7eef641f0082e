import Contracts
import TrustServices
import Vocabulary

extension DemoSeed {
  /// Its sender takes a message back; one that was opened as the act of a data breach, approved by the cast.
  func takeBack(_ id: MessageID, _ message: DemoMessage, _ reason: String) async throws {
    let text = try TranslatedText(
      parsing: [try Language(parsing: message.language): reason], kind: "reason",
      charactersMax: Recall.reasonCharactersMax)
    let client = message.kind.client
    try await registry(of: client).registry(for: try sender(client)).recall(
      Recall(
        message: id, recipient: try NationalNumber(parsing: message.to), reason: text,
        breach: message.opened.isEmpty ? nil : try breach(id, reason)))
  }

  private func breach(_ id: MessageID, _ reason: String) throws -> BreachRecall {
    let reference = try BreachReference(parsing: "DEMO-BREACH-1")
    let approval = RecallApproval(
      message: id, breachReference: reference.text, reason: reason, issued: start,
      expires: start.adding(seconds: 86_400))
    return BreachRecall(
      reference: reference, approvals: try approvers.map { try approval.signed(by: $0) })
  }
}
