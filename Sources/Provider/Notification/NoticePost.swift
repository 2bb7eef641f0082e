import Contracts
import Logging
import Mail
import Metrics
import Storage
import Synchronization
import Vocabulary

/// Posts queued notices: any number of processes on one database, each with a few connections to the relay.
///
/// A mail that the relay took is never given again. One whose fate is unknown, because the connection died
/// after it was given or the process did, is given once more and no more than that: so a notice arrives at
/// most twice. One that was not taken is tried again after a growing delay, for five days (an address code:
/// an hour).
package final class NoticePost: Sendable {
  /// How long a new notice waits at most before it is seen.
  static let pollInterval = Duration.seconds(1)
  /// The longest rest after a relay failed again and again.
  static let restSecondsMax = 60

  let parts: ProviderParts
  let ledger: NoticeLedger
  let settings: PostSettings
  let log: Logger
  private let owner: String
  private let state = Mutex(State())

  private struct State {
    var isStopping = false
    /// Relay failures since the last success.
    var failures = 0
  }

  init(parts: ProviderParts, ledger: NoticeLedger, settings: PostSettings, owner: String, log: Logger) {
    self.parts = parts
    self.ledger = ledger
    self.settings = settings
    self.owner = owner
    self.log = log
  }

  /// Posts until the task is cancelled, and then finishes the mails that are on their way. Once only.
  package func run() async {
    // A mail that was given is recorded also when the server ends: so these tasks are not cancelled.
    let lanes = (0..<settings.connections).map { number in Task { await runLane(number) } }
    await withTaskCancellationHandler {
      for lane in lanes { await lane.value }
    } onCancel: {
      state.withLock { $0.isStopping = true }
    }
  }

  /// Posts everything that is due, over one connection, until nothing is or the relay fails.
  /// - Returns: how many mails the relay took.
  /// - Throws: the database's failure.
  @discardableResult
  package func postDue() async throws -> Int {
    let lane = NoticeLane(post: self, relay: try settings.relay(), shards: NoticeShards(owner: owner))
    var taken = 0
    do {
      while case .posted(let count) = try await lane.round() { taken += count }
    } catch {
      await lane.relay.close()
      throw error
    }
    await lane.relay.close()
    return taken + lane.takenInLastRound
  }

  var isStopping: Bool { state.withLock { $0.isStopping } }

  private func runLane(_ number: Int) async {
    let relay: any MailRelay
    do { relay = try settings.relay() } catch {
      log.error("no mail can be sent", metadata: ["error": "\(error)"])
      return
    }
    let lane = NoticeLane(post: self, relay: relay, shards: NoticeShards(owner: "\(owner)/\(number)"))
    while !isStopping {
      do {
        switch try await lane.round() {
        case .posted: continue
        case .idle: await rest(Self.pollInterval)
        case .relayFailed: await rest(restAfterFailure)
        }
      } catch {
        log.error("posting notices failed; it is tried again", metadata: ["error": "\(error)"])
        await rest(Self.pollInterval)
      }
    }
    await relay.close()
  }

  /// Counts an outcome, for metrics and for the rest that a failing relay gets.
  func note(_ outcome: RelayOutcome) {
    Counter(label: "notices_posted", dimensions: [("outcome", outcome.name)]).increment()
    let isAboutRelay = PostingRules.isAboutRelay(outcome)
    state.withLock { $0.failures = isAboutRelay ? $0.failures + 1 : 0 }
    guard isAboutRelay else { return }
    var metadata: Logger.Metadata = ["outcome": "\(outcome.name)"]
    if let reply = outcome.reply { metadata["reply"] = "\(reply.code) \(reply.status?.description ?? "")" }
    if case .unreachable(let words) = outcome { metadata["reason"] = "\(words)" }
    log.warning("the mail relay did not take a notice; it is tried again", metadata: metadata)
  }

  private var restAfterFailure: Duration {
    let failures = state.withLock { $0.failures }
    return .seconds(min(Self.restSecondsMax, 1 << min(failures, 10)))
  }

  private func rest(_ duration: Duration) async {
    var left = duration
    while left > .zero, !isStopping {
      let step = min(left, .milliseconds(250))
      do { try await Task.sleep(for: step) } catch { return }
      left -= step
    }
  }
}
