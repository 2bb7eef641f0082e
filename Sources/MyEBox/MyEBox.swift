package import AuditTrail
import Contracts
package import Hummingbird
import Logging
import Pages
import Storage
import TrustServices
import Vocabulary

/// The channel My eBox: a web portal in which citizens read their messages, whichever document provider holds
/// them (R-BOX-3, R-BOX-7, R-BOX-8).
///
/// A party of its own: it signs citizens in at the provider as any channel does, keeps its sessions and its
/// audit trail, and sees messages through ``MessageRegistries`` with the citizen's token only.
package struct MyEBox: Sendable {
  let settings: MyEBoxSettings
  let parts: MyEBoxParts
  let pages: Pages
  let sessions: SessionStore
  let pendingSignIns: PendingSignIns
  let forms: FormTokens
  let directory: SenderDirectory

  /// - Throws: ``PageMistake``, or what the key store throws.
  package init(_ settings: MyEBoxSettings, _ parts: MyEBoxParts) throws {
    self.settings = settings
    self.parts = parts
    pages = try Pages(
      PageSite(
        name: .myEBox, home: "/", isSecure: settings.isSecure,
        footer: [
          FooterLink(.help, "/help"), FooterLink(.accessibility, "/accessibility"),
          FooterLink(.privacy, "/privacy"),
        ]),
      templates: [
        .start, .inbox, .message, .refusal, .reply, .archive, .help, .accessibility, .privacy, .design,
      ])
    directory = SenderDirectory(time: parts.time)
    sessions = SessionStore(
      database: parts.database,
      cipher: try ColumnCipher(rootKey: "my-ebox-session", of: parts.keys, random: parts.random),
      time: parts.time, random: parts.random, channel: settings.channel)
    pendingSignIns = PendingSignIns(
      cipher: try ColumnCipher(rootKey: "my-ebox-sign-in", of: parts.keys, random: parts.random),
      time: parts.time, random: parts.random,
      cookie: PageCookie(
        "my-ebox-sign-in", isSecure: settings.isSecure, maxAgeSeconds: PendingSignIns.secondsMax))
    forms = FormTokens(key: try parts.keys.rootKey("my-ebox-form"))
  }

  /// The trail of this party.
  package static let trail = AuditTrail(party: "my-ebox")

  /// Removes sessions that are over; call it every few minutes.
  /// - Returns: how many.
  package func sweepSessions() async throws -> Int { try await sessions.sweep() }

  /// Mounts the portal at `/`. The style sheet apart: `Pages.addAssets(to:)`, once a router.
  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    get("/", router) { asked, _ in try await start(asked) }
    get("/signin", router) { asked, _ in try signIn(asked) }
    get("/callback", router) { asked, _ in try await callback(asked) }
    get("/signedout", router) { asked, _ in signedOut(asked) }
    router.post("/signout") { request, context in
      await answer(request, context) { asked in try await signOut(asked) }
    }
    get("/inbox", router) { asked, _ in try await inbox(asked) }
    get("/archive", router) { asked, _ in try await archive(asked) }
    router.post("/archive") { request, context in
      await answer(request, context) { asked in try await sendArchive(asked, context.logger) }
    }
    get("/help", router) { asked, _ in try await help(asked) }
    get("/accessibility", router) { asked, _ in try await accessibility(asked) }
    get("/privacy", router) { asked, _ in try await privacy(asked) }
    if settings.showsDesign { get("/design", router) { asked, _ in design(asked) } }
    get("/messages/:message", router) { asked, path in try await message(asked, path.message()) }
    get("/messages/:message/calendar", router) { asked, path in try await calendar(asked, path.message()) }
    get("/messages/:message/reply", router) { asked, path in try await reply(asked, path.message()) }
    router.post("/messages/:message/reply") { request, context in
      await answer(request, context) { asked in
        try await sendReply(asked, try PathParts(context.parameters).message())
      }
    }
    router.post("/messages/:message/visibility") { request, context in
      await answer(request, context) { asked in
        try await setVisibility(asked, try PathParts(context.parameters).message())
      }
    }
    addRegisteredMail(to: router)
    get("/messages/:message/attachments/:attachment", router) { asked, path in
      try await content(asked, path.message(), path.attachment(), isDownload: false)
    }
    get("/messages/:message/attachments/:attachment/download", router) { asked, path in
      try await content(asked, path.message(), path.attachment(), isDownload: true)
    }
  }

  private func addRegisteredMail<Context: RequestContext>(to router: some RouterMethods<Context>) {
    get("/messages/:message/refuse", router) { asked, path in try await refusal(asked, path.message()) }
    router.post("/messages/:message/decision") { request, context in
      await answer(request, context) { asked in
        try await decide(asked, try PathParts(context.parameters).message())
      }
    }
    get("/messages/:message/proofs/:proof/evidence.xml", router) { asked, path in
      try await proof(asked, path.message(), path.proof(), .document)
    }
    get("/messages/:message/proofs/:proof/evidence.p7s", router) { asked, path in
      try await proof(asked, path.message(), path.proof(), .seal)
    }
  }

  /// The page for what no route answers.
  package func notFound(_ request: Request) -> Response {
    let visit = PageVisit(request)
    let words = pages.words(visit.language)
    let notice = PageNotice(
      title: words[.notFoundTitle], paragraphs: [words[.notFoundText]],
      links: [PageLink(words[.backToStart], "/")],
      status: .notFound)
    return pages.response(.notice(notice), to: visit)
  }

  /// A page for GET and HEAD. HEAD gets the headers of GET; pages that read content tell the two apart
  /// themselves.
  private func get<Context: RequestContext>(
    _ path: RouterPath, _ router: some RouterMethods<Context>,
    _ page: @escaping @Sendable (Asked, PathParts) async throws -> Response
  ) {
    router.get(path) { request, context in
      await answer(request, context) { asked in try await page(asked, PathParts(context.parameters)) }
    }
    router.head(path) { request, context in
      await answer(request, context) { asked in
        try await page(asked, PathParts(context.parameters)).createHeadResponse()
      }
    }
  }

  private func answer(
    _ request: Request, _ context: some RequestContext, _ page: (Asked) async throws -> Response
  ) async -> Response {
    if request.isAskedAhead { return .notAhead }
    let visit = PageVisit(request)
    let asked = Asked(
      request: request, visit: visit, words: pages.words(visit.language), id: Contracts.RequestID(context.id))
    do {
      return try await page(asked)
    } catch {
      let trouble = Trouble(error)
      if case .fault(let cause) = trouble {
        context.logger.error("request failed", metadata: ["error": "\(String(reflecting: type(of: cause)))"])
      }
      return response(trouble, asked)
    }
  }
}

/// One request, as every page needs it.
struct Asked: Sendable {
  let request: Request
  let visit: PageVisit
  let words: Words
  let id: Contracts.RequestID

  var isHead: Bool { request.method == .head }

  func query(_ name: String) -> String? { request.uri.queryParameters[name[...]].map(String.init) }
}

/// The identifiers of a path. What is no identifier names no message.
struct PathParts: Sendable {
  private let parameters: Parameters

  init(_ parameters: Parameters) { self.parameters = parameters }

  func message() throws(Trouble) -> MessageID {
    guard let text = parameters.get("message") else { throw .messageGone }
    do { return try MessageID(parsing: text) } catch { throw .messageGone }
  }

  func proof() throws(Trouble) -> EvidenceID {
    guard let text = parameters.get("proof") else { throw .contentGone }
    do { return try EvidenceID(parsing: text) } catch { throw .contentGone }
  }

  func attachment() throws(Trouble) -> AttachmentID {
    guard let text = parameters.get("attachment") else { throw .contentGone }
    do { return try AttachmentID(parsing: text) } catch { throw .contentGone }
  }
}
