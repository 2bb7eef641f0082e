import Contracts
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

/// "My consents": every channel that has one, since when, and the way out (R-CON-4, R-CON-5).
struct ConsentRoutes: Sendable {
  static let withdrawPath = ProviderPages.consentsPath + "/withdraw"

  let desk: CitizenDesk
  let consents: any ConsentDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(ProviderPages.consentsPath)) { request, context in
      await signedIn(desk.turn(request, id: context.id, log: context.logger), list)
    }
    router.get(RouterPath(Self.withdrawPath)) { request, context in
      await signedIn(desk.turn(request, id: context.id, log: context.logger), confirm)
    }
    router.post(RouterPath(Self.withdrawPath)) { request, context in
      try await withdraw(desk.turn(request, id: context.id, log: context.logger))
    }
  }

  private func signedIn(
    _ turn: CitizenDesk.Turn, _ show: (CitizenDesk.Turn, CitizenDesk.Guest, [ChannelConsent]) -> Response
  ) async -> Response {
    do throws(Failure<Never>) {
      guard let guest = try await desk.guest(turn) else {
        guard let here = try? LocalPath(parsing: turn.request.uri.string) else {
          return desk.notice(.init(.notFoundTitle, .notFoundText, .notFound), turn)
        }
        return await desk.startSignIn(turn, returnTo: here)
      }
      return await shown(turn, guest, show)
    } catch {
      return desk.fault(error, turn)
    }
  }

  private func shown(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest,
    _ show: (CitizenDesk.Turn, CitizenDesk.Guest, [ChannelConsent]) -> Response
  ) async -> Response {
    do {
      return show(turn, guest, try await consents.consents(for: guest.citizen.caller).inForce())
    } catch {
      return desk.fault(error, turn)
    }
  }

  private func list(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ consents: [ChannelConsent]
  ) -> Response {
    let rows = consents.map { consent -> [String: any Sendable] in
      let name = consent.channelName
      return [
        "name": name,
        "since": turn.words.filled(
          .consentSince, ["date": WrittenTime(consent.since, in: turn.visit.language).dateAndTime]),
        "version": turn.words.filled(.consentVersion, ["version": consent.text.version]),
        "withdraw": FormQuery.path(Self.withdrawPath, [("channel", consent.channel.text)]),
        "withdrawText": turn.words.filled(.consentWithdraw, ["channel": name]),
      ]
    }
    let page = PageResponse(
      .ownConsents, title: turn.words[.myConsents],
      values: [
        "consents": rows, "isEmpty": rows.isEmpty,
        "signedInAs": turn.words.filled(.signedInAs, ["name": guest.citizen.name]),
        "hasName": !guest.citizen.name.isEmpty,
      ])
    return desk.page(page, turn, guest)
  }

  private func confirm(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ consents: [ChannelConsent]
  ) -> Response {
    let asked = turn.request.uri.queryParameters["channel"].map(String.init)
    guard let consent = consents.first(where: { $0.channel.text == asked }) else {
      return desk.notice(
        .init(
          .consentNotInForceTitle, .consentNotInForceText, .notFound,
          links: [PageLink(turn.words[.myConsents], ProviderPages.consentsPath)]), turn, guest: guest)
    }
    let page = PageResponse(
      .withdrawal, title: turn.words[.withdrawalTitle],
      values: [
        "action": Self.withdrawPath, "formToken": desk.formTokens.token(for: guest.session),
        "channel": consent.channel.text, "back": ProviderPages.consentsPath, "isLast": consents.count == 1,
        "lead": turn.words.filled(.withdrawalLead, ["channel": consent.channelName]),
      ])
    return desk.page(page, turn, guest)
  }

  private func withdraw(_ turn: CitizenDesk.Turn) async throws -> Response {
    let guest: CitizenDesk.Guest?
    do { guest = try await desk.guest(turn) } catch { return desk.fault(error, turn) }
    guard let guest else {
      try await desk.record(turn, nil, "consentWithdrawn", "sessionOver", 401)
      return desk.notice(.init(.sessionOverTitle, .sessionOverText, .unauthorized), turn)
    }
    guard let form = try await desk.genuineForm(turn, guest, action: "consentWithdrawn"),
      let channel = form["channel"].flatMap({ try? ChannelID(parsing: $0) })
    else { return desk.formExpired(turn, guest) }
    let links = [PageLink(turn.words[.myConsents], ProviderPages.consentsPath)]
    do {
      try await consents.consents(for: guest.citizen.caller).withdraw(channel)
      return desk.notice(.init(.withdrawnTitle, .withdrawnText, .ok, links: links), turn, guest: guest)
    } catch {
      guard case .rejected = error else { return desk.fault(error, turn) }
      return desk.notice(
        .init(.consentNotInForceTitle, .consentNotInForceText, .conflict, links: links), turn, guest: guest)
    }
  }
}
