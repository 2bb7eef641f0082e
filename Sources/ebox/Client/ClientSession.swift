import ArgumentParser
import AsyncHTTPClient
import Contracts
import EBoxClient
import NIOCore
import Vocabulary

/// Runs a command's conversation with another party, and turns how it fails into words and an exit status.
enum ClientSession {
  /// - Parameter body: gets an HTTP client that does not follow redirections.
  static func run(_ body: (HTTPClient) async throws -> Void) async throws {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    let http = HTTPClient(configuration: configuration)
    var failure: (any Error)?
    do {
      try await body(http)
    } catch {
      failure = error
    }
    try await http.shutdown()
    if let failure { throw explained(failure) }
  }

  private static func explained(_ error: any Error) -> any Error {
    switch error {
    case let error as Failure<PublicationRejection>: told(error) { "\($0.words) (\($0.code))." }
    case let error as Failure<RecallRejection>: told(error) { "\($0.words) (\($0.code))." }
    case let error as Failure<BatchRejection>: told(error) { "\($0.words) (\($0.code))." }
    case let error as Failure<ReplyRejection>: told(error) { "\($0.words) (\($0.code))." }
    case let error as Failure<AcceptanceRejection>: told(error) { "\($0.words) (\($0.code))." }
    case Failure<ProofRejection>.rejected(.notSealedYet):
      end(.tryLater, "\(ProofRejection.notSealedYet.words) (\(ProofRejection.notSealedYet.code)).")
    case let error as Failure<ProofRejection>: told(error) { "\($0.words) (\($0.code))." }
    case let error as Failure<ReadingRejection>: told(error) { "\($0.words)." }
    case let error as Failure<Never>: told(error)
    case let fault as ClientFault: end(.turnedDown, words(fault))
    case let error as ClientRefusal: end(.turnedDown, error.description)
    case let refused as ChannelSignInRefused:
      end(.turnedDown, "The provider gave no token: \(refused.code)")
    case is ExitCode, is ValidationError: error
    case let invalid as InvalidIdentifier: end(.wrongUsage, "\(invalid)")
    case let error as HTTPClientError: end(.tryLater, "The server can't be reached: \(error)")
    default: end(.fault, "\(error)")
    }
  }

  private static func told<Rejection>(_ failure: Failure<Rejection>, _ words: (Rejection) -> String)
    -> any Error
  {
    switch failure {
    case .rejected(let rejection): end(.turnedDown, "Turned down: \(words(rejection))")
    case .denied(let denial): end(.turnedDown, "Denied: \(denial.words)")
    case .overloaded(let seconds): end(.tryLater, "The server is busy: try again in \(seconds) s.")
    case .interrupted(let cause): end(.wrongUsage, "Interrupted: \(cause)")
    case .outcomeUnknown(let cause as ClientFault): end(.turnedDown, self.words(cause))
    case .outcomeUnknown(let cause):
      end(.tryLater, "The outcome is unknown; repeat it with the same key. (\(cause))")
    }
  }

  private static func told(_ failure: Failure<Never>) -> any Error {
    switch failure {
    case .denied(let denial): end(.turnedDown, "Denied: \(denial.words)")
    case .overloaded(let seconds): end(.tryLater, "The server is busy: try again in \(seconds) s.")
    case .interrupted(let cause), .outcomeUnknown(let cause): explained(cause)
    }
  }

  private static func words(_ fault: ClientFault) -> String {
    switch fault {
    case .tokenRefused(let status, let code):
      "The authorization server gave no token: \(status) \(code ?? "")"
    case .refused(let status, let code): "Refused: \(status) \(code ?? "")"
    case .notRehearsed: "The server knows no dry runs: it has published."
    case .answerMalformed: "The server's answer is not what the contract says."
    case .fileChanged: "A file changed while it was sent. Run this again."
    case .notExpressible(let what): "Message Registry 3 can't say this: \(what)"
    }
  }

  private static func end(_ status: ExitStatus, _ words: String) -> any Error {
    Terminal.note(words)
    return status.code
  }
}

/// Another party said no, in a conversation that no contract covers.
struct ClientRefusal: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
