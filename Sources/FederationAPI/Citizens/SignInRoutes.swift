import Contracts
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Vocabulary

/// Sign-in, the way back from the identity provider, and sign-out.
struct SignInRoutes: Sendable {
  static let signInPath = "/provider/sign-in"
  static let signOutPath = "/provider/sign-out"

  let desk: CitizenDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(Self.signInPath)) { request, context in
      await start(desk.turn(request, id: context.id, log: context.logger))
    }
    router.get(RouterPath(ProviderPages.callbackPath)) { request, context in
      await finish(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(Self.signOutPath)) { request, context in
      try await signOut(desk.turn(request, id: context.id, log: context.logger))
    }
    router.get(RouterPath(ProviderPages.signedOutPath)) { request, context in
      signedOut(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(ProviderPages.backChannelLogoutPath)) { request, context in
      try await backChannel(request, RequestID(context.id), context.logger)
    }
  }

  /// `return` may name a page on this host; anything else counts as absent.
  private func start(_ turn: CitizenDesk.Turn) async -> Response {
    let query = turn.request.uri.query.flatMap { try? OAuthForm(parsing: $0) }
    let asked = query?["return"].flatMap { try? LocalPath(parsing: $0) }
    guard let target = asked ?? (try? LocalPath(parsing: ProviderPages.consentsPath)) else {
      return desk.notice(.init(.notFoundTitle, .notFoundText, .notFound), turn)
    }
    return await desk.startSignIn(turn, returnTo: target, isAnew: query?["anew"] != nil)
  }

  private func finish(_ turn: CitizenDesk.Turn) async -> Response {
    let query = turn.request.uri.query.flatMap { try? OAuthForm(parsing: $0) }
    let callback = SignInCallback(
      state: query?["state"] ?? "", code: query?["code"], error: query?["error"], issuer: query?["iss"])
    do {
      let browser = SignInBrowser(
        binding: desk.bindingCookie.value(in: turn.request),
        session: desk.sessionCookie.value(in: turn.request),
        kind: BrowserKind(userAgent: turn.request.headers[.userAgent] ?? ""))
      let outcome = try await desk.signIn.finish(callback, from: browser, requestID: turn.id)
      switch outcome {
      case .signedIn(let session, let returnTo):
        var response = desk.redirect(returnTo.text)
        response.headers[values: .setCookie] = [desk.sessionCookie.set(session), desk.bindingCookie.clear]
        return response
      case .stepUpNeeded(let returnTo):
        let again = FormQuery.path(Self.signInPath, [("return", returnTo.text), ("anew", "1")])
        return desk.notice(
          .init(
            .assuranceTooLowTitle, .assuranceTooLowText, .forbidden,
            links: [PageLink(turn.words[.signInHigher], again)]), turn)
      }
    } catch {
      return desk.signInFailed(error, turn)
    }
  }

  /// Ends the session here; then the browser goes on to the identity provider, to end it there too.
  private func signOut(_ turn: CitizenDesk.Turn) async throws -> Response {
    do throws(Failure<Never>) {
      guard let guest = try await desk.guest(turn) else { return cleared(signedOut(turn)) }
      guard try await isGenuine(turn, guest) else { return desk.formExpired(turn, guest) }
      guard let onward = try await desk.signIn.signOut(guest.session, requestID: turn.id) else {
        return cleared(signedOut(turn))
      }
      return cleared(goingOn(to: onward, turn))
    } catch {
      return desk.fault(error, turn)
    }
  }

  private func isGenuine(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest) async throws(Failure<Never>)
    -> Bool
  {
    do { return try await desk.genuineForm(turn, guest, action: "signOut") != nil } catch {
      throw .outcomeUnknown(error)
    }
  }

  /// A page that leads on by itself. A redirect would not do: browsers hold it against `form-action`.
  private func goingOn(to address: String, _ turn: CitizenDesk.Turn) -> Response {
    var response = desk.notice(
      .init(
        .signedOutTitle, .signedOutGoingOn, .ok, links: [PageLink(turn.words[.signOutThereToo], address)]),
      turn)
    response.headers[.refresh] = "0; url=\(address)"
    return response
  }

  private func signedOut(_ turn: CitizenDesk.Turn) -> Response {
    desk.notice(
      .init(
        .signedOutTitle, .signedOutText, .ok,
        links: [PageLink(turn.words[.signIn], ProviderPages.consentsPath)]), turn)
  }

  private func cleared(_ response: Response) -> Response {
    var response = response
    response.headers[values: .setCookie].append(desk.sessionCookie.clear)
    return response
  }

  /// The identity provider itself tells of a sign-out (OpenID Connect Back-Channel Logout 1.0 §2.5).
  private func backChannel(_ request: Request, _ id: RequestID, _ log: Logger) async throws -> Response {
    // absent is an answer: what can't be read is refused and recorded
    guard let form = try? await OAuthForm(reading: request), let token = form["logout_token"] else {
      try await desk.attempts.record(
        Attempt(
          action: "signOut", requestID: id, status: 400, code: LogoutRejection.logoutTokenMalformed.rawValue))
      return try OAuthAnswers.json(
        OAuthAnswers.Refusal(error: "invalid_request", error_description: nil), .badRequest)
    }
    do throws(Failure<LogoutRejection>) {
      try await desk.signIn.signOut(logoutToken: token, requestID: id)
      return Response(status: .ok, headers: [.cacheControl: "no-store"])
    } catch {
      guard case .rejected(let rejection) = error else { return try EdgeFault.answer(error, log) }
      let isOurs = rejection == .identityProviderUnavailable
      return try OAuthAnswers.json(
        OAuthAnswers.Refusal(
          error: isOurs ? "temporarily_unavailable" : "invalid_request", error_description: rejection.rawValue
        ),
        isOurs ? .serviceUnavailable : .badRequest)
    }
  }
}

extension HTTPField.Name {
  /// Leads a browser on after a while.
  fileprivate static let refresh = HTTPField.Name("Refresh") ?? .location
}
