import ArgumentParser
import Contracts
import EBoxClient
import Vocabulary

/// `ebox status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells a sender whether a message was read.",
    discussion: """
      Ends with 1 when the sender has no such message for that citizen.

      EXAMPLE
        ebox status 01KAMXN3V0M4T1X0R8W9Q2Y5CE --to 78041299916
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: "Message id.")
  var message: String

  @Option(help: ArgumentHelp("National number of the recipient.", valueName: "number"))
  var to: String

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let messageId, expirationDate: String
    let readStatus: Bool
    let readDate: String?
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try sender.resolve()
      let query = StatusQuery(
        message: try MessageID(parsing: message), recipient: try NationalNumber(parsing: to))
      let client = access.client(http)
      guard let status = try await client.sender.status(of: [query]).first else {
        throw ClientRefusal("This sender has no such message for that citizen.")
      }
      if json {
        return try Terminal.json(
          Answer(
            messageId: status.message.text, expirationDate: status.expiration.brussels,
            readStatus: status.readAt != nil, readDate: status.readAt?.brussels))
      }
      Terminal.result(
        """
        \(status.readAt.map { "Read, first on \($0.brussels)." } ?? "Not read yet.")
          message  \(status.message)
          until    \(status.expiration.brussels)
        """)
    }
  }
}
