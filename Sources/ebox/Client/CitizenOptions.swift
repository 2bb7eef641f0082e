import ArgumentParser
import AsyncHTTPClient
import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// Which citizen, in which channel: of a demonstration, signed in by the command itself, or of a real
/// deployment, signed in by the citizen in a browser on this machine.
struct CitizenOptions: ParsableArguments {
  static let waitSecondsDefault = 300

  @Option(help: ArgumentHelp("National number of a citizen of the demonstration.", valueName: "number"))
  var citizen: String?

  @Option(help: ArgumentHelp("Channel: client id or name; default the portal.", valueName: "name"))
  var channel: String?

  @Option(help: ArgumentHelp("Level of assurance of the sign-in.", valueName: "low|substantial|high"))
  var level = "high"

  @Option(
    help: ArgumentHelp(
      "Provider of a real deployment: scheme, host and port. Its sign-in page is opened in a browser.",
      valueName: "url"))
  var provider: String?

  @Option(help: ArgumentHelp("How long the sign-in in the browser is waited for.", valueName: "seconds"))
  var wait = CitizenOptions.waitSecondsDefault

  func validate() throws {
    guard (1...3600).contains(wait) else { throw ValidationError("--wait must be 1 to 3600 seconds.") }
    guard provider != nil, citizen != nil || channel != nil else { return }
    throw ValidationError(
      "--citizen and --channel are for a demonstration: at a --provider the citizen is whoever signs in.")
  }

  /// Signs the citizen in.
  /// - Parameter registry: the only one to ask; nil for all that the provider names.
  func access(_ demo: String?, _ client: ClientKeyOptions, registry: String?, _ http: HTTPClient) async throws
    -> CitizenAccess
  {
    guard let provider else { return try await fromDemo(DemoFile.found(demo), registry, http) }
    let endpoints = try await AuthorizationEndpoints.discover(issuer: provider, http: http)
    guard let credentials = try client.credentials(tokenURL: endpoints.tokenURL) else {
      throw ValidationError(
        "--provider needs --client-id, --key and --key-id beside it: those of a registered channel that has "
          + "\(LoopbackListener.registered) among its redirect URIs.")
    }
    let signIn = BrowserSignIn(
      endpoints: endpoints, credentials: credentials, seconds: wait,
      wire: OAuthChannelSignIn.Wire(http: http, time: SystemTime(), random: SystemRandom()))
    let (token, channel) = try await signIn.token { url in
      Terminal.note("Open this address in a browser on this machine, and sign in there:\n\n  \(url)\n")
    }
    return try await CitizenAccess(token: token.token, mailbox: token.mailbox, signIn: channel)
      .opening(registry, issuer: provider, http)
  }

  private func fromDemo(
    _ file: DemoFile, _ registry: String?, _ http: HTTPClient
  ) async throws -> CitizenAccess {
    guard let citizen else { throw ValidationError("--citizen is needed, or --provider.") }
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
    let token = try await walk.token()
    return try await CitizenAccess(token: token.token, mailbox: token.mailbox, signIn: walk.signIn())
      .opening(registry, issuer: file.baseURL, http)
  }
}

/// What a citizen's command works with.
struct CitizenAccess: Sendable {
  let token: String
  /// By which the provider names the citizen to the channel.
  let mailbox: MailboxID?
  let signIn: any ChannelSignIn
  /// Each document provider's.
  var registries: [OpenRegistry] = []

  /// Ends the token, which nobody needs any more; that it could not be ended is said, and no more.
  func end() async {
    do { try await signIn.revoke(token) } catch {
      Terminal.note("The access token could not be revoked; it ends by itself within the hour.")
    }
  }
}
