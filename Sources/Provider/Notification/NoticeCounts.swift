package import Storage
package import Vocabulary

/// How the queue stands, for who runs the service.
package struct NoticeCounts: Hashable, Sendable {
  /// Still to be posted.
  package let waiting: Int
  /// What became of notices, by act (`accepted`, `postponed`, `bounced`…).
  package let acts: [String: Int]
  /// Still to be told by channels that notify by themselves.
  package let waitingForChannels: [ChannelID: Int]
}

extension NoticeQueue {
  /// Counts everything there is: for a page that is asked seldom.
  package func counts(in transaction: Transaction) throws -> NoticeCounts {
    let waiting = try transaction.rows("SELECT CAST(COUNT(*) AS BIGINT) FROM provider_notice_waiting")
    let acts = try transaction.rows(
      "SELECT act, CAST(COUNT(*) AS BIGINT) FROM provider_notice_act GROUP BY act")
    return NoticeCounts(
      waiting: Int(try waiting.first?.int(0) ?? 0),
      acts: Dictionary(uniqueKeysWithValues: try acts.map { (try $0.text(0), Int(try $0.int(1))) }),
      waitingForChannels: try waitingForChannels(in: transaction))
  }

  /// How many notices each channel has still to tell; channels without any are left out.
  package func waitingForChannels(in transaction: Transaction) throws -> [ChannelID: Int] {
    let rows = try transaction.rows(
      "SELECT channel, CAST(COUNT(*) AS BIGINT) FROM provider_channel_notice GROUP BY channel")
    return Dictionary(
      uniqueKeysWithValues: try rows.map { (try ChannelID(parsing: $0.text(0)), Int(try $0.int(1))) })
  }

  /// The code that the mail of a notice shows.
  package func code(of notice: NoticeID) -> NoticeCode { keys.code(of: notice) }
}
