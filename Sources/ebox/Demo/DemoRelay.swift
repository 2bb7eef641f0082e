import Foundation
import Mail
import Synchronization
import Vocabulary

/// The relay of a demonstration: keeps each mail as a file instead of sending it, and plays what relays do to
/// some addresses, by the part before the @:
///
/// - `hard-bounce`: taken, and then reported as undeliverable for good (5.1.1);
/// - `soft-bounce`: taken, and then reported as delayed (4.2.2);
/// - `refused`: refused at once (5.1.1);
/// - `later`: never taken, always asked to come again (4.2.1).
struct DemoRelay: MailRelay {
  let mails: DemoMails
  let bounces: MailFolder

  func send(_ mail: OutgoingMail) async -> RelayOutcome {
    let play = mail.recipient.text.prefix { $0 != "@" }.lowercased()
    switch play {
    case "refused": return .refusedForAddress(RelayReply(code: 550, status: EnhancedStatus("5.1.1")))
    case "later": return .tryLater(RelayReply(code: 450, status: EnhancedStatus("4.2.1")))
    default: break
    }
    do {
      try mails.keep(mail.bytes)
      if play == "hard-bounce" { try bounce(mail, action: "failed", status: "5.1.1") }
      if play == "soft-bounce" { try bounce(mail, action: "delayed", status: "4.2.2") }
    } catch {
      return .unreachable("the folder of mails can't be written: \(error)")
    }
    return .accepted(RelayReply(code: 250, status: EnhancedStatus("2.0.0")))
  }

  func close() async {}

  private func bounce(_ mail: OutgoingMail, action: String, status: String) throws {
    let report = """
      Delivered-To: \(mail.returnPath.text)
      From: MAILER-DAEMON@relay.example
      To: <\(mail.returnPath.text)>
      Subject: Delivery report
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="report"

      --report
      Content-Type: text/plain

      A report of the played relay.

      --report
      Content-Type: message/delivery-status

      Reporting-MTA: dns; relay.example

      Final-Recipient: rfc822; \(mail.recipient.text)
      Action: \(action)
      Status: \(status)

      --report--

      """
    let name = String(mail.returnPath.text.prefix { $0 != "@" })
    try bounces.deliver(Array(report.utf8), as: "\(name).\(status).relay.example")
  }
}

/// The folder of mails that a demonstration "sent", a file `NUMBER.eml` each.
final class DemoMails: Sendable {
  /// Shown on the page; older ones stay in the folder.
  static let shownMax = 200

  let folder: URL
  private let last: Mutex<Int>

  init(_ folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.folder = folder
    last = Mutex(try Self.numbers(in: folder).max() ?? 0)
  }

  func keep(_ bytes: [UInt8]) throws {
    let number = last.withLock { last in
      last += 1
      return last
    }
    try Data(bytes).write(to: file(number), options: .atomic)
  }

  /// Newest first.
  func numbers() throws -> [Int] { try Self.numbers(in: folder).sorted(by: >) }

  /// Nil when there is no such mail.
  func mail(_ number: Int) throws -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: file(number).path) else { return nil }
    return Array(try Data(contentsOf: file(number)))
  }

  private func file(_ number: Int) -> URL { folder.appendingPathComponent("\(number).eml") }

  private static func numbers(in folder: URL) throws -> [Int] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap { name in
      name.hasSuffix(".eml") ? Int(name.dropLast(4)) : nil
    }
  }
}
