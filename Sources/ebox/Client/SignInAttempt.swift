import Contracts
import Crypto
import Foundation
import Vocabulary

/// One sign-in that a command begins: what only it knows, and what it sends along.
struct SignInAttempt: Sendable {
  /// Proves at the end that it was us who began (RFC 7636).
  let verifier: String
  let request: AuthorizationRequest

  init(random: any RandomSource, language: Language = .en) {
    let verifier = Base64URL.encode(random.bytes(32))
    self.verifier = verifier
    request = AuthorizationRequest(
      state: Base64URL.encode(random.bytes(16)),
      codeChallenge: Base64URL.encode(Array(SHA256.hash(data: Data(verifier.utf8)))), language: language)
  }
}

/// What a browser brings back from the provider.
struct SignInAnswer: Sendable {
  private let values: [String: String]

  /// - Parameter query: with or without its question mark. Of a name that comes twice the first counts.
  init(query: some StringProtocol) {
    var components = URLComponents()
    components.percentEncodedQuery = query.hasPrefix("?") ? String(query.dropFirst()) : String(query)
    values = Dictionary((components.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { first, _ in first }
  }

  /// Whether it belongs to that attempt: anybody on this machine can call the address.
  func belongs(to attempt: SignInAttempt) -> Bool { values["state"] == attempt.request.state }

  /// - Throws: ``ClientRefusal`` when it is another's answer, another provider's (RFC 9207), or a no.
  func code(of attempt: SignInAttempt, issuer: String) throws -> String {
    guard belongs(to: attempt) else { throw ClientRefusal("The provider's answer has the wrong state.") }
    guard values["iss"] ?? issuer == issuer else {
      throw ClientRefusal("The answer is another provider's than the one that was asked.")
    }
    if let error = values["error"] {
      let why = values["error_description"].map { " (\($0))" } ?? ""
      throw ClientRefusal("The provider gave no code: \(error)\(why)")
    }
    guard let code = values["code"], !code.isEmpty else {
      throw ClientRefusal("The provider's answer holds no code.")
    }
    return code
  }
}
