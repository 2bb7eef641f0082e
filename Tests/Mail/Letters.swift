import EBoxTesting
import Foundation
import Mail
import Vocabulary

/// Mails of the tests, and how Python sees them.
enum Letters {
  /// 2026-11-25T08:00:00Z.
  static let now = Instant(microseconds: 1_795_593_600_000_000)

  static func id(_ number: UInt8 = 1) throws -> NoticeID {
    guard let id = NoticeID(bytes: [UInt8](repeating: number, count: 16)) else { throw NoSuchID() }
    return id
  }

  struct NoSuchID: Error {}

  static func letter(
    name: String = "eBox", to: String = "jan@example.be", subject: String = "Uw eBox: 2 nieuwe berichten",
    plain: String = "Dag\n", html: String = "<p>Dag</p>\n"
  ) throws -> MailMessage {
    MailMessage(
      from: MailMessage.Party(
        name: HeaderText(name), address: try EmailAddress(parsing: "noreply@ebox.example")),
      to: try EmailAddress(parsing: to), subject: HeaderText(subject), date: now, id: try id(), language: .nl,
      plain: plain, html: html)
  }

  static func outgoing(to recipient: String, _ plain: String = "Dag\n") throws -> OutgoingMail {
    OutgoingMail(
      returnPath: try EmailAddress(parsing: "b-01-x@bounces.ebox.example"),
      recipient: try EmailAddress(parsing: recipient), bytes: try letter(to: recipient, plain: plain).unsigned
    )
  }

  /// A mail as Python's parser reads it; any defect fails.
  struct Seen: Decodable {
    let fields: [[String]]
    let subject: String
    let fromAddress: String
    let to: [String]
    let type: String
    let parts: [String]
    let plain: String
    let html: String
    let longestLine: Int
    let isASCII: Bool
    let bareLineEnds: Int

    func values(_ name: String) -> [String] {
      fields.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
    }
  }

  static func seen(_ bytes: [UInt8]) throws -> Seen {
    try JSONDecoder().decode(
      Seen.self, from: Data(TestPython.run("Tests/Mail/read_mail.py", input: bytes)))
  }
}
