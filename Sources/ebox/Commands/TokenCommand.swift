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
      With --citizen the token of that citizen in a channel of the demonstration; without it the token of a sender.

      EXAMPLES
        ebox token --sender demo-premiums
        ebox token --citizen 78041299916 --channel my-ebox
      """)

  @OptionGroup var citizen: CitizenOptions
  @OptionGroup var sender: SenderOptions

  func run() async throws {
    try await ClientSession.run { http in
      if citizen.citizen != nil {
        return Terminal.result(try await citizen.token(DemoFile.found(sender.demo), http))
      }
      let tokens = ClientCredentialsTokens(
        try sender.resolve().credentials, scopes: [.publicationSender, .referenceData], http: http,
        time: SystemTime(), random: SystemRandom())
      Terminal.result(try await tokens.token())
    }
  }
}
