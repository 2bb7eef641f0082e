package import Contracts
import Foundation

/// Publishes files, however often it takes: repeats with the same idempotency key until the registry has
/// answered, so that a publication whose answer was lost is not made twice.
package struct FilePublisher: Sendable {
  package static let attemptsDefault = 5
  package static let pauseSecondsMax = 60

  private let registry: any SenderRegistry
  private let attemptsMax: Int
  private let progress: @Sendable (Int64, Int64) -> Void
  private let pause: @Sendable (Int) async throws -> Void

  /// - Parameters:
  ///   - attemptsMax: how often a publication is tried.
  ///   - progress: bytes handed on so far and in all; starts again with each attempt.
  ///   - pause: waits that many seconds.
  package init(
    registry: any SenderRegistry, attemptsMax: Int = FilePublisher.attemptsDefault,
    progress: @escaping @Sendable (Int64, Int64) -> Void = { _, _ in },
    pause: @escaping @Sendable (Int) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
  ) {
    self.registry = registry
    self.attemptsMax = attemptsMax
    self.progress = progress
    self.pause = pause
  }

  /// - Returns: the receipt; that of the first attempt where a later one was told that it is already
  ///   published.
  /// - Throws: a ``Failure`` of ``PublicationRejection``, or what reading a file threw.
  package func publish(_ publication: FilePublication) async throws -> PublicationReceipt {
    let registry = registry
    return try await repeating(publication) { frames in
      do throws(Failure<PublicationRejection>) { return try await registry.publish(frames) } catch {
        if case .rejected(.alreadyPublished(let receipt)) = error { return receipt }
        throw error
      }
    }
  }

  /// What ``publish(_:)`` would come to.
  package func rehearse(_ publication: FilePublication) async throws -> PublicationRehearsal {
    let registry = registry
    return try await repeating(publication) { try await registry.rehearse($0) }
  }

  private func repeating<Answer: Sendable>(
    _ publication: FilePublication, _ send: (FileFrames<PublicationRequest>) async throws -> Answer
  ) async throws -> Answer {
    let prepared = try publication.prepared()
    var attempt = 1
    while true {
      do {
        return try await send(
          FileFrames(request: prepared.request, parts: prepared.parts, progress: progress))
      } catch let failure as Failure<PublicationRejection> {
        guard attempt < attemptsMax, let seconds = failure.pauseSeconds(attempt) else { throw failure }
        try await pause(min(seconds, Self.pauseSecondsMax))
        attempt += 1
      }
    }
  }

}

extension PublicationReceipt {
  /// The one recipient of a publication of files.
  /// - Throws: ``ClientFault/answerMalformed`` when there is none.
  package func onlyRecipient() throws -> Recipient {
    guard let recipient = recipients.first else { throw ClientFault.answerMalformed }
    return recipient
  }
}

extension Failure<PublicationRejection> {
  /// How long to wait before trying again; nil where that can't help.
  fileprivate func pauseSeconds(_ attempt: Int) -> Int? {
    switch self {
    case .rejected, .denied, .interrupted: nil
    case .overloaded(let seconds): seconds
    case .outcomeUnknown(let cause): (cause as? ClientFault)?.isFinal == true ? nil : 1 << attempt
    }
  }
}

extension ClientFault {
  /// Whether the same request would end the same way.
  package var isFinal: Bool {
    switch self {
    case .tokenRefused(let status, _), .refused(let status, _): (400..<500).contains(status)
    case .notExpressible, .notRehearsed, .fileChanged: true
    case .answerMalformed: false
    }
  }
}
