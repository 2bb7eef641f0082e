import ArgumentParser
import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// `ebox recall`.
struct RecallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recall",
    abstract: "Takes back a message that nobody has opened, or that reached the wrong person.",
    discussion: """
      The document is destroyed at once; the citizen reads the reason in its place. Once something of the \
      message was opened it stays, but for a data breach: then two people of the sender and a data \
      protection officer approve it with `ebox approve-recall`, for the same reason. Repeating it changes \
      nothing.

      EXAMPLES
        ebox recall 01KAMXN3V0M4T1X0R8W9Q2Y5CE --to 78041299916 --reason "Verkeerd bedrag" --lang nl
        ebox recall 01KAMXN3V0M4T1X0R8W9Q2Y5CE --to 78041299916 --reason "Niet voor u bestemd" \\
          --breach 2026-17 --approval one.jwt --approval two.jwt --approval officer.jwt
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

  @Option(help: ArgumentHelp("The sender's case of the data breach.", valueName: "reference"))
  var breach: String?

  @Option(
    name: .customLong("approval"),
    help: ArgumentHelp("File of an approval; three times.", valueName: "file"))
  var approvals: [String] = []

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let messageId: String
    let recalled = true
    let breachReference: String?
  }

  func validate() throws {
    if breach == nil, !approvals.isEmpty { throw ValidationError("--approval needs --breach beside it.") }
    if breach != nil, approvals.count != BreachRecall.approvalsMax {
      throw ValidationError(
        "--breach needs --approval \(BreachRecall.approvalsMax) times, not \(approvals.count): of two people "
          + "of the sender and of a data protection officer (ebox approve-recall).")
    }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try sender.resolve()
      let recall = Recall(
        message: try MessageID(parsing: message), recipient: try NationalNumber(parsing: to),
        reason: try TranslatedText(
          parsing: [Language(parsing: language): reason], kind: "reason",
          charactersMax: Recall.reasonCharactersMax),
        breach: try breachRecall())
      let client = access.client(http)
      try await client.sender.recall(recall)
      if json { return try Terminal.json(Answer(messageId: recall.message.text, breachReference: breach)) }
      Terminal.result("Taken back: the document is destroyed, the citizen reads the reason.")
    }
  }

  private func breachRecall() throws -> BreachRecall? {
    guard let breach else { return nil }
    let texts = try approvals.map { path in
      do {
        return try String(contentsOfFile: path, encoding: .utf8)
          .trimmingCharacters(in: .whitespacesAndNewlines)
      } catch { throw ValidationError("--approval: \(path) can't be read.") }
    }
    return BreachRecall(reference: try BreachReference(parsing: breach), approvals: texts)
  }
}
