import Contracts
import Crypto
import Foundation
import Vocabulary

/// The provider's side of signing in: checks the verifier as RFC 7636 says, and redeems a code once.
final class PlayedSignIn: ChannelSignIn, @unchecked Sendable {
  private let lock = NSLock()
  private let time: any TimeSource
  private var challenges: [String: String] = [:]
  private var ended: [String] = []
  private var canRevoke = true
  private var lifeSeconds: Int64 = 3600
  private var count = 0

  init(time: any TimeSource) { self.time = time }

  func authorizationURL(_ request: AuthorizationRequest) -> String {
    lock.withLock { challenges["code-\(request.state)"] = request.codeChallenge }
    return "https://provider.example/REST/oauth/v5/authorize?state=\(request.state)"
      + "&ui_locales=\(request.language)" + (request.isStepUp ? "&prompt=login" : "")
  }

  func exchange(code: String, verifier: String) async throws -> ChannelToken {
    let challenge = Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    return try lock.withLock {
      guard challenges.removeValue(forKey: code) == challenge else {
        throw ChannelSignInRefused(code: "invalid_grant")
      }
      count += 1
      return ChannelToken(
        token: "token-\(count)", expires: time.now().adding(seconds: lifeSeconds),
        mailbox: MailboxID(at: time.now(), random: SystemRandom()))
    }
  }

  func revoke(_ token: String) async throws {
    try lock.withLock {
      guard canRevoke else { throw ProviderUnreachable() }
      ended.append(token)
    }
  }

  var revoked: [String] { lock.withLock { ended } }
  func breakRevocation() { lock.withLock { canRevoke = false } }
  func setLife(seconds: Int64) { lock.withLock { lifeSeconds = seconds } }
}

struct ProviderUnreachable: Error {}
