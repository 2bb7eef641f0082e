import AuditTrail
import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

extension MyEBox {
  var sessionCookie: PageCookie { PageCookie("my-ebox", isSecure: settings.isSecure) }

  /// What eBox is, and the way in; who is signed in already goes to the inbox.
  func start(_ asked: Asked) async throws -> Response {
    if let cookie = sessionCookie.value(in: asked.request), case .open = try await sessions.standing(cookie) {
      return .redirect("/inbox")
    }
    return pages.response(PageResponse(.start, title: asked.words[.startTitle]), to: asked.visit)
  }

  /// Sends the browser to the provider. `?level=high` asks it to sign in anew, by safer means.
  func signIn(_ asked: Asked) throws -> Response {
    try beginSignIn(asked, to: .inbox(InboxView()), isStepUp: asked.query("level") == "high")
  }

  func beginSignIn(_ asked: Asked, to destination: Destination, isStepUp: Bool = false) throws -> Response {
    let pending = pendingSignIns.begin(destination)
    let address = parts.signIn.authorizationURL(
      AuthorizationRequest(
        state: pending.state, codeChallenge: pending.codeChallenge, language: asked.visit.language,
        isStepUp: isStepUp))
    return .redirect(address, cookies: [try pendingSignIns.kept(pending)])
  }

  /// The provider's answer: redeems the code and begins a new session.
  func callback(_ asked: Asked) async throws -> Response {
    guard let pending = pendingSignIns.find(asked.request, state: asked.query("state")) else {
      throw try await refused(.signInFailed, "stateUnknown", asked)
    }
    guard let code = asked.query("code") else {
      throw try await refused(.signInCancelled, "noCode", asked)
    }
    let token: ChannelToken
    do {
      token = try await parts.signIn.exchange(code: code, verifier: pending.verifier)
    } catch is ChannelSignInRefused {
      throw try await refused(.signInFailed, "codeRefused", asked)
    }
    guard token.expires > parts.time.now() else {
      throw try await refused(.signInFailed, "tokenEnded", asked)
    }
    let cookie = try await sessions.begin(token, replacing: sessionCookie.value(in: asked.request), asked.id)
    return .redirect(
      pending.destination.address, cookies: [sessionCookie.set(cookie), pendingSignIns.cookie.clear])
  }

  /// Ends the session here and its token at the provider. The session is over even when the provider can't be
  /// reached.
  func signOut(_ asked: Asked) async throws -> Response {
    guard let cookie = sessionCookie.value(in: asked.request),
      case .open(let session) = try await sessions.standing(cookie)
    else { return .redirect("/signedout", cookies: [sessionCookie.clear]) }
    _ = try await form(asked, of: cookie)
    try await sessions.end(session, code: nil, asked.id)
    do {
      try await parts.signIn.revoke(session.accessToken)
    } catch {
      let act = Act(action: .revoke, outcome: .rejected, code: "unreachable")
      try await sessions.record(act, mailbox: session.mailbox, asked.id)
    }
    return .redirect("/signedout", cookies: [sessionCookie.clear])
  }

  func signedOut(_ asked: Asked) -> Response {
    let words = asked.words
    let elsewhere = settings.sessionsURL
    let notice = PageNotice(
      title: words[.signedOutTitle],
      paragraphs: (elsewhere == nil ? [] : [words[.signedOutElsewhere]]) + [words[.signedOutText]],
      links: [PageLink(words[.signIn], "/signin")]
        + (elsewhere.map { [PageLink(words[.sessionsTitle], $0)] } ?? []))
    return pages.response(.notice(notice), to: asked.visit)
  }

  private func refused(_ trouble: Trouble, _ code: String, _ asked: Asked) async throws -> Trouble {
    try await sessions.record(Act(action: .signIn, outcome: .rejected, code: code), asked.id)
    return trouble
  }
}

extension Response {
  /// 303, kept nowhere.
  static func redirect(_ address: String, cookies: [String] = []) -> Response {
    var headers = HTTPFields.pageSecurity(["default-src 'none'", "frame-ancestors 'none'"])
    headers[.location] = address
    headers[values: .setCookie] = cookies
    return Response(status: .seeOther, headers: headers)
  }
}
