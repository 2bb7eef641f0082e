import Contracts
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Vocabulary

/// Withdrawal of a consent. Of the last one the citizen sees first what goes back to paper (R-CON-4).
struct WithdrawalRoutes: Sendable {
  static let path = ProviderPages.consentsPath + "/withdraw"
  let desk: CitizenDesk
  let services: CitizenServices

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(Self.path)) { request, context in
      await confirm(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(Self.path)) { request, context in
      try await withdraw(desk.turn(request, id: context.id, log: context.logger))
    }
  }

  private func confirm(_ turn: CitizenDesk.Turn) async -> Response {
    await desk.signedIn(turn) { guest in
      do throws(Failure<ConsentRejection>) {
        let consents = try await services.consents.consents(for: guest.citizen.caller).inForce()
        return await confirm(turn, guest, consents)
      } catch {
        return desk.fault(error, turn)
      }
    }
  }

  private func confirm(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ consents: [ChannelConsent]
  ) async -> Response {
    let asked = turn.request.uri.queryParameters["channel"].map(String.init)
    guard let consent = consents.first(where: { $0.channel.text == asked }) else {
      return notInForce(turn, guest, .notFound)
    }
    let isLast = consents.count == 1
    var values: [String: any Sendable] = [
      "action": Self.path, "formToken": desk.formTokens.token(for: guest.session),
      "channel": consent.channel.text, "back": ProviderPages.consentsPath, "isLast": isLast,
      "lead": turn.words.filled(.withdrawalLead, ["channel": consent.channelName]),
    ]
    if isLast { values.merge(await backToPaper(turn, guest)) { $1 } }
    return desk.page(
      PageResponse(.withdrawal, title: turn.words[.withdrawalTitle], values: values), turn, guest)
  }

  /// What goes back to paper, as far as the document providers tell. A withdrawal does not wait for one that
  /// does not answer: then the page says that, beside what the others told.
  private func backToPaper(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async -> [String: any Sendable] {
    var told = BackToPaper()
    var isWhole = true
    let answers = await AskingSeveral.ask(services.mailboxes) { provider in
      try await backToPaper(provider, turn, guest)
    }
    for answer in answers {
      switch answer {
      case .success(let part): told.add(part)
      case .failure(let error):
        turn.log.warning("what goes back to paper is not known", metadata: ["cause": "\(type(of: error))"])
        isWhole = false
      }
    }
    let (messages, due) = (Self.newestFirst(told.messages), Self.newestFirst(told.due))
    let now = services.time.now()
    let isRegisteredWaiting = told.messages.contains { $0.message.isAwaitingDecision(at: now) }
    var values: [String: any Sendable] = [
      "paper": messages, "hasPaper": !messages.isEmpty,
      "hasNoPaper": isWhole && messages.isEmpty && due.isEmpty, "paperUnknown": !isWhole,
      "running": due, "isRunning": !due.isEmpty, "isRegisteredWaiting": isRegisteredWaiting,
      "paperCount": turn.words.counted(told.total, one: .paperOne, many: .paperMany),
    ]
    if told.total > messages.count {
      values["paperMore"] = turn.words.filled(.paperMore, ["count": String(told.total - messages.count)])
    }
    return values
  }

  /// What document providers tell, with the values that the page shows of each message.
  private struct BackToPaper: Sendable {
    typealias Shown = (message: Message, values: [String: any Sendable])

    var messages: [Shown] = []
    var due: [Shown] = []
    var total = 0

    mutating func add(_ other: BackToPaper) {
      messages += other.messages
      due += other.due
      total += other.total
    }
  }

  private func backToPaper(
    _ provider: any OwnMailboxes, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async throws -> BackToPaper {
    func shown(_ message: Message) async throws -> BackToPaper.Shown {
      let values = try await MessageValues(
        message, provider.referenceData, turn.words, services.time.now())
      return (message, values.values)
    }
    let own = provider.mailbox(for: guest.citizen.caller)
    let page = try await own.backToPaper(.largest)
    var told = BackToPaper(total: page.total)
    // Registered mail that waits is told however much newer mail there is.
    let waiting = try await own.awaitingDecision().filter { message in
      !page.items.contains { $0.id == message.id }
    }
    for message in page.items + waiting { told.messages.append(try await shown(message)) }
    for message in try await own.runningDueDates() { told.due.append(try await shown(message)) }
    return told
  }

  private static func newestFirst(_ shown: [BackToPaper.Shown]) -> [[String: any Sendable]] {
    shown.sorted { ($1.message.publishedAt, $1.message.id) < ($0.message.publishedAt, $0.message.id) }
      .map(\.values)
  }

  private func withdraw(_ turn: CitizenDesk.Turn) async throws -> Response {
    try await desk.posted(turn, action: "consentWithdrawn") { guest, form in
      guard let channel = form["channel"].flatMap({ try? ChannelID(parsing: $0) }) else {
        return notInForce(turn, guest, .badRequest)
      }
      let own = services.consents.consents(for: guest.citizen.caller)
      do throws(Failure<ConsentRejection>) {
        try await own.withdraw(channel)
        return withdrawn(turn, guest, isLast: try await own.inForce().isEmpty)
      } catch {
        guard case .rejected = error else { return desk.fault(error, turn) }
        return notInForce(turn, guest, .conflict)
      }
    }
  }

  private func withdrawn(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, isLast: Bool) -> Response {
    let list = PageLink(turn.words[.myConsents], ProviderPages.consentsPath)
    let takeOut = PageLink(turn.words[.takeOutTitle], TakeOutRoutes.path)
    return desk.notice(
      .init(
        .withdrawnTitle, isLast ? .withdrawnLastText : .withdrawnText, .ok,
        links: isLast ? [takeOut, list] : [list]), turn, guest: guest)
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
