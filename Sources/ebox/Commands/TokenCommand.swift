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

  @OptionGroup var citizen: CitizenOptions
  @OptionGroup var sender: SenderOptions

  func run() async throws {
    try await ClientSession.run { http in
      if citizen.citizen != nil || citizen.provider != nil {
        let access = try await citizen.access(sender.demo, sender.client, registry: nil, http)
        return Terminal.result(access.token)
      }
      let tokens = ClientCredentialsTokens(
        try sender.resolve().credentials, scopes: [.publicationSender, .referenceData], http: http,
        time: SystemTime(), random: SystemRandom())
      Terminal.result(try await tokens.token())
    }
  }
}
