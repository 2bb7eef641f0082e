import ArgumentParser
import Contracts
import EBoxClient
import Vocabulary

/// `ebox recall`.
struct RecallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recall",
    abstract: "Takes back a message that nobody has opened.",
    discussion: """
      The document is destroyed at once; the citizen reads the reason in its place. Once something of the
      message was opened it stays. Repeating it changes nothing.

      EXAMPLE
        ebox recall 01KAMXN3V0M4T1X0R8W9Q2Y5CE --to 78041299916 --reason "Verkeerd bedrag" --lang nl
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: "Message id.")
  var message: String

  @Option(help: ArgumentHelp("National number of the recipient.", valueName: "number"))
  var to: String

  @Option(help: "What the citizen reads in its place.")
  var reason: String

  @Option(name: .customLong("lang"), help: ArgumentHelp("Language of the reason.", valueName: "nl|fr|de|en"))
  var language = "nl"

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let messageId: String
    let recalled = true
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try sender.resolve()
      let recall = Recall(
        message: try MessageID(parsing: message), recipient: try NationalNumber(parsing: to),
        reason: try TranslatedText(
          parsing: [Language(parsing: language): reason], kind: "reason",
          charactersMax: Recall.reasonCharactersMax))
      let client = access.client(http)
      try await client.sender.recall(recall)
      if json { return try Terminal.json(Answer(messageId: recall.message.text)) }
      Terminal.result("Taken back: the document is destroyed, the citizen reads the reason.")
    }
  }
}
