import ArgumentParser
import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// `ebox replies`.
struct RepliesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replies",
    abstract: "Lists what citizens replied to a sender, or reads one reply.",
    discussion: """
      Replies lie in the sender's own box, newest first. Reading one tells its citizen that it was opened.
      Names of files are the citizen's; a file that would overwrite another is not saved.

      EXAMPLES
        ebox replies
        ebox replies --unread --json
        ebox replies 01KAMXN3V0M4T1X0R8W9Q2Y5CE --download replies
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: "The reply to read; without one they are listed.")
  var reply: String?

  @Option(help: ArgumentHelp("Saves the attachments of the reply in this folder.", valueName: "folder"))
  var download: String?

  @Option(help: ArgumentHelp("Page, 25 replies each.", valueName: "number"))
  var page = 1

  @Flag(help: "Those that were not opened only.")
  var unread = false

  @Flag(help: "Print JSON.")
  var json = false

  private struct Line: Encodable {
    let messageId, originalMessageId, ssin, subject, messageTypeId, receiptDate, expirationDate: String
    let readStatus: Bool

    init(_ message: Message) {
      messageId = message.id.text
      originalMessageId = message.reply?.original.text ?? ""
      ssin = message.reply?.author.digits ?? ""
      subject = message.subject.text(in: .nl).text
      messageTypeId = message.messageType.text
      receiptDate = message.availableAt.brussels
      expirationDate = message.expiration.brussels
      readStatus = message.readAt != nil
    }
  }

  private struct Listing: Encodable {
    let items: [Line]
    let total: Int
  }

  private struct Letter: Encodable {
    let reply: Line
    let text: String?
    let attachments, saved: [String]
  }

  func validate() throws {
    guard download == nil || reply != nil else { throw ValidationError("--download is for one reply.") }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let box = try sender.resolve().client(http).sender.box
      guard let reply else { return try await list(box) }
      try await read(try MessageID(parsing: reply), in: box)
    }
  }

  private func list(_ box: any BoxRegistry) async throws {
    var query = MessageQuery(page: try PageRequest(parsing: page))
    if unread { query.isRead = false }
    let found = try await box.messages(query)
    if json {
      return try Terminal.json(Listing(items: found.items.map(Line.init), total: found.total))
    }
    Terminal.result("\(found.total) replies, page \(found.request.number)")
    for message in found.items {
      let mark = message.readAt == nil ? "*" : " "
      let subject = message.subject.text(in: .nl).text.prefix(50)
      let author = message.reply?.author.digits ?? ""
      Terminal.result(
        "\(mark) \(message.id)  \(message.availableAt.brussels.prefix(16))  \(author)  \(subject)")
    }
  }

  private func read(_ id: MessageID, in box: any BoxRegistry) async throws {
    let message = try await box.message(id)
    let text = message.hasBody ? try await box.body(of: id).text(in: .nl).text : nil
    var saved: [String] = []
    if let download {
      try FileManager.default.createDirectory(
        atPath: download, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for attachment in message.attachments {
        let content = try await box.content(of: attachment.id, in: id, range: nil)
        saved.append(try await SavedFile.save(content, in: download))
      }
    }
    if json {
      return try Terminal.json(
        Letter(
          reply: Line(message), text: text, attachments: message.attachments.map(\.fileName), saved: saved))
    }
    Terminal.result(
      """
      From \(message.reply?.author.digits ?? ""), \(message.availableAt.brussels)
      In answer to \(message.reply?.original.text ?? ""): \(message.subject.text(in: .nl).text)
      """)
    if let text { Terminal.result("\n\(SavedFile.shown(text))\n") }
    for attachment in message.attachments {
      Terminal.result("\(SavedFile.shown(attachment.fileName)), \(attachment.size) bytes")
    }
    for path in saved { Terminal.result("Saved \(path).") }
  }
}
