import AuditTrail
import Contracts
import EBoxTesting
import Logging
import Mail
import Provider
import Storage
import Vocabulary

/// A provider with a played relay, and notices to post.
struct PostOffice: Sendable {
  static let returnDomain = "bounces.ebox.example"

  let provider: TestProvider
  let relay = PlayedRelay()

  static func with(
    _ engine: TestDatabases, _ body: @Sendable (PostOffice) async throws -> Void
  ) async throws {
    try await TestProvider.with(engine) { try await body(PostOffice(provider: $0)) }
  }

  func settings(relay: @escaping @Sendable () throws -> any MailRelay) throws -> PostSettings {
    PostSettings(
      from: MailMessage.Party(
        name: HeaderText("eBox"), address: try EmailAddress(parsing: "noreply@ebox.example")),
      returnDomain: Self.returnDomain, signer: nil, relay: relay)
  }

  func post(_ owner: String = "one") throws -> NoticePost {
    let relay = relay
    return provider.party.noticePost(
      try settings { relay }, owner: owner, log: Logger(label: "test"), revision: NoticesAsDecided())
  }

  /// A mailbox of its own for each number.
  func mailbox(_ number: Int = 0) throws -> MailboxID {
    try MailboxID(parsing: "01M" + Self.padded(number, to: 23))
  }

  func id(_ number: Int) throws -> NoticeID { try NoticeID(parsing: "01N" + Self.padded(number, to: 23)) }

  func notice(
    _ number: Int = 1, _ kind: Notice.Kind = .daily, to address: String = "jan@example.be"
  ) throws -> Notice {
    Notice(
      id: try id(number), mailbox: try mailbox(number), kind: kind,
      address: try EmailAddress(parsing: address),
      language: .nl, phrase: "blauwe fietsen", newMessages: [Notice.Item(sender: nil)],
      addressCode: kind == .addressCode ? "123456" : nil, queuedAt: provider.clock.now())
  }

  @discardableResult func queue(
    _ number: Int = 1, _ kind: Notice.Kind = .daily, to address: String = "jan@example.be"
  ) async throws -> Notice {
    let notice = try notice(number, kind, to: address)
    let queue = provider.party.notices
    try await provider.database.write { try queue.add(notice, in: $0) }
    return notice
  }

  /// What became of a notice: acts in order.
  func acts(_ notice: Notice) async throws -> [String] {
    try await provider.database.read { transaction in
      try transaction.rows(
        "SELECT act FROM provider_notice_act WHERE mailbox = $1 AND notice = $2 ORDER BY number",
        .text(notice.mailbox.text), .text(notice.id.text)
      ).map { try $0.text(0) }
    }
  }

  func waiting() async throws -> Int {
    try await provider.database.read { transaction in
      Int(try transaction.rows("SELECT CAST(COUNT(*) AS BIGINT) FROM provider_notice_waiting")[0].int(0))
    }
  }

  private static func padded(_ number: Int, to length: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: length - digits.utf8.count) + digits
  }
}
