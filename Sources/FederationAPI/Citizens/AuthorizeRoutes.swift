import Contracts
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

/// The authorization endpoint, where a channel sends its citizen: sign-in, then the consent screen where
/// it is needed (R-CON-1, R-CON-2), then back to the channel with a code.
struct AuthorizeRoutes: Sendable {
  static let answerPath = "/provider/consents/answer"

  let desk: CitizenDesk
  let server: any AuthorizationServer
  let consents: any ConsentDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(AuthorizationMetadata.authorizationPath)) { request, context in
      try await authorize(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(Self.answerPath)) { request, context in
      try await answer(desk.turn(request, id: context.id, log: context.logger))
    }
  }

  /// The way of one authorization: what was asked, and what came of it so far.
  private struct Way: Sendable {
    let checked: CheckedAuthorization
    /// The query as it came, without what concerns our pages alone.
    let query: String
  }

  private func authorize(_ turn: CitizenDesk.Turn) async throws -> Response {
    let query = turn.request.uri.query ?? ""
    switch try await check(query, turn) {
    case .refused(let response):
      return response
    case .way(let way):
      do throws(Failure<Never>) {
        let isAnew = (try? OAuthForm(parsing: query))?["prompt"] == "login"
        guard !isAnew, let guest = try await desk.guest(turn) else {
          return await signInFirst(way, turn, isAnew: isAnew)
        }
        return await proceed(way, turn, guest)
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  /// The citizen's answer on the consent screen.
  private func answer(_ turn: CitizenDesk.Turn) async throws -> Response {
    let guest: CitizenDesk.Guest?
    do { guest = try await desk.guest(turn) } catch { return desk.fault(error, turn) }
    guard let guest else {
      try await desk.record(turn, nil, "consentGiven", "sessionOver", 401)
      return desk.notice(.init(.sessionOverTitle, .sessionOverText, .unauthorized), turn)
    }
    guard let form = try await desk.genuineForm(turn, guest, action: "consentGiven") else {
      return desk.formExpired(turn, guest)
    }
    switch try await check(form["query"] ?? "", turn) {
    case .refused(let response):
      return response
    case .way(let way):
      guard form["choice"] == "accept" else { return back(way.checked, error: .accessDenied) }
      let language = form["language"].flatMap(Language.init(rawValue:)) ?? turn.visit.language
      let text = ConsentText(version: form["version"] ?? "", language: language)
      do {
        _ = try await consents.consents(for: guest.citizen.caller).activate(
          way.checked.channel, accepted: text)
      } catch {
        return consentFailed(error, way, turn, guest)
      }
      return await proceed(way, turn, guest)
    }
  }
}

// MARK: - Steps

extension AuthorizeRoutes {
  private enum Check { case way(Way), refused(Response) }

  /// Refuses with a page while the redirect URI is not known to be the channel's; afterwards by sending
  /// the browser back.
  private func check(_ query: String, _ turn: CitizenDesk.Turn) async throws -> Check {
    guard let form = try? OAuthForm(parsing: query) else {
      try await desk.record(turn, nil, "authorize", AuthorizationRejection.parameterRepeated.rawValue, 400)
      return .refused(desk.notice(.init(.linkWrongTitle, .linkWrongText, .badRequest), turn))
    }
    let asked = form.authorizationQuery
    do {
      let checked = try await server.check(asked, requestID: turn.id)
      return .way(Way(checked: checked, query: FormQuery.without(["prompt", "lang"], query)))
    } catch {
      guard case .rejected(let rejection) = error else { return .refused(desk.fault(error, turn)) }
      guard rejection.wireError != nil else {
        return .refused(desk.notice(.init(.linkWrongTitle, .linkWrongText, .badRequest), turn))
      }
      return .refused(back(asked, error: rejection))
    }
  }

  private func signInFirst(_ way: Way, _ turn: CitizenDesk.Turn, isAnew: Bool) async -> Response {
    guard let target = try? LocalPath(parsing: "\(AuthorizationMetadata.authorizationPath)?\(way.query)")
    else {
      return desk.notice(.init(.linkWrongTitle, .linkWrongText, .badRequest), turn)
    }
    return await desk.startSignIn(turn, returnTo: target, isAnew: isAnew)
  }

  private func proceed(_ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest) async -> Response {
    do {
      switch try await server.authorize(way.checked, for: guest.citizen.caller) {
      case .consentNeeded: return consentScreen(way, turn, guest)
      case .code(let code): return back(way.checked, code: code)
      }
    } catch {
      guard case .rejected(let rejection) = error else { return desk.fault(error, turn) }
      guard rejection == .boxClosed else { return back(way.checked, error: rejection) }
      return desk.notice(.init(.boxClosedTitle, .boxClosedText, .forbidden), turn, guest: guest)
    }
  }

  private func consentScreen(_ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest) -> Response {
    let language = turn.visit.language
    let channel = way.checked.channelNames.text(in: language).text
    var response = PageResponse(
      .consent, title: turn.words[.consentTitle],
      values: [
        "action": Self.answerPath, "formToken": desk.formTokens.token(for: guest.session), "query": way.query,
        "version": ConsentText.currentVersion, "textLanguage": language.rawValue,
        "lead": turn.words.filled(.consentLead, ["channel": channel]),
        "channelText": turn.words.filled(.consentChannel, ["channel": channel]),
        "versionText": turn.words.filled(.consentVersion, ["version": ConsentText.currentVersion]),
      ])
    response.formTargets = [FormQuery.origin(of: way.checked.request.redirectURI)].compactMap { $0 }
    return desk.page(response, turn, guest)
  }

  private func consentFailed(
    _ failure: Failure<ConsentRejection>, _ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) -> Response {
    guard case .rejected(let rejection) = failure else { return desk.fault(failure, turn) }
    switch rejection {
    case .boxClosed:
      return desk.notice(.init(.boxClosedTitle, .boxClosedText, .forbidden), turn, guest: guest)
    case .textOutdated: return consentScreen(way, turn, guest)
    case .channelUnknown, .notInForce:
      return desk.notice(.init(.linkWrongTitle, .linkWrongText, .badRequest), turn, guest: guest)
    }
  }

  private func back(_ checked: CheckedAuthorization, code: String) -> Response {
    back(checked.request, [("code", code)])
  }

  private func back(_ checked: CheckedAuthorization, error: AuthorizationRejection) -> Response {
    back(checked.request, error: error)
  }

  private func back(_ asked: AuthorizationQuery, error: AuthorizationRejection) -> Response {
    back(asked, [("error", error.wireError ?? "invalid_request"), ("error_description", error.rawValue)])
  }

  /// To a redirect URI that is the channel's own, with `state` as it came and our issuer (RFC 9207).
  private func back(_ asked: AuthorizationQuery, _ answer: [(String, String)]) -> Response {
    let state = asked.state.map { [("state", $0)] } ?? []
    return desk.redirect(
      FormQuery.path(asked.redirectURI, answer + state + [("iss", server.metadata.issuer)]))
  }
}
