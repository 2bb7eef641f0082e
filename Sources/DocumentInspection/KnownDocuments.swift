import Contracts
import Crypto
import Synchronization
import Vocabulary

/// What was found lately: a campaign sends one document a million times.
final class KnownDocuments: Sendable {
  /// Equal bytes, declared alike.
  struct Key: Hashable, Sendable {
    let digest: SHA256.Digest
    let mediaType: String?
  }

  private struct Judgement {
    /// By its type and, where it is one, as a PDF.
    var opened: [DocumentFinding]?
    var scan: (isInfected: Bool, at: Duration)?
  }

  private let judgements = Mutex(RecentValues<Key, Judgement>(InspectionSettings.rememberedMax))
  private let time: any TimeSource

  init(time: any TimeSource) { self.time = time }

  func opened(_ key: Key) -> [DocumentFinding]? { judgements.withLock { $0.value(key)?.opened } }

  /// Nil also when the verdict is too old.
  func isInfected(_ key: Key) -> Bool? {
    guard let scan = judgements.withLock({ $0.value(key)?.scan }) else { return nil }
    let age = time.elapsed() - scan.at
    return age <= .seconds(InspectionSettings.malwareSecondsMax) ? scan.isInfected : nil
  }

  func remember(_ key: Key, opened: [DocumentFinding]) { change(key) { $0.opened = opened } }

  func remember(_ key: Key, isInfected: Bool) {
    let now = time.elapsed()
    change(key) { $0.scan = (isInfected, now) }
  }

  private func change(_ key: Key, _ body: (inout Judgement) -> Void) {
    judgements.withLock { judgements in
      var judgement = judgements.value(key) ?? Judgement()
      body(&judgement)
      judgements.set(key, judgement)
    }
  }
}
