import ArgumentParser
import AsyncHTTPClient
import Contracts
import Foundation
import MyEBox
import NIOCore
import Vocabulary

/// `ebox inbox`.
struct InboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inbox", abstract: "A citizen's messages.",
    subcommands: [
      InboxListCommand.self, InboxAcceptCommand.self, InboxRefuseCommand.self, InboxProofsCommand.self,
    ],
    defaultSubcommand: InboxListCommand.self)
}

/// `ebox inbox`, and `ebox inbox list`.
struct InboxListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists a citizen's messages, or saves and so reads one.",
    discussion: """
      Signs the citizen in at the demonstration's played identity provider, in one of its channels; with
      --provider the citizen signs in in a browser on this machine, in a registered channel that has
      http://127.0.0.1/callback among its redirect URIs (any port is taken, RFC 8252). The access token is
      revoked at the end.

      EXAMPLES
        ebox inbox --citizen 78041299916
        ebox inbox --citizen 78041299916 --save 01KAMXN3V0M4T1X0R8W9Q2Y5CE
        ebox inbox --citizen 78041299916 --statistics
        ebox inbox --provider https://ebox.example.org \\
          --client-id my-channel --key channel.pem --key-id 2026-1
      """)

  @OptionGroup var citizen: CitizenOptions
  @OptionGroup var client: ClientKeyOptions

  @Option(
    help: ArgumentHelp(
      "The only registry to ask, ending in /messageRegistry/v3; default all that the provider names.",
      valueName: "url"))
  var registry: String?

  @Option(help: ArgumentHelp("A demonstration's file; default ebox-demo/demo.json.", valueName: "file"))
  var demo: String?

  @Option(help: ArgumentHelp("Page, 25 messages each.", valueName: "number"))
  var page = 1

  @Option(
    help: ArgumentHelp("Saves the main content of a message here; the sender learns of it.", valueName: "id"))
  var save: String?

  @Flag(help: "Counts what asks for attention instead.")
  var statistics = false

  @Flag(help: "Print JSON.")
  var json = false

  private struct Line: Encodable {
    let messageId, provider, sender, subject, receiptDate, expirationDate: String
    let readStatus: Bool
    let delivery: WrittenDelivery?
  }

  private struct Listing: Encodable {
    let items: [Line]
    let total: Int
    /// Document providers that can't be asked now: nothing of theirs is in it.
    let missing: [String]
  }

  private struct Figures: Encodable {
    let messages, unread, endingSoon, unreadEndingSoon, endingSoonDays, requiringAction, registered: Int
  }

  func validate() throws {
    guard save == nil || !statistics else {
      throw ValidationError("--save and --statistics exclude each other.")
    }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try await citizen.access(demo, client, registry: registry, http)
      do {
        try await show(access)
      } catch {
        await access.end()
        throw error
      }
      await access.end()
    }
  }

  private func show(_ access: CitizenAccess) async throws {
    if statistics {
      let (figures, missing) = try await access.inbox.statistics()
      tell(missing)
      return try count(figures)
    }
    if let save {
      let id = try MessageID(parsing: save)
      return try await read(id, in: try await access.opened(of: id).registry)
    }
    try list(try await access.inbox.listing(MessageQuery(page: PageRequest(parsing: page))))
  }

  /// What is shown is less than all.
  private func tell(_ missing: [OpenRegistry]) {
    for opened in missing {
      Terminal.note("The messages of \(opened.name(in: .en)) can't be shown at the moment.")
    }
  }

  private func list(_ listing: FoundListing) throws {
    tell(listing.missing)
    let page = listing.page
    if json {
      let lines = page.items.map { found in
        let message = found.item
        return Line(
          messageId: message.id.text, provider: found.opened.provider, sender: message.sender.digits,
          subject: message.subject.text(in: .nl).text, receiptDate: message.availableAt.brussels,
          expirationDate: message.expiration.brussels, readStatus: message.readAt != nil,
          delivery: message.delivery.map { WrittenDelivery($0) })
      }
      return try Terminal.json(
        Listing(items: lines, total: page.total, missing: listing.missing.map(\.provider)))
    }
    Terminal.result("\(page.total) messages, page \(page.request.number)")
    for message in page.items.map(\.item) {
      let mark = message.isUnread(at: SystemTime().now()) ? "*" : " "
      let subject = message.subject.text(in: .nl).text.prefix(60)
      Terminal.result("\(mark) \(message.id)  until \(message.expiration.brussels.prefix(10))  \(subject)")
      if let delivery = message.delivery {
        Terminal.result("    registered: \(delivery.words(at: SystemTime().now()))")
      }
    }
  }

  private func count(_ found: MailboxStatistics) throws {
    let days = MailboxStatistics.endingSoonDays
    if json {
      return try Terminal.json(
        Figures(
          messages: found.messages, unread: found.unread, endingSoon: found.endingSoon,
          unreadEndingSoon: found.unreadEndingSoon, endingSoonDays: days,
          requiringAction: found.requiringAction, registered: found.registered))
    }
    Terminal.result("\(found.messages) messages, \(found.unread) unread")
    Terminal.result("\(found.endingSoon) end within \(days) days, \(found.unreadEndingSoon) of them unread")
    Terminal.result("\(found.requiringAction) require action in time")
    Terminal.result("\(found.registered) registered")
  }

  /// Saves the main content under its own name, unless a file of that name is there.
  private func read(_ id: MessageID, in channel: any ChannelRegistry) async throws {
    let message = try await channel.message(id)
    guard let main = message.attachments.first(where: \.isMainContent) else {
      return Terminal.result(try await channel.body(of: id).text(in: .nl).text)
    }
    let name = URL(fileURLWithPath: main.fileName).lastPathComponent
    guard !FileManager.default.fileExists(atPath: name),
      FileManager.default.createFile(atPath: name, contents: nil)
    else { throw ClientRefusal("\(name) is there already.") }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: name))
    for try await piece in try await channel.content(of: main.id, in: id, range: nil).bytes {
      try handle.write(contentsOf: Data(piece.readableBytesView))
    }
    try handle.close()
    Terminal.result("Saved \(name), \(main.size) bytes.")
  }
}
