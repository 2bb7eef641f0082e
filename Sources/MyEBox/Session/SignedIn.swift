import AuditTrail
import Contracts
import Hummingbird
import Pages
import Vocabulary

/// A citizen at work: the session and the registries that its token opened.
struct Reader: Sendable {
  let session: Session
  let registries: [OpenRegistry]
}

extension MyEBox {
  /// Runs a page for the citizen who is signed in. Records what was done, or what stood in the way, before it
  /// is answered; ends the session when nothing more can be seen with it.
  func signedIn(
    _ asked: Asked, at destination: Destination, _ action: Act,
    _ page: (Reader) async throws -> (Response, Act)
  ) async throws -> Response {
    let session = try await session(asked, at: destination)
    do {
      guard let registries = try await parts.registries.open(session.accessToken, asked.id) else {
        throw Trouble.sessionOver
      }
      let (response, act) = try await page(Reader(session: session, registries: registries))
      try await sessions.record(act, in: session, asked.id)
      return response
    } catch {
      let trouble = Trouble(error)
      var act = action
      act.outcome = .rejected
      act.code = trouble.code
      try await sessions.record(act, in: session, asked.id)
      if trouble.endsSession { try await sessions.end(session, code: trouble.code, asked.id) }
      throw trouble
    }
  }

  private func session(_ asked: Asked, at destination: Destination) async throws -> Session {
    guard let cookie = sessionCookie.value(in: asked.request) else { throw Trouble.signInNeeded(destination) }
    switch try await sessions.standing(cookie) {
    case .open(let session): return session
    case .tokenEnded: throw Trouble.signInNeeded(destination)
    case .idle, .unknown: throw Trouble.sessionOver
    }
  }

  /// A page with the navigation of who is signed in.
  func page(
    _ page: PageResponse, _ session: Session, _ asked: Asked, current: TextKey? = nil
  ) -> Response {
    var page = page
    let links: [(TextKey, String?)] = [
      (.inbox, "/inbox"), (.archiveTitle, "/archive"), (.profile, settings.profileURL),
      (.myConsents, settings.consentsURL),
    ]
    page.navigation = links.compactMap { key, address in
      address.map { PageLink(asked.words[key], $0, isCurrent: key == current) }
    }
    page.signOut = PageButton(
      asked.words[.signOut], "/signout", formToken: forms.token(for: session.cookie))
    return pages.response(page, to: asked.visit)
  }

  /// A page for everybody; with the navigation of who is signed in, if somebody is.
  func publicPage(_ page: PageResponse, _ asked: Asked) async throws -> Response {
    if let cookie = sessionCookie.value(in: asked.request),
      case .open(let session) = try await sessions.standing(cookie)
    {
      return self.page(page, session, asked)
    }
    return pages.response(page, to: asked.visit)
  }

  /// The fields of a form that this session was given.
  /// - Throws: ``Trouble/formExpired``; nothing was done.
  func form(_ asked: Asked, of cookie: String) async throws -> FormFields {
    let fields: FormFields
    do { fields = try await FormFields(reading: asked.request) } catch is FormMistake {
      throw Trouble.formExpired
    }
    guard forms.isGenuine(fields[FormTokens.field], for: cookie, in: asked.request) else {
      throw Trouble.formExpired
    }
    return fields
  }
}
