import ArgumentParser
import AsyncHTTPClient
import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// `ebox reply`.
struct ReplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply",
    abstract: "Answers a message for a citizen, or shows the receipts of what was answered.",
    discussion: """
      The reply goes into the sender's own box. Its receipt names what was sent, by digests, and says when the
      sender opened it. A reply can be neither changed nor taken back. The citizen signs in as for
      `ebox inbox`.

      EXAMPLES
        ebox reply 01KAMXN3V0M4T1X0R8W9Q2Y5CE --citizen 78041299916 --text "Ik ga niet akkoord." \\
          --file bewijs.pdf
        ebox reply 01KAMXN3V0M4T1X0R8W9Q2Y5CE --citizen 78041299916 --receipts
      """)

  @OptionGroup var citizen: CitizenOptions
  @OptionGroup var client: ClientKeyOptions

  @Argument(help: "Message id.")
  var message: String

  @Option(help: "What the citizen answers.")
  var text: String?

  @Option(name: .customLong("lang"), help: ArgumentHelp("Language of the text.", valueName: "nl|fr|de|en"))
  var language = "nl"

  @Option(help: ArgumentHelp("A file beside the text, or alone; up to 6.", valueName: "file"))
  var file: [String] = []

  @Flag(help: "Send nothing; show the receipts of the replies to this message.")
  var receipts = false

  @Option(help: ArgumentHelp("Makes repeating safe; made up when not given.", valueName: "key"))
  var idempotencyKey: String?

  @Option(
    help: ArgumentHelp(
      "The only registry to ask, ending in /messageRegistry/v3; default all that the provider names.",
      valueName: "url"))
  var registry: String?

  @Option(help: ArgumentHelp("A demonstration's file; default ebox-demo/demo.json.", valueName: "file"))
  var demo: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    let isReply = text != nil || !file.isEmpty
    guard isReply != receipts else { throw ValidationError("Either --text or --file, or --receipts.") }
    for path in file where !FileManager.default.isReadableFile(atPath: path) {
      throw ValidationError("There is no file \(path), or it may not be read.")
    }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try await citizen.access(demo, client, registry: registry, http)
      do {
        try await act(access)
      } catch {
        await access.end()
        throw error
      }
      await access.end()
    }
  }

  private func act(_ access: CitizenAccess) async throws {
    let id = try MessageID(parsing: message)
    let channel = try await access.opened(of: id).registry
    let sent = receipts ? try await channel.replies(to: id) : [try await send(to: id, channel)]
    if json { return try Terminal.json(sent.map(WrittenReceipt.init)) }
    if sent.isEmpty { return Terminal.result("Nothing was replied to this message.") }
    for receipt in sent { Terminal.result(WrittenReceipt(receipt).lines.joined(separator: "\n")) }
  }

  private func send(to id: MessageID, _ channel: any ChannelRegistry) async throws -> ReplyReceipt {
    let key = try IdempotencyKey(parsing: idempotencyKey ?? Base64URL.encode(SystemRandom().bytes(16)))
    let text = try text.map {
      try TranslatedText(
        parsing: [Language(parsing: language): $0], kind: "text",
        charactersMax: ReplyLimits.textCharactersMax)
    }
    let files = try file.map {
      FileToPublish(path: $0, mediaType: try FileMediaType.of($0), isMainContent: false)
    }
    // Whose outcome is unknown is repeated with it.
    if !json { Terminal.note("Idempotency key \(key)") }
    return try await FileReply(text: text, files: files).send(to: id, key, through: channel)
  }
}

/// A receipt as a command tells it.
private struct WrittenReceipt: Encodable {
  struct Part: Encodable {
    /// Nil for the text.
    let fileName: String?
    let sizeInBytes: Int64
    let sha256: String
  }

  let messageId, originalMessageId, recipient, sentDate, expirationDate: String
  let openedDate: String?
  let parts: [Part]

  init(_ receipt: ReplyReceipt) {
    messageId = receipt.id.text
    originalMessageId = receipt.original.text
    recipient = receipt.recipient.digits
    sentDate = receipt.sentAt.brussels
    expirationDate = receipt.expiration.brussels
    openedDate = receipt.openedAt?.brussels
    let text = receipt.text.map { Part(fileName: nil, sizeInBytes: $0.size, sha256: $0.digest.base64URL) }
    parts =
      [text].compactMap(\.self)
      + receipt.files.map {
        Part(fileName: $0.fileName, sizeInBytes: $0.size, sha256: $0.digest.base64URL)
      }
  }

  var lines: [String] {
    let state = openedDate.map { "opened \($0)" } ?? "not opened"
    return ["Reply \(messageId) to \(recipient), sent \(sentDate), \(state)"]
      + parts.map { part in
        let name = part.fileName.map(SavedFile.shown) ?? "text"
        return "  \(name), \(part.sizeInBytes) bytes, sha256 \(part.sha256)"
      }
  }
}
