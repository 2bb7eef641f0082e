import Contracts
import HTTPTypes
import Hummingbird
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
      let outcome = try await desk.signIn.finish(
        callback, binding: desk.bindingCookie.value(in: turn.request),
        session: desk.sessionCookie.value(in: turn.request), requestID: turn.id)
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

  private func signOut(_ turn: CitizenDesk.Turn) async throws -> Response {
    do throws(Failure<Never>) {
      guard let guest = try await desk.guest(turn) else { return signedOut(turn) }
      guard try await isGenuine(turn, guest) else { return desk.formExpired(turn, guest) }
      try await desk.signIn.signOut(guest.session, requestID: turn.id)
    } catch {
      return desk.fault(error, turn)
    }
    return signedOut(turn)
  }

  private func isGenuine(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest) async throws(Failure<Never>)
    -> Bool
  {
    do { return try await desk.genuineForm(turn, guest, action: "signOut") != nil } catch {
      throw .outcomeUnknown(error)
    }
  }

  private func signedOut(_ turn: CitizenDesk.Turn) -> Response {
    var response = desk.notice(
      .init(
        .signedOutTitle, .signedOutText, .ok,
        links: [PageLink(turn.words[.signIn], ProviderPages.consentsPath)]), turn)
    response.headers[values: .setCookie].append(desk.sessionCookie.clear)
    return response
  }
}
