import ArgumentParser
import Contracts
import EBoxClient
import Vocabulary

/// `ebox token`.
struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Prints an access token, for curl.",
    discussion: """
      With --citizen the token of that citizen in a channel of the demonstration; with --provider that of the
      citizen who signs in in a browser, in a registered channel; otherwise the token of a sender.

      A channel that is used so registers http://127.0.0.1/callback; any port is taken (RFC 8252). The address
      to open is printed on standard error, the token on standard output.

      EXAMPLES
        ebox token --sender demo-premiums
        ebox token --citizen 78041299916 --channel my-ebox
        ebox token --provider https://ebox.example.org --client-id my-channel --key my.pem --key-id 2026-1
      """)

  @Flag(help: "Prints JSON: the token, and for a citizen's the `mailbox` by which the channel knows them.")
  var json = false

  @OptionGroup var citizen: CitizenOptions
  @OptionGroup var sender: SenderOptions

  func run() async throws {
    try await ClientSession.run { http in
      if citizen.citizen != nil || citizen.provider != nil {
        let access = try await citizen.access(sender.demo, sender.client, registry: nil, http)
        return try tell(access.token, access.mailbox)
      }
      let access = try sender.resolve()
      let tokens = ClientCredentialsTokens(
        access.credentials, scopes: [access.scope, .referenceData], http: http, time: SystemTime(),
        random: SystemRandom())
      try tell(try await tokens.token(), nil)
    }
  }

  private struct Answer: Encodable {
    let accessToken: String
    let mailbox: String?
  }

  private func tell(_ token: String, _ mailbox: MailboxID?) throws {
    guard json else { return Terminal.result(token) }
    try Terminal.json(Answer(accessToken: token, mailbox: mailbox?.text))
  }
}
