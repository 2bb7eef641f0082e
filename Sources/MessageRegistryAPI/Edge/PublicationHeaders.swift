import Contracts
import HTTPTypes
import Hummingbird
import Vocabulary

/// What a publication says in the head of its request.
extension Exchange {
  /// `Ebox-Dry-Run: ?1`, a boolean of RFC 8941; ours, and only of Message Registry 3.
  func isRehearsal() throws(EdgeRefusal) -> Bool {
    let name = "Ebox-Dry-Run"
    guard let field = HTTPField.Name(name) else { return false }
    let values = request.headers[values: field]
    if values.isEmpty || values == ["?0"] { return false }
    if values == ["?1"], wire.offersRehearsal { return true }
    throw .invalidInput([
      Problem.Issue(
        Problem.Issue.belgif + "invalidInput", in: .header, name: name,
        detail: wire.offersRehearsal
          ? "must be a boolean (RFC 8941): ?1 or ?0" : "is not offered in this version")
    ])
  }

  /// A string of RFC 8941: quoted. A bare one is refused, not guessed at.
  func idempotencyKey() throws(EdgeRefusal) -> IdempotencyKey? {
    guard let name = HTTPField.Name("Idempotency-Key") else { return nil }
    let values = request.headers[values: name]
    guard let text = values.first else { return nil }
    do {
      guard values.count == 1 else { throw InvalidIdentifier("Idempotency-Key", "must be given once") }
      guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else {
        throw InvalidIdentifier("Idempotency-Key", "must be a quoted string (RFC 8941): \"…\"")
      }
      return try IdempotencyKey(parsing: text.dropFirst().dropLast())
    } catch {
      let reason = (error as? InvalidIdentifier)?.reason ?? "is malformed"
      throw .invalidInput([
        Problem.Issue(
          Problem.Issue.belgif + "invalidInput", in: .header, name: "Idempotency-Key", detail: reason)
      ])
    }
  }
}
