import AsyncHTTPClient
import Contracts
import EBoxClient
import Foundation
import NIOCore
import NIOHTTP1
import Vocabulary

@testable import ebox

/// A citizen's browser at the provider's pages: keeps cookies, follows redirections, posts forms.
final class CitizenPages {
  private static let stepsMax = 12

  let server: JourneyServer
  let number: String
  private var cookies: [String: String] = [:]

  struct Page {
    let url: String
    let text: String

    /// The value of the first hidden field of that name.
    func hidden(_ name: String) -> String? {
      let pattern = "name=\"\(name)\" value=\"([^\"]*)\""
      guard let found = text.range(of: pattern, options: .regularExpression) else { return nil }
      let value = text[found].dropFirst("name=\"\(name)\" value=\"".count).dropLast()
      return value.replacingOccurrences(of: "&amp;", with: "&").replacingOccurrences(of: "&#x3D;", with: "=")
    }
  }

  init(_ server: JourneyServer, of number: String) {
    self.server = server
    self.number = number
  }

  /// Signs in on the way to a channel, and accepts what the consent screen says (R-CON-1).
  func activate(_ channel: DemoFile.Channel) async throws {
    let walk = CitizenSignInWalk(
      demo: server.file, channel: channel, citizen: try NationalNumber(parsing: number), level: "high",
      http: server.http, random: SystemRandom())
    let start = try walk.signIn().authorizationURL(SignInAttempt(random: SystemRandom()).request)
    let screen = try await open(start, until: channel.redirectURI)
    var form = [("choice", "accept")]
    for name in ["form-token", "screen-token", "query", "version", "language"] {
      if let value = screen.hidden(name) { form.append((name, value)) }
    }
    let answer = server.file.baseURL + "/provider/consents/answer"
    var back = try await open(answer, form: form, until: channel.redirectURI)
    // The first time the citizen is asked for an address on the way, and goes on without one.
    let asked = URLComponents(string: back.url)
    if asked?.path == ProviderPages.addressPath,
      let onward = asked?.queryItems?.first(where: { $0.name == "return" })?.value
    {
      back = try await open(server.file.baseURL + onward, until: channel.redirectURI)
    }
    guard back.url.contains("code=") else { throw ClientRefusal("no code: \(back.url)") }
  }

  private func open(_ start: String, form: [(String, String)]? = nil, until end: String) async throws -> Page
  {
    var (url, form) = (start, form)
    for _ in 0..<Self.stepsMax {
      if url.hasPrefix(end + "?") { return Page(url: url, text: "") }
      let (location, text) = try await send(url, form)
      form = nil
      guard let location else {
        guard let query = URLComponents(string: url)?.queryItems, url.contains(OpenIDPlayed.authorizePath)
        else { return Page(url: url, text: text) }
        form = query.map { ($0.name, $0.value ?? "") } + [("ssin", number), ("level", "high")]
        url = String(url.prefix { $0 != "?" })
        continue
      }
      url = URL(string: location, relativeTo: URL(string: url))?.absoluteString ?? location
    }
    throw ClientRefusal("the pages go round in circles")
  }

  private func send(_ url: String, _ form: [(String, String)]?) async throws -> (String?, String) {
    var request = HTTPClientRequest(url: url)
    if !cookies.isEmpty {
      let all = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
      request.headers.add(name: "Cookie", value: all)
    }
    if let form {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.headers.add(name: "Origin", value: server.file.baseURL)
      var components = URLComponents()
      components.queryItems = form.map { URLQueryItem(name: $0.0, value: $0.1) }
      let body = (components.percentEncodedQuery ?? "").replacingOccurrences(of: "+", with: "%2B")
      request.body = .bytes(ByteBuffer(string: body))
    }
    let response = try await server.http.execute(request, timeout: .seconds(30))
    for line in response.headers["Set-Cookie"] {
      let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
      if pair.count == 2 { cookies[pair[0]] = pair[1] }
    }
    let text = String(buffer: try await response.body.collect(upTo: 1_048_576))
    return (response.headers.first(name: "Location"), text)
  }
}
