import Contracts
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

/// Whether a channel may fetch messages ahead: what it means, and the choice (R-BOX-6; domain.md, "Reading").
struct PrefetchRoutes: Sendable {
  static let path = ProviderPages.consentsPath + "/prefetch"
  static let allow = "allow"
  static let end = "end"

  let desk: CitizenDesk
  let consents: any ConsentDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(Self.path)) { request, context in
      await form(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(Self.path)) { request, context in
      try await choose(desk.turn(request, id: context.id, log: context.logger))
    }
  }

  private func form(_ turn: CitizenDesk.Turn) async -> Response {
    await desk.signedIn(turn) { guest in
      do throws(Failure<ConsentRejection>) {
        let asked = turn.request.uri.queryParameters["channel"].map(String.init)
        let inForce = try await consents.consents(for: guest.citizen.caller).inForce()
        guard let consent = inForce.first(where: { $0.channel.text == asked }) else {
          return notInForce(turn, guest, .notFound)
        }
        return page(consent, turn, guest)
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  private func page(
    _ consent: ChannelConsent, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) -> Response {
    func filled(_ key: TextKey) -> String { turn.words.filled(key, ["channel": consent.channelName]) }
    let isOn = consent.isPrefetchAllowed
    let values: [String: any Sendable] = [
      "action": Self.path, "formToken": desk.formTokens.token(for: guest.session),
      "channel": consent.channel.text, "back": ProviderPages.consentsPath, "lead": filled(.prefetchLead),
      "points": [TextKey.prefetchCopies, .prefetchUnread, .prefetchErase, .prefetchSeen].map(filled),
      "state": filled(isOn ? .prefetchIsOn : .prefetchIsOff), "choice": isOn ? Self.end : Self.allow,
      "choiceText": turn.words[isOn ? .prefetchTurnOff : .prefetchTurnOn],
    ]
    return desk.page(PageResponse(.prefetch, title: turn.words[.prefetchTitle], values: values), turn, guest)
  }

  private func choose(_ turn: CitizenDesk.Turn) async throws -> Response {
    try await desk.posted(turn, action: "prefetchAllowed") { guest, form in
      guard let channel = form["channel"].flatMap({ try? ChannelID(parsing: $0) }),
        let choice = form["choice"], [Self.allow, Self.end].contains(choice)
      else { return notInForce(turn, guest, .badRequest) }
      do throws(Failure<ConsentRejection>) {
        let own = consents.consents(for: guest.citizen.caller)
        try await own.setPrefetch(choice == Self.allow, in: channel)
        return desk.redirect(ProviderPages.consentsPath)
      } catch {
        guard case .rejected = error else { return desk.fault(error, turn) }
        return notInForce(turn, guest, .conflict)
      }
    }
  }

  private func notInForce(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ status: HTTPResponse.Status
  ) -> Response {
    desk.notice(
      .init(
        .consentNotInForceTitle, .consentNotInForceText, status,
        links: [PageLink(turn.words[.myConsents], ProviderPages.consentsPath)]), turn, guest: guest)
  }
}
