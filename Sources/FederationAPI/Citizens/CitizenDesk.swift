import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Vocabulary

/// What every page for citizens needs: who is signed in, forms that are genuine, and how to say that
/// something is wrong.
struct CitizenDesk: Sendable {
  let pages: Pages
  let signIn: any CitizenSignIn
  let attempts: any AttemptLog
  let formTokens: FormTokens
  let sessionCookie: PageCookie
  let bindingCookie: PageCookie

  static let bindingSeconds = 600

  init(
    signIn: any CitizenSignIn, attempts: any AttemptLog, formTokens: FormTokens, isSecure: Bool
  ) throws {
    self.signIn = signIn
    self.attempts = attempts
    self.formTokens = formTokens
    pages = try Pages(
      PageSite(name: .providerName, home: ProviderPages.consentsPath, isSecure: isSecure),
      templates: [
        .consent, .ownConsents, .acceptedText, .exclusive, .prefetch, .withdrawal, .takeOut, .takeOutText,
        .sessions,
        .profile, .address, .addressCode, .addressRemoval, .mailCheck,
      ])
    sessionCookie = PageCookie("ebox-provider", isSecure: isSecure)
    bindingCookie = PageCookie(
      "ebox-provider-sign-in", isSecure: isSecure, maxAgeSeconds: Self.bindingSeconds)
  }

  /// One request for a page.
  struct Turn: Sendable {
    let request: Request
    let visit: PageVisit
    let words: Words
    let id: RequestID
    let log: Logger
  }

  /// A citizen in a running session, with its secret.
  struct Guest: Sendable {
    let citizen: SignedInCitizen
    let session: String
  }

  func turn(_ request: Request, id: String, log: Logger) -> Turn {
    let visit = PageVisit(request)
    return Turn(
      request: request, visit: visit, words: pages.words(visit.language), id: RequestID(id), log: log)
  }

  func guest(_ turn: Turn) async throws(Failure<Never>) -> Guest? {
    guard let session = sessionCookie.value(in: turn.request),
      let citizen = try await signIn.citizen(session, requestID: turn.id)
    else { return nil }
    return Guest(citizen: citizen, session: session)
  }

  /// Sends the browser to the identity provider, to come back to a page of ours.
  func startSignIn(_ turn: Turn, returnTo: LocalPath, isAnew: Bool = false) async -> Response {
    do {
      let start = try await signIn.begin(
        SignInRequest(returnTo: returnTo, language: turn.visit.language, isAnew: isAnew), requestID: turn.id)
      var response = redirect(start.location)
      response.headers[values: .setCookie].append(bindingCookie.set(start.binding))
      return response
    } catch {
      return signInFailed(error, turn)
    }
  }

  /// The fields of a form that we made for this session; nil after the mistake was recorded.
  func genuineForm(_ turn: Turn, _ guest: Guest, action: String) async throws -> FormFields? {
    let form: FormFields
    do {
      form = try await FormFields(reading: turn.request)
    } catch is FormMistake {
      try await record(turn, guest, action, "formMalformed", 400)
      return nil
    }
    guard formTokens.isGenuine(form[FormTokens.field], for: guest.session, in: turn.request) else {
      try await record(turn, guest, action, "formNotGenuine", 403)
      return nil
    }
    return form
  }

  func record(_ turn: Turn, _ guest: Guest?, _ action: String, _ code: String, _ status: Int) async throws {
    try await attempts.record(
      Attempt(
        action: action, requestID: turn.id, status: status, code: code,
        mailbox: guest?.citizen.caller.mailbox))
  }

  /// To an address that we made ourselves, or checked.
  func redirect(_ location: String) -> Response {
    var headers = HTTPFields.pageSecurity(["default-src 'none'"])
    headers[.location] = location
    return Response(status: .seeOther, headers: headers)
  }

  /// With the sections of the provider's pages for who is signed in.
  func page(_ response: PageResponse, _ turn: Turn, _ guest: Guest?) -> Response {
    var response = response
    if let guest {
      let sections: [(TextKey, String)] = [
        (.myConsents, ProviderPages.consentsPath), (.sectionProfile, ProviderPages.profilePath),
        (.sectionSessions, ProviderPages.sessionsPath), (.sectionMailCheck, ProviderPages.mailCheckPath),
      ]
      response.navigation = sections.map { key, path in
        PageLink(turn.words[key], path, isCurrent: turn.request.uri.path.hasPrefix(path))
      }
      response.signOut = PageButton(
        turn.words[.signOut], SignInRoutes.signOutPath, formToken: formTokens.token(for: guest.session))
    }
    return pages.response(response, to: turn.visit)
  }
}

// MARK: - Who may

extension CitizenDesk {
  /// A page for who is signed in; anyone else signs in first and comes back to it.
  func signedIn(_ turn: Turn, _ show: (Guest) async -> Response) async -> Response {
    if turn.request.isAskedAhead { return .notAhead }
    do throws(Failure<Never>) {
      guard let guest = try await guest(turn) else {
        guard let here = try? LocalPath(parsing: turn.request.uri.string) else {
          return notice(.init(.notFoundTitle, .notFoundText, .notFound), turn)
        }
        return await startSignIn(turn, returnTo: here)
      }
      return await show(guest)
    } catch {
      return fault(error, turn)
    }
  }

  /// What a form of ours does, for the session that it was made for. Anything else is recorded and does
  /// nothing.
  /// - Parameter action: the name of the attempt in the audit trail.
  func posted(
    _ turn: Turn, action: String, _ act: (Guest, FormFields) async -> Response
  ) async throws -> Response {
    let guest: Guest?
    do { guest = try await self.guest(turn) } catch { return fault(error, turn) }
    guard let guest else {
      try await record(turn, nil, action, "sessionOver", 401)
      return notice(.init(.sessionOverTitle, .sessionOverText, .unauthorized), turn)
    }
    guard let form = try await genuineForm(turn, guest, action: action) else {
      return formExpired(turn, guest)
    }
    return await act(guest, form)
  }
}

// MARK: - What stands in the way

extension CitizenDesk {
  /// A page that only says something, and where to go from there.
  struct Notice: Sendable {
    let title: TextKey
    let text: TextKey
    let status: HTTPResponse.Status
    let links: [PageLink]

    init(_ title: TextKey, _ text: TextKey, _ status: HTTPResponse.Status, links: [PageLink] = []) {
      (self.title, self.text, self.status, self.links) = (title, text, status, links)
    }
  }

  func notice(_ notice: Notice, _ turn: Turn, guest: Guest? = nil) -> Response {
    page(
      .notice(
        PageNotice(
          title: turn.words[notice.title], paragraphs: [turn.words[notice.text]], links: notice.links,
          status: notice.status,
          reference: turn.id.text)),
      turn, guest)
  }

  func formExpired(_ turn: Turn, _ guest: Guest?) -> Response {
    notice(.init(.formExpiredTitle, .formExpiredText, .forbidden), turn, guest: guest)
  }

  /// A failure that is not the citizen's to mend.
  func fault<Rejection>(_ failure: Failure<Rejection>, _ turn: Turn) -> Response {
    if case .overloaded(let seconds) = failure {
      var response = notice(.init(.overloadedTitle, .overloadedText, .serviceUnavailable), turn)
      response.headers[.retryAfter] = "\(seconds)"
      return response
    }
    turn.log.error("page failed", metadata: ["cause": "\(failure)"])
    return notice(.init(.faultTitle, .faultText, .internalServerError), turn)
  }

  func signInFailed(_ failure: Failure<SignInRejection>, _ turn: Turn) -> Response {
    guard case .rejected(let rejection) = failure else { return fault(failure, turn) }
    let again = [PageLink(turn.words[.tryAgain], ProviderPages.consentsPath)]
    switch rejection {
    case .identityProviderUnavailable:
      return notice(
        .init(.identityProviderDownTitle, .identityProviderDownText, .serviceUnavailable, links: again), turn
      )
    case .identityProviderRefused:
      return notice(.init(.signInCancelledTitle, .signInCancelledText, .forbidden, links: again), turn)
    default:
      return notice(.init(.signInFailedTitle, .signInFailedText, .forbidden, links: again), turn)
    }
  }
}
