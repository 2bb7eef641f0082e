package import Hummingbird
package import Vocabulary

/// A small OpenID provider of our own that plays the federal authentication service in the demo and in
/// tests: whoever comes may be anyone, at any level of assurance.
///
/// Codes live in memory and the key is made at start: everything ends with the process.
package struct PlayedCSAM: Sendable {
  /// The one relying party.
  package struct Client: Sendable {
    package let id: String
    package let secret: String
    package let redirectURI: String
    /// Where the browser is sent after a sign-out.
    package let signedOutURI: String

    package init(id: String, secret: String, redirectURI: String, signedOutURI: String) {
      self.id = id
      self.secret = secret
      self.redirectURI = redirectURI
      self.signedOutURI = signedOutURI
    }
  }

  /// Someone to sign in as with one button.
  package struct Person: Sendable {
    package let number: NationalNumber
    package let givenName: String
    package let familyName: String
    /// What makes this person worth choosing, for the button: `nl, active`.
    package let note: String

    package init(number: NationalNumber, givenName: String, familyName: String, note: String = "") {
      self.number = number
      self.givenName = givenName
      self.familyName = familyName
      self.note = note
    }
  }

  /// Where it is mounted, who may ask, and whom one can be.
  package struct Play: Sendable {
    package let baseURL: String
    package let path: String
    package let client: Client
    package let people: [Person]

    /// - Parameters:
    ///   - baseURL: scheme, host and port, without a slash at the end.
    ///   - path: such as `/csam`; the issuer is `baseURL` and this.
    package init(baseURL: String, path: String = "/csam", client: Client, people: [Person]) {
      self.baseURL = baseURL
      self.path = path
      self.client = client
      self.people = people
    }
  }

  /// The environments in which anybody may be anyone.
  package static let environments: Set<String> = ["demo", "test"]

  /// Whether an environment must do without: production, and every other one that holds real people's
  /// messages.
  package static func refuses(_ environment: String) -> Bool { !environments.contains(environment) }

  package struct Refused: Error, CustomStringConvertible {
    package let environment: String
    package var description: String {
      "the played identity provider lets anyone be anyone: it does not run in \(environment)"
    }
  }

  let issuer: String
  let path: String
  let client: Client
  let people: [Person]
  let time: any TimeSource
  let random: any RandomSource
  let key: PlayedKey
  let codes = PlayedCodes()

  /// - Parameter environment: the deployment's; refused outside ``environments``.
  /// - Throws: ``Refused`` before anything else.
  package init(
    environment: String, play: Play, time: any TimeSource, random: any RandomSource
  ) throws {
    guard !PlayedCSAM.refuses(environment) else { throw Refused(environment: environment) }
    issuer = play.baseURL + play.path
    path = play.path
    client = play.client
    people = play.people
    self.time = time
    self.random = random
    key = PlayedKey()
  }

  /// What a relying party is told to use.
  package var issuerURL: String { issuer }

  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(path + "/.well-known/openid-configuration")) { _, _ in try discovery() }
    router.get(RouterPath(path + "/jwks")) { _, _ in try keySet() }
    router.get(RouterPath(path + "/authorize")) { request, _ in choose(request) }
    router.post(RouterPath(path + "/authorize")) { request, _ in try await signIn(request) }
    router.post(RouterPath(path + "/token")) { request, _ in try await token(request) }
    router.get(RouterPath(path + "/end")) { request, _ in end(request) }
  }
}
