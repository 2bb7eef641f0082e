import Contracts
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

/// Where the citizen is signed in: in which browsers at the provider, and in which channels; and the ways out
/// (R-BOX-2).
struct SessionRoutes: Sendable {
  static let endPath = ProviderPages.sessionsPath + "/end"
  static let endAllPath = ProviderPages.sessionsPath + "/end-all"

  let desk: CitizenDesk
  let sessions: any SessionDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(ProviderPages.sessionsPath)) { request, context in
      await list(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(Self.endPath)) { request, context in
      try await end(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(Self.endAllPath)) { request, context in
      try await endAll(desk.turn(request, id: context.id, log: context.logger))
    }
  }

  private func list(_ turn: CitizenDesk.Turn) async -> Response {
    await desk.signedIn(turn) { guest in
      let own = sessions.sessions(for: guest.citizen.caller)
      do throws(Failure<Never>) {
        let rows = try await own.running(own: guest.session).map { session(turn, $0) }
        let channels = try await own.channels().map { channel(turn, $0) }
        let values: [String: any Sendable] = [
          "sessions": rows, "channels": channels, "hasChannels": !channels.isEmpty, "end": Self.endPath,
          "endAll": Self.endAllPath, "formToken": desk.formTokens.token(for: guest.session),
        ]
        return desk.page(
          PageResponse(.sessions, title: turn.words[.sessionsTitle], values: values), turn, guest)
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  private func session(_ turn: CitizenDesk.Turn, _ session: CitizenSession) -> [String: any Sendable] {
    let language = turn.visit.language
    let browser = browser(session.browser, turn.words)
    return [
      "browser": browser, "isOwn": session.isOwn, "id": session.id.text,
      "since": turn.words.filled(
        .sessionSince, ["date": WrittenTime(session.since, in: language).dateAndTime]),
      "seen": turn.words.filled(
        .sessionSeen, ["date": WrittenTime(session.lastSeen, in: language).dateAndTime]),
      "endText": turn.words.filled(.sessionEnd, ["name": browser]),
    ]
  }

  /// In general words: `Firefox on a computer`.
  private func browser(_ kind: BrowserKind, _ words: Words) -> String {
    let key: TextKey =
      switch kind.device {
      case .phone: .browserOnPhone
      case .tablet: .browserOnTablet
      case .computer: .browserOnComputer
      case .other: .browserSomewhere
      }
    return words.filled(key, ["name": kind.family.name ?? words[.browserOther]])
  }

  private func channel(_ turn: CitizenDesk.Turn, _ channel: SignedInChannel) -> [String: any Sendable] {
    let name = channel.names?.text(in: turn.visit.language).text ?? channel.channel.text
    return [
      "name": name, "channel": channel.channel.text,
      "since": turn.words.filled(
        .sessionSince, ["date": WrittenTime(channel.since, in: turn.visit.language).dateAndTime]),
      "endText": turn.words.filled(.sessionEnd, ["name": name]),
    ]
  }

  private func end(_ turn: CitizenDesk.Turn) async throws -> Response {
    try await desk.posted(turn, action: "signOut") { guest, form in
      let own = sessions.sessions(for: guest.citizen.caller)
      do throws(Failure<Never>) {
        if let id = form["session"].flatMap({ try? SessionID(parsing: $0) }) {
          _ = try await own.end(id)
        } else if let channel = form["channel"].flatMap({ try? ChannelID(parsing: $0) }) {
          try await own.end(in: channel)
        }
        return desk.redirect(ProviderPages.sessionsPath)
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  private func endAll(_ turn: CitizenDesk.Turn) async throws -> Response {
    try await desk.posted(turn, action: "signOut") { guest, form in
      do throws(Failure<Never>) {
        try await sessions.sessions(for: guest.citizen.caller).endAll(withChannels: form["channels"] != nil)
      } catch {
        return desk.fault(error, turn)
      }
      var response = desk.notice(
        .init(
          .signedOutTitle, .signedOutEverywhere, .ok,
          links: [PageLink(turn.words[.signIn], ProviderPages.consentsPath)]), turn)
      response.headers[values: .setCookie].append(desk.sessionCookie.clear)
      return response
    }
  }
}
