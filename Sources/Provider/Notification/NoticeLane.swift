import Contracts
import Logging
import Mail
import Storage
import Synchronization
import Vocabulary

/// One connection to the relay, with the shard that it posts from at the moment.
final class NoticeLane: Sendable {
  /// Notices of a shard that are taken up at once.
  static let batchMax = 64
  /// Tries to keep an outcome when the database does not answer, a second apart.
  private static let keepingTriesMax = 60

  enum Round: Hashable, Sendable {
    /// Mails that the relay took.
    case posted(Int)
    case idle
    case relayFailed
  }

  let relay: any MailRelay
  private let post: NoticePost
  private let shards: NoticeShards
  private let taken = Mutex(0)

  init(post: NoticePost, relay: any MailRelay, shards: NoticeShards) {
    self.post = post
    self.relay = relay
    self.shards = shards
  }

  /// Of a round that ended with a failing relay.
  var takenInLastRound: Int { taken.withLock { $0 } }

  /// Posts a batch of one shard that has something due.
  /// - Throws: the database's failure; what was not begun is taken up by whoever comes next.
  func round() async throws -> Round {
    taken.withLock { $0 = 0 }
    for shard in try await due() {
      let now = post.parts.time.now()
      let shards = shards
      let batch: [WaitingNotice]? = try await post.parts.database.write { transaction in
        guard try shards.claim(shard, now, in: transaction) else { return nil }
        return try WaitingNotice.due(shard, now, max: Self.batchMax, in: transaction)
      }
      guard let batch else { continue }
      let isRelayGood = try await postBatch(batch, of: shard)
      return isRelayGood ? .posted(taken.withLock { $0 }) : .relayFailed
    }
    return .idle
  }

  private func due() async throws -> [Int64] {
    let now = post.parts.time.now()
    let shards = shards
    if try await !post.parts.database.read({ try NoticeShards.arePrepared(in: $0) }) {
      try await post.parts.database.write { try NoticeShards.prepare(in: $0) }
    }
    return try await post.parts.database.read { try shards.due(now, in: $0) }
  }

  /// Keeps the outcome of each mail in the transaction that begins the next, and gives the shard back.
  /// - Returns: false when the relay failed; the rest of the batch stays in the queue.
  private func postBatch(_ batch: [WaitingNotice], of shard: Int64) async throws -> Bool {
    var sent: SentNotice?
    var isRelayGood = true
    for waiting in batch where isRelayGood && !post.isStopping {
      let beginning = try await step(settling: sent, beginning: waiting, of: shard)
      sent = nil
      guard let beginning else { return true }
      guard case .send(let begun) = beginning else { continue }
      let next = await send(begun)
      sent = next
      isRelayGood = !PostingRules.isAboutRelay(next.outcome)
      if case .accepted = next.outcome { taken.withLock { $0 += 1 } }
    }
    try await finish(settling: sent, shard)
    return isRelayGood
  }

  /// - Returns: nil when the lease went to another; what was sent is kept all the same.
  private func step(
    settling sent: SentNotice?, beginning waiting: WaitingNotice, of shard: Int64
  ) async throws -> NoticeLedger.Beginning? {
    let stamps = (post.parts.stamp(), post.parts.stamp(), post.parts.stamp())
    let (ledger, shards) = (post.ledger, shards)
    return try await kept(isNeeded: sent != nil) { transaction in
      if let sent { try ledger.settle(sent, stamp: stamps.0, in: transaction) }
      guard try shards.hold(shard, stamps.0.at, in: transaction) else { return nil }
      return try ledger.begin(waiting, stamps: (stamps.1, stamps.2), in: transaction)
    }
  }

  private func finish(settling sent: SentNotice?, _ shard: Int64) async throws {
    let stamp = post.parts.stamp()
    let (ledger, shards) = (post.ledger, shards)
    try await kept(isNeeded: sent != nil) { transaction in
      if let sent { try ledger.settle(sent, stamp: stamp, in: transaction) }
      try shards.release(shard, in: transaction)
    }
  }

  /// Writes; where an outcome hangs on it, again and again until the database answers.
  private func kept<T: Sendable>(
    isNeeded: Bool, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    for _ in 1..<Self.keepingTriesMax where isNeeded {
      do { return try await post.parts.database.write(body) } catch {
        post.log.warning("the outcome of a notice is not kept yet", metadata: ["error": "\(error)"])
      }
      try await Task.sleep(for: .seconds(1))
    }
    return try await post.parts.database.write(body)
  }

  private func send(_ begun: BegunNotice) async -> SentNotice {
    let mail: OutgoingMail
    do { mail = try compose(begun) } catch {
      post.log.error("a notice could not be written", metadata: ["error": "\(error)"])
      return SentNotice(begun, .unreachable("the mail could not be written"), mail: nil)
    }
    let outcome = await relay.send(mail)
    post.note(outcome)
    return SentNotice(begun, outcome, mail: mail.bytes)
  }

  private func compose(_ begun: BegunNotice) throws -> OutgoingMail {
    let (notice, settings) = (begun.notice, post.settings)
    let keys = post.ledger.keys
    let message = NoticeMail(notice, code: keys.code(of: notice.id))
      .message(from: settings.from, at: begun.begunAt)
    return OutgoingMail(
      returnPath: try ReturnPath(keys: keys, domain: settings.returnDomain).address(of: notice.id),
      recipient: notice.address, bytes: try settings.signer?.sign(message) ?? message.unsigned)
  }
}
