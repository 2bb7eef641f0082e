import Contracts
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

/// "My consents": every channel that has one, since when and with what text; the history; the paper copy
/// (R-CON-2, R-CON-5).
struct ConsentRoutes: Sendable {
  static let textPath = ProviderPages.consentsPath + "/text"
  static let exclusivePath = ProviderPages.consentsPath + "/exclusive"

  let desk: CitizenDesk
  let consents: any ConsentDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(ProviderPages.consentsPath)) { request, context in
      await boxPage(desk.turn(request, id: context.id, log: context.logger), list)
    }
    router.get(RouterPath(Self.textPath)) { request, context in
      await boxPage(desk.turn(request, id: context.id, log: context.logger), text)
    }
    router.get(RouterPath(Self.exclusivePath)) { request, context in
      await boxPage(desk.turn(request, id: context.id, log: context.logger), exclusive)
    }
    router.post(RouterPath(Self.exclusivePath)) { request, context in
      try await setExclusive(desk.turn(request, id: context.id, log: context.logger))
    }
  }

  /// A page about the box of who is signed in.
  private func boxPage(
    _ turn: CitizenDesk.Turn, _ show: (CitizenDesk.Turn, CitizenDesk.Guest, OwnBox) -> Response
  ) async -> Response {
    await desk.signedIn(turn) { guest in
      do throws(Failure<ConsentRejection>) {
        return show(turn, guest, try await consents.consents(for: guest.citizen.caller).box())
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  private func list(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ box: OwnBox) -> Response {
    let rows = box.consents.map { consent -> [String: any Sendable] in
      [
        "name": consent.channelName,
        "since": turn.words.filled(
          .consentSince, ["date": WrittenTime(consent.since, in: turn.visit.language).dateAndTime]),
        "version": turn.words.filled(.consentVersion, ["version": consent.text.version]),
        "text": Self.textAddress(consent.text),
        "prefetchState": turn.words.filled(
          consent.isPrefetchAllowed ? .prefetchIsOn : .prefetchIsOff, ["channel": consent.channelName]),
        "prefetch": FormQuery.path(PrefetchRoutes.path, [("channel", consent.channel.text)]),
        "prefetchText": turn.words.filled(.prefetchChange, ["channel": consent.channelName]),
        "withdraw": FormQuery.path(WithdrawalRoutes.path, [("channel", consent.channel.text)]),
        "withdrawText": turn.words.filled(.consentWithdraw, ["channel": consent.channelName]),
      ]
    }
    let history = box.history.map { act(turn, $0) }
    var values: [String: any Sendable] = [
      "consents": rows, "isEmpty": rows.isEmpty, "history": history, "hasHistory": !history.isEmpty,
      "signedInAs": turn.words.filled(.signedInAs, ["name": guest.citizen.name]),
      "hasName": !guest.citizen.name.isEmpty,
    ]
    if box.state == .withdrawn { values["takeOut"] = ["address": TakeOutRoutes.path] }
    if box.state == .active {
      values["paper"] = [
        "address": Self.exclusivePath,
        "text": turn.words[box.isExclusive ? .exclusiveIsChosen : .exclusiveIsNotChosen],
      ]
    }
    return desk.page(
      PageResponse(.ownConsents, title: turn.words[.myConsents], values: values), turn, guest)
  }

  /// One act of the history, in words.
  private func act(_ turn: CitizenDesk.Turn, _ record: ConsentRecord) -> [String: any Sendable] {
    let language = turn.visit.language
    let key: TextKey =
      switch record.kind {
      case .given: .historyGiven
      case .withdrawn: .historyWithdrawn
      case .closed: .historyClosed
      case .exclusiveChosen: record.channel == nil ? .historyExclusiveChosen : .historyExclusiveChosenBy
      case .prefetchAllowed: .historyPrefetchAllowed
      case .prefetchEnded: .historyPrefetchEnded
      case .languageChosen: .historyLanguageChosenBy
      case .exclusiveDropped: record.channel == nil ? .historyExclusiveDropped : .historyExclusiveDroppedBy
      }
    let channel = record.channelNames?.text(in: language).text ?? record.channel?.text ?? ""
    var values: [String: any Sendable] = [
      "at": WrittenTime(record.at, in: language).dateAndTimeValues,
      "what": turn.words.filled(key, ["channel": channel, "language": record.language?.ownName ?? ""]),
    ]
    if let text = record.text {
      values["text"] = [
        "address": Self.textAddress(text),
        "name": turn.words.filled(.consentVersion, ["version": text.version]),
      ]
    }
    return values
  }

  /// What the citizen accepted, word for word, in the language in which it was accepted.
  private func text(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ box: OwnBox) -> Response {
    let query = turn.request.uri.queryParameters
    let given = box.history.first { record in
      record.text?.version == query["version"].map(String.init)
        && record.text?.language.rawValue == query["in"].map(String.init)
    }
    guard let given, let text = given.text, let wording = ConsentWording.find(text) else {
      return desk.notice(
        .init(
          .notFoundTitle, .notFoundText, .notFound,
          links: [PageLink(turn.words[.myConsents], ProviderPages.consentsPath)]), turn, guest: guest)
    }
    let channel = given.channelNames?.text(in: text.language).text ?? given.channel?.text ?? ""
    var values: [String: any Sendable] = [
      "version": turn.words.filled(.consentVersion, ["version": text.version]),
      "textLanguage": text.language.rawValue, "lead": wording.lead(for: channel),
      "points": wording.points(for: channel), "back": ProviderPages.consentsPath,
    ]
    if let digest = given.textDigest { values["digest"] = digest.base64URL }
    return desk.page(
      PageResponse(.acceptedText, title: turn.words[.acceptedTextTitle], values: values), turn, guest)
  }

  static func textAddress(_ text: ConsentText) -> String {
    FormQuery.path(textPath, [("version", text.version), ("in", text.language.rawValue)])
  }
}

// MARK: - No paper copy

extension ConsentRoutes {
  private func exclusive(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ box: OwnBox) -> Response {
    guard box.state == .active else { return notActive(turn, guest, .notFound) }
    let values: [String: any Sendable] = [
      "action": Self.exclusivePath, "formToken": desk.formTokens.token(for: guest.session),
      "isChosen": box.isExclusive, "back": ProviderPages.consentsPath,
    ]
    return desk.page(
      PageResponse(.exclusive, title: turn.words[.exclusiveTitle], values: values), turn, guest)
  }

  private func setExclusive(_ turn: CitizenDesk.Turn) async throws -> Response {
    try await desk.posted(turn, action: "exclusiveChosen") { guest, form in
      do throws(Failure<ConsentRejection>) {
        let isExclusive = form["choice"] == "exclusive"
        try await consents.consents(for: guest.citizen.caller).setExclusive(isExclusive)
        return desk.redirect(ProviderPages.consentsPath)
      } catch {
        guard case .rejected = error else { return desk.fault(error, turn) }
        return notActive(turn, guest, .conflict)
      }
    }
  }

  private func notActive(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ status: HTTPResponse.Status
  ) -> Response {
    desk.notice(
      .init(
        .consentNotInForceTitle, .ownConsentsEmpty, status,
        links: [PageLink(turn.words[.myConsents], ProviderPages.consentsPath)]), turn, guest: guest)
  }
}
