import Contracts
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Vocabulary

/// The authorization endpoint, where a channel sends its citizen: sign-in, then the consent screen where
/// it is needed (R-CON-1, R-CON-2), then back to the channel with a code.
struct AuthorizeRoutes: Sendable {
  static let answerPath = "/provider/consents/answer"

  let desk: CitizenDesk
  let server: any AuthorizationServer
  let services: CitizenServices

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
      let prompts = way.checked.prompts
      do throws(Failure<Never>) {
        let isAnew = prompts.contains(.login) || prompts.contains(.selectAccount)
        let guest = isAnew ? nil : try await desk.guest(turn)
        guard let guest else {
          if prompts.contains(.none) { return try await unasked(.loginRequired, way, turn, nil) }
          return await signInFirst(way, turn, isAnew: isAnew)
        }
        if prompts.contains(.consent) { return await consentScreen(way, turn, guest) }
        if !prompts.contains(.none), let asking = await asked(.returnedMail, way, turn, guest) {
          return asking
        }
        return try await proceed(way, turn, guest)
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  /// The citizen's answer on the consent screen.
  private func answer(_ turn: CitizenDesk.Turn) async throws -> Response {
    try await desk.posted(turn, action: "consentGiven") { guest, form in
      do throws(Failure<Never>) {
        return try await answered(form, turn, guest)
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  private func answered(
    _ form: FormFields, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async throws(Failure<Never>) -> Response {
    let query = form["query"] ?? ""
    let binding = Self.binding(guest, query: query, version: form["version"] ?? "")
    guard desk.formTokens.isGenuine(form[Self.screenField], for: binding, in: turn.request) else {
      try await noted(turn, guest, "consentGiven", "screenNotShown", 403)
      return desk.formExpired(turn, guest)
    }
    let checked: Check
    do { checked = try await check(query, turn) } catch { throw .outcomeUnknown(error) }
    switch checked {
    case .refused(let response):
      return response
    case .way(let way):
      guard form["choice"] == "accept" else { return back(way.checked, error: .accessDenied) }
      let language = form["language"].flatMap(Language.init(rawValue:)) ?? turn.visit.language
      let text = ConsentText(version: form["version"] ?? "", language: language)
      do {
        _ = try await services.consents.consents(for: guest.citizen.caller).activate(
          way.checked.channel, accepted: text)
      } catch {
        return await consentFailed(error, way, turn, guest)
      }
      if let asking = await asked(.firstVisit, way, turn, guest) { return asking }
      return try await proceed(way, turn, guest)
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
    let asked = way.query + (way.checked.prompts.contains(.consent) ? "&prompt=consent" : "")
    guard let target = LocalPath(returningTo: asked) else {
      return desk.notice(.init(.linkWrongTitle, .linkWrongText, .badRequest), turn)
    }
    return await desk.startSignIn(turn, returnTo: target, isAnew: isAnew)
  }

  private enum Occasion { case firstVisit, returnedMail }

  /// The page that asks for an address before the citizen goes on: after the first activation, and when mail
  /// comes back (R-NOT-3). Nil when there is nothing to ask; a profile that can't be read holds up nobody.
  private func asked(
    _ occasion: Occasion, _ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async -> Response? {
    let profile: Profile
    do {
      profile = try await services.profiles.profile(for: guest.citizen.caller).current()
    } catch {
      turn.log.error("no profile to ask by", metadata: ["cause": "\(error)"])
      return nil
    }
    let address = profile.address
    let isAsked =
      switch occasion {
      case .firstVisit: profile.isUnanswered
      case .returnedMail: address?.undeliverableSince != nil && address?.isUndeliverableSeen == false
      }
    guard isAsked, let target = LocalPath(returningTo: way.query) else { return nil }
    return desk.redirect(AddressRoutes.ask(returnTo: target))
  }

  private func proceed(
    _ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async throws(Failure<Never>) -> Response {
    let isUnasked = way.checked.prompts.contains(.none)
    do {
      switch try await server.authorize(way.checked, for: guest.citizen.caller) {
      case .consentNeeded:
        if isUnasked { return try await unasked(.consentRequired, way, turn, guest) }
        return await consentScreen(way, turn, guest)
      case .code(let code): return back(way.checked, code: code)
      }
    } catch let failure as Failure<AuthorizationRejection> {
      guard case .rejected(let rejection) = failure else { return desk.fault(failure, turn) }
      guard rejection == .boxClosed else { return back(way.checked, error: rejection) }
      if isUnasked { return try await unasked(.interactionRequired, way, turn, guest) }
      return desk.notice(.init(.boxClosedTitle, .boxClosedText, .forbidden), turn, guest: guest)
    } catch {
      throw error as? Failure<Never> ?? .outcomeUnknown(error)
    }
  }

  /// With `prompt=none` the channel is told what would have to be asked, and the citizen sees nothing.
  private func unasked(
    _ rejection: AuthorizationRejection, _ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest?
  ) async throws(Failure<Never>) -> Response {
    try await noted(turn, guest, "authorize", rejection.rawValue, 303)
    return back(way.checked, error: rejection)
  }

  private func noted(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest?, _ action: String, _ code: String, _ status: Int
  ) async throws(Failure<Never>) {
    do { try await desk.record(turn, guest, action, code, status) } catch { throw .outcomeUnknown(error) }
  }

  /// Proves that this screen, for this request and text, was shown to this session.
  private static let screenField = "screen-token"
  private static func binding(_ guest: CitizenDesk.Guest, query: String, version: String) -> String {
    [guest.session, "consent", version, query].joined(separator: "\n")
  }

  private func consentScreen(
    _ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async -> Response {
    let language = turn.visit.language
    let channel = way.checked.channelNames.text(in: language).text
    let version = ConsentText.currentVersion
    guard let wording = ConsentWording.find(ConsentText(language: language)) else {
      return desk.notice(.init(.faultTitle, .faultText, .internalServerError), turn, guest: guest)
    }
    var response = PageResponse(
      .consent, title: turn.words[.consentTitle],
      values: [
        "action": Self.answerPath, "formToken": desk.formTokens.token(for: guest.session), "query": way.query,
        "screenToken": desk.formTokens.token(
          for: Self.binding(guest, query: way.query, version: version)),
        "version": version, "textLanguage": language.rawValue, "lead": wording.lead(for: channel),
        "points": wording.points(for: channel),
        "versionText": turn.words.filled(.consentVersion, ["version": version]),
      ])
    if let alive = await services.stillAlive(for: guest.citizen.caller), alive > 0 {
      response.values["still"] = turn.words.counted(alive, one: .consentStillOne, many: .consentStillMany)
    }
    response.formTargets = [FormQuery.origin(of: way.checked.request.redirectURI)].compactMap { $0 }
    return desk.page(response, turn, guest)
  }

  private func consentFailed(
    _ failure: Failure<ConsentRejection>, _ way: Way, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async -> Response {
    guard case .rejected(let rejection) = failure else { return desk.fault(failure, turn) }
    switch rejection {
    case .boxClosed:
      return desk.notice(.init(.boxClosedTitle, .boxClosedText, .forbidden), turn, guest: guest)
    case .textOutdated: return await consentScreen(way, turn, guest)
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

extension LocalPath {
  /// The authorization endpoint with that query.
  fileprivate init?(returningTo query: String) {
    guard let path = try? LocalPath(parsing: "\(AuthorizationMetadata.authorizationPath)?\(query)") else {
      return nil
    }
    self = path
  }
}
