import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

// What a browser sees, and what a program may post in its place.
extension PlayedCSAM {
  /// The parameters of an authentication request that go through the form.
  private static let carried = ["client_id", "redirect_uri", "state", "nonce", "code_challenge"]

  /// A page of buttons. With curl: POST the same fields, `ssin` and `level` (low, substantial, high) to
  /// the same address.
  func choose(_ request: Request) -> Response {
    let query = request.uri.queryParameters
    let values = Self.carried.map { ($0, query[Substring($0)].map(String.init) ?? "") }
    guard isOurs(Dictionary(uniqueKeysWithValues: values)) else { return refused }
    return html(page(values), .ok)
  }

  /// Signs in as whoever the form says, and sends the browser back; or turns back.
  func signIn(_ request: Request) async throws -> Response {
    // absent is an answer: what can't be read is refused
    guard let form = try? await FormFields(reading: request) else { return refused }
    let values = Dictionary(uniqueKeysWithValues: Self.carried.map { ($0, form[$0] ?? "") })
    guard isOurs(values) else { return refused }
    let state = values["state"] ?? ""
    if form["turn-back"] != nil {
      return back([("error", "access_denied"), ("state", state), ("iss", issuer)])
    }
    let typed = (form["ssin"] ?? "").filter { !" .-".contains($0) }
    guard let number = try? NationalNumber(parsing: typed),
      let level = PlayedLevel(rawValue: form["level"] ?? PlayedLevel.substantial.rawValue)
    else {
      return html(page(Self.carried.map { ($0, values[$0] ?? "") }, isWrong: true), .badRequest)
    }
    let person = people.first { $0.number == number }
    let code = PlayedKey.base64URL(random.bytes(32))
    let now = time.now()
    codes.keep(
      code,
      PlayedCodes.Kept(
        number: number, givenName: person?.givenName ?? "", familyName: person?.familyName ?? "",
        acr: level.acr,
        nonce: values["nonce"] ?? "", challenge: values["code_challenge"] ?? "",
        expires: now.adding(seconds: PlayedCodes.lifetimeSeconds)), now: now)
    return back([("code", code), ("state", state), ("iss", issuer)])
  }

  /// The end of a session here (OpenID Connect RP-Initiated Logout 1.0 §2). Nobody stays signed in here, so
  /// there is nothing to end: an ID token that was signed here leads back to where the client said at
  /// registration, anything else to a page.
  func end(_ request: Request) -> Response {
    let query = request.uri.queryParameters
    guard key.isSigned(query["id_token_hint"].map(String.init) ?? ""),
      query["post_logout_redirect_uri"].map(String.init) == client.signedOutURI
    else {
      return html(
        "<h1>Not signed out</h1><p>id_token_hint or post_logout_redirect_uri is not right.</p>", .badRequest)
    }
    return Response(status: .seeOther, headers: [.location: client.signedOutURI, .cacheControl: "no-store"])
  }

  private func isOurs(_ values: [String: String]) -> Bool {
    values["client_id"] == client.id && values["redirect_uri"] == client.redirectURI
      && values["code_challenge"]?.isEmpty == false
  }

  private var refused: Response {
    html(
      "<h1>Unknown application</h1><p>client_id, redirect_uri or code_challenge is not right.</p>",
      .badRequest)
  }

  private func back(_ parameters: [(String, String)]) -> Response {
    var components = URLComponents(string: client.redirectURI)
    components?.queryItems = parameters.map { URLQueryItem(name: $0, value: $1) }
    // URLComponents leaves a plus as it is, which a form reads as a space.
    let location = components?.string?.replacing("+", with: "%2B") ?? client.redirectURI
    return Response(status: .seeOther, headers: [.location: location, .cacheControl: "no-store"])
  }

  private func page(_ values: [(String, String)], isWrong: Bool = false) -> String {
    let hidden = values.map { "<input type=\"hidden\" name=\"\($0)\" value=\"\(escaped($1))\">" }.joined()
    let buttons = people.map { person in
      let name = escaped("\(person.givenName) \(person.familyName)".trimmingCharacters(in: .whitespaces))
      let note = person.note.isEmpty ? "" : "<br><small>\(escaped(person.note))</small>"
      return """
        <li><button class="button second" name="ssin" value="\(person.number.digits)">\(person.number.digits) · \
        \(name)\(note)</button></li>
        """
    }.joined(separator: "\n")
    let levels = PlayedLevel.allCases.reversed().map { level in
      let mark = level == .high ? " checked" : ""
      return "<label><input type=\"radio\" name=\"level\" value=\"\(level)\"\(mark)> \(level)</label>"
    }.joined(separator: "\n")
    return """
      <h1>Played sign-in</h1>
      <p class="lead">This page plays the federal sign-in service, for the demonstration and for tests only. Be anyone you
      like.</p>
      \(isWrong ? "<p class=\"notice\" role=\"alert\"><strong>That is not a national number.</strong></p>" : "")
      <form class="panel" method="post" action="\(escaped(issuer))/authorize">
      \(hidden)
      <fieldset><legend>Level of assurance</legend>
      \(levels)
      </fieldset>
      <h2>Sign in as</h2>
      <ul class="actions">
      \(buttons)
      </ul>
      </form>
      <form class="panel" method="post" action="\(escaped(issuer))/authorize">
      \(hidden)
      <h2>Or as another national number</h2>
      <p><label for="number">National number</label>
      <input id="number" name="ssin" inputmode="numeric" autocomplete="off" required></p>
      <p><label for="level">Level</label>
      <select id="level" name="level"><option>high</option><option>substantial</option><option>low</option></select></p>
      <p><button class="button">Sign in</button></p>
      </form>
      <form method="post" action="\(escaped(issuer))/authorize">
      \(hidden)
      <p><button class="button second" name="turn-back" value="1">Do not sign in</button></p>
      </form>
      """
  }

  private func html(_ main: String, _ status: HTTPResponse.Status) -> Response {
    // No form-action: the way back leads through any number of origins that we do not know.
    var headers = HTTPFields.pageSecurity([
      "default-src 'none'", "style-src 'self'", "img-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ])
    headers[.contentType] = "text/html; charset=utf-8"
    let text = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Played sign-in</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="stylesheet" href="\(Pages.styleAddress)"></head>
      <body><main>
      \(main)
      </main></body></html>
      """
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// Byte by byte, so that no combining mark hides a character that HTML gives a meaning.
  private func escaped(_ text: String) -> String {
    String(
      decoding: text.utf8.flatMap { byte -> [UInt8] in
        switch byte {
        case UInt8(ascii: "<"): Array("&lt;".utf8)
        case UInt8(ascii: ">"): Array("&gt;".utf8)
        case UInt8(ascii: "&"): Array("&amp;".utf8)
        case UInt8(ascii: "\""): Array("&quot;".utf8)
        default: [byte]
        }
      }, as: UTF8.self)
  }
}
