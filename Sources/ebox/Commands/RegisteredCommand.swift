import ArgumentParser
import Contracts
import EBoxClient
import Vocabulary

/// `ebox registered`.
struct RegisteredCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registered",
    abstract: "What became of a sender's registered mail, and the proofs of it.",
    subcommands: [RegisteredStatusCommand.self, RegisteredProofsCommand.self])
}

/// `ebox registered status`.
struct RegisteredStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells a sender where its registered mail stands.",
    discussion: """
      Also long after the message is over. Ends with 1 when the sender has no such registered mail.

      EXAMPLE
        ebox registered status 01KAMXN3V0M4T1X0R8W9Q2Y5CE --sender demo-municipality
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: "Message id.")
  var message: String

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let messageId, ssin, messageTypeId, publicationDate, expirationDate: String
    let delivery: WrittenDelivery
  }

  func run() async throws {
    try await ClientSession.run { http in
      let desk = try sender.resolve().client(http).registeredMailDesk
      let status = try await desk.status(of: try MessageID(parsing: message))
      let delivery = WrittenDelivery(status.delivery, sealed: status.sealed)
      if json {
        return try Terminal.json(
          Answer(
            messageId: status.message.text, ssin: status.recipient.digits,
            messageTypeId: status.messageType.text, publicationDate: status.sentAt.brussels,
            expirationDate: status.expiration.brussels, delivery: delivery))
      }
      Terminal.result(delivery.lines.joined(separator: "\n"))
    }
  }
}

/// `ebox registered proofs`.
struct RegisteredProofsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proofs",
    abstract: "Saves the proofs of a sender's registered mail.",
    discussion: """
      Each as a document (XML) and the seal over it (CMS, detached, with a time stamp), which anybody can
      check without us: docs/guides/proofs.md, `ebox proof verify`. Ends with 75 while a seal is being made.

      EXAMPLE
        ebox registered proofs 01KAMXN3V0M4T1X0R8W9Q2Y5CE --sender demo-municipality --folder proofs
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: "Message id.")
  var message: String

  @Option(help: ArgumentHelp("Where they are saved.", valueName: "folder"))
  var folder: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await ClientSession.run { http in
      let desk = try sender.resolve().client(http).registeredMailDesk
      let id = try MessageID(parsing: message)
      let status = try await desk.status(of: id)
      let saved = try await SavedProof.save(
        status.delivery.facts, sealed: status.sealed, of: id, in: folder
      ) { try await desk.proof($0, of: id) }
      try saved.tell(json: json)
    }
  }
}
