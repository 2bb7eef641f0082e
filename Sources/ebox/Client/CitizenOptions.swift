import ArgumentParser
import AsyncHTTPClient
import Foundation
import Vocabulary

/// Which citizen, in which channel of a demonstration.
struct CitizenOptions: ParsableArguments {
  @Option(help: ArgumentHelp("National number of the citizen.", valueName: "number"))
  var citizen: String?

  @Option(help: ArgumentHelp("Channel: client id or name; default the portal.", valueName: "name"))
  var channel: String?

  @Option(help: ArgumentHelp("Level of assurance of the sign-in.", valueName: "low|substantial|high"))
  var level = "high"

  /// Signs the citizen in and returns the access token.
  func token(_ file: DemoFile, _ http: HTTPClient) async throws -> String {
    guard let citizen else { throw ValidationError("--citizen is needed.") }
    let wanted = channel
    guard
      let found = file.channels.first(where: { wanted == nil || [$0.clientId, $0.name].contains(wanted) })
    else {
      let names = file.channels.map(\.clientId).joined(separator: ", ")
      throw ValidationError("No such channel in the demonstration; there are \(names).")
    }
    let walk = CitizenSignInWalk(
      demo: file, channel: found, citizen: try NationalNumber(parsing: citizen), level: level, http: http,
      random: SystemRandom())
    return try await walk.token()
  }
}
