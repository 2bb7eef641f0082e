import AuditTrail
import Contracts
import Crypto
import Logging
import Mail
import Storage
import Vocabulary

/// Takes in what mail servers report about notices: a Maildir into which the relay delivers what comes to
/// our return paths.
///
/// A report counts when it came to a return path of ours, whose mark nobody else can make. A permanent
/// failure that is about the address condemns it; others are recorded. Everything else is set aside unread.
package struct NoticeBounces: Sendable {
  package static let pollInterval = Duration.seconds(10)
  /// Reports name addresses; those that were read are kept this long.
  static let readSecondsMax: Int64 = 30 * 86_400

  let parts: ProviderParts
  let ledger: NoticeLedger
  let returnDomain: String
  let folder: MailFolder
  let log: Logger

  /// What came of a round.
  package struct Round: Hashable, Sendable {
    /// Reports that were recorded, repeats included.
    package var recorded = 0
    /// Mails that are no report about a notice of ours.
    package var others = 0
  }

  /// Polls until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      do {
        while try await takeIn() != Round() {}
        _ = try folder.removeRead(before: parts.time.now().adding(seconds: -Self.readSecondsMax))
      } catch {
        log.error("bounces were not read; it is tried again", metadata: ["error": "\(error)"])
      }
      do { try await Task.sleep(for: Self.pollInterval) } catch { return }
    }
  }

  /// Takes in what is there now. A mail is set aside after what it says was committed; a crash in between
  /// reads it again, and a repeat changes nothing.
  package func takeIn() async throws -> Round {
    var round = Round()
    for name in try folder.newMails() {
      let bytes = try folder.read(name, bytesMax: DeliveryReport.bytesMax)
      if let bytes, try await record(bytes) { round.recorded += 1 } else { round.others += 1 }
      try folder.setAside(name)
    }
    return round
  }

  /// - Returns: false when it is no report about a notice of ours.
  private func record(_ bytes: [UInt8]) async throws -> Bool {
    guard let report = try? DeliveryReport(parsing: bytes) else { return false }
    let path = ReturnPath(keys: ledger.keys, domain: returnDomain)
    let notices = Set(report.deliveredTo.compactMap(path.notice))
    guard notices.count == 1, let notice = notices.first else { return false }
    let stamp = parts.stamp()
    let digest = Array(SHA256.hash(data: bytes))
    let ledger = ledger
    return try await parts.database.write { transaction in
      guard let subject = try NoticeAct.Subject.find(notice, in: transaction) else { return false }
      let isRepeat = try !transaction.rows(
        "SELECT number FROM provider_notice_act WHERE mailbox = $1 AND notice = $2 AND digest = $3",
        .text(subject.mailbox.text), .text(notice.text), .bytes(digest)
      ).isEmpty
      if isRepeat { return true }
      let kind: NoticeAct.Kind = report.action == .failed ? .bounced : .delayed
      guard report.action == .failed || report.action == .delayed else { return true }
      try NoticeAct(kind, reply: RelayReply(code: 0, status: report.status), digest: digest)
        .record(of: subject, stamp: stamp, trail: ledger.trail, in: transaction)
      if report.condemnsAddress {
        try ledger.condemn(subject.mailbox, subject.addressHash, stamp.at, subject.request, transaction)
      }
      return true
    }
  }
}
