import Contracts
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

/// The citizen's e-mail address: asked for, verified by a code, changed, removed, or declined (R-NOT-3).
///
/// Each page keeps where the citizen was going (`return`), a path on this host, and leads on by a link.
struct AddressRoutes: Sendable {
  static let codePath = ProviderPages.addressPath + "/code"
  static let removePath = ProviderPages.addressPath + "/remove"

  let desk: CitizenDesk
  let profiles: any ProfileDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    show(ProviderPages.addressPath, router) { turn, guest, profile in
      addressPage(profile, Remark(), turn, guest)
    }
    show(Self.codePath, router) { turn, guest, profile in codePage(profile, Remark(), turn, guest) }
    show(Self.removePath, router) { turn, guest, profile in removalPage(profile, turn, guest) }
    take(ProviderPages.addressPath, router, answerAddress)
    take(Self.codePath, router, answerCode)
    take(Self.removePath, router, remove)
  }

  /// Where the first visit asks, to go on to `path` afterwards.
  static func ask(returnTo path: LocalPath) -> String {
    FormQuery.path(ProviderPages.addressPath, [("return", path.text)])
  }

  /// What stands on a page besides what is known, and where the citizen was going.
  private struct Remark: Sendable {
    var error: String?
    var typed = ""
    var isSentAgain = false
    var returnTo: LocalPath?
  }

  private typealias Show =
    @Sendable (CitizenDesk.Turn, CitizenDesk.Guest, Profile) -> Response
  private typealias Take =
    @Sendable (CitizenDesk.Turn, CitizenDesk.Guest, FormFields) async throws -> Response

  private func show<Context: RequestContext>(
    _ path: String, _ router: some RouterMethods<Context>, _ page: @escaping Show
  ) {
    router.get(RouterPath(path)) { request, context in
      let turn = desk.turn(request, id: context.id, log: context.logger)
      return try await desk.shown(turn) { guest in
        do {
          return page(turn, guest, try await profiles.profile(for: guest.citizen.caller).current())
        } catch let failure as Failure<ProfileRejection> {
          return desk.profileFault(failure, turn, guest)
        }
      }
    }
  }

  private func take<Context: RequestContext>(
    _ path: String, _ router: some RouterMethods<Context>, _ act: @escaping Take
  ) {
    router.post(RouterPath(path)) { request, context in
      let turn = desk.turn(request, id: context.id, log: context.logger)
      return try await desk.taken(turn) { guest, form in
        do {
          return try await act(turn, guest, form)
        } catch let failure as Failure<ProfileRejection> {
          return desk.profileFault(failure, turn, guest)
        }
      }
    }
  }
}

// MARK: - Answers

extension AddressRoutes {
  private func answerAddress(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ form: FormFields
  ) async throws -> Response {
    let own = profiles.profile(for: guest.citizen.caller)
    let target = form["return"].flatMap { try? LocalPath(parsing: $0) }
    switch form["choice"] {
    case "decline":
      try await own.declineAddress()
      return said(.addressDeclinedTitle, .addressDeclinedText, target, turn, guest)
    case "seen":
      try await own.seenUndeliverable()
      return said(.addressSkippedTitle, .addressDeclinedText, target, turn, guest)
    default:
      return try await propose(form["address"] ?? "", target, turn, guest)
    }
  }

  private func propose(
    _ typed: String, _ target: LocalPath?, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) async throws -> Response {
    let own = profiles.profile(for: guest.citizen.caller)
    let text = typed.filter { !$0.isWhitespace }
    guard let address = try? EmailAddress(parsing: text) else {
      try await desk.record(turn, guest, ProfileRoutes.action, "addressInvalid", 422)
      let remark = Remark(error: turn.words[.addressInvalid], typed: typed, returnTo: target)
      return addressPage(try await own.current(), remark, turn, guest)
    }
    do {
      try await own.propose(address)
    } catch {
      guard case .rejected(let rejection) = error, let key = rejection.text else { throw error }
      if rejection == .codeTooSoon { return desk.redirect(path(Self.codePath, target)) }
      let remark = Remark(error: turn.words[key], typed: typed, returnTo: target)
      return addressPage(try await own.current(), remark, turn, guest)
    }
    return desk.redirect(path(Self.codePath, target))
  }

  private func answerCode(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ form: FormFields
  ) async throws -> Response {
    let own = profiles.profile(for: guest.citizen.caller)
    let target = form["return"].flatMap { try? LocalPath(parsing: $0) }
    var remark = Remark(returnTo: target)
    do {
      if form["choice"] == "again" {
        try await own.sendCodeAgain()
        remark.isSentAgain = true
      } else {
        try await own.confirm(form["code"] ?? "")
        return said(.addressConfirmedTitle, .addressConfirmedText, target, turn, guest)
      }
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      if rejection == .nothingProposed { return desk.redirect(path(ProviderPages.addressPath, target)) }
      guard let key = rejection.text else { throw error }
      let left = try await own.current().proposal?.attemptsLeft ?? 0
      remark.error = turn.words.filled(key, ["count": "\(left)"])
    }
    return codePage(try await own.current(), remark, turn, guest)
  }

  private func remove(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ form: FormFields
  ) async throws -> Response {
    try await profiles.profile(for: guest.citizen.caller).removeAddress()
    return said(.removedTitle, .addressDeclinedText, nil, turn, guest)
  }

  /// That it is done, and the way on.
  private func said(
    _ title: TextKey, _ text: TextKey, _ target: LocalPath?, _ turn: CitizenDesk.Turn,
    _ guest: CitizenDesk.Guest
  ) -> Response {
    let link =
      target.map { PageLink(turn.words[.goOn], $0.text) }
      ?? PageLink(turn.words[.profileBack], ProviderPages.profilePath)
    return desk.page(
      .notice(PageNotice(title: turn.words[title], paragraphs: [turn.words[text]], links: [link])), turn,
      guest)
  }
}

// MARK: - Pages

extension AddressRoutes {
  private func addressPage(
    _ profile: Profile, _ remark: Remark, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) -> Response {
    let target = remark.returnTo ?? asked(turn)
    let words = turn.words
    let title: TextKey = profile.address == nil ? .addressAskTitle : .addressChangeTitle
    var values: [String: any Sendable] = [
      "title": words[title], "action": ProviderPages.addressPath, "return": target?.text ?? "",
      "formToken": desk.formTokens.token(for: guest.session), "typed": remark.typed,
      "back": ProviderPages.profilePath, "isDeclinable": profile.address == nil,
      "isSkippable": profile.address?.undeliverableSince != nil && target != nil,
    ]
    values["lead"] =
      profile.address.map { words.filled(.addressChangeLead, ["address": $0.address.text]) }
      ?? words[.addressAskLead]
    values.put(profile.address.flatMap { desk.undeliverable($0, turn) }, "undeliverable")
    values.put(remark.error, "error")
    let status: HTTPResponse.Status = remark.error == nil ? .ok : .unprocessableContent
    return desk.page(
      PageResponse(.address, title: words[title], values: values, status: status), turn, guest)
  }

  private func codePage(
    _ profile: Profile, _ remark: Remark, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) -> Response {
    let target = remark.returnTo ?? asked(turn)
    guard let proposal = profile.proposal else {
      return desk.redirect(path(ProviderPages.addressPath, target))
    }
    let end = WrittenTime(proposal.codeEnds, in: turn.visit.language).dateAndTime
    var values: [String: any Sendable] = [
      "lead": turn.words.filled(.codeLead, ["address": proposal.address.text, "time": end]),
      "action": Self.codePath, "formToken": desk.formTokens.token(for: guest.session),
      "return": target?.text ?? "", "other": path(ProviderPages.addressPath, target),
      "isSentAgain": remark.isSentAgain,
    ]
    values.put(remark.error, "error")
    let status: HTTPResponse.Status = remark.error == nil ? .ok : .unprocessableContent
    return desk.page(
      PageResponse(.addressCode, title: turn.words[.codeTitle], values: values, status: status), turn, guest)
  }

  private func removalPage(
    _ profile: Profile, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) -> Response {
    guard let address = profile.address?.address ?? profile.proposal?.address else {
      return desk.redirect(ProviderPages.profilePath)
    }
    return desk.page(
      PageResponse(
        .addressRemoval, title: turn.words[.removeTitle],
        values: [
          "lead": turn.words.filled(.removeLead, ["address": address.text]), "action": Self.removePath,
          "formToken": desk.formTokens.token(for: guest.session), "back": ProviderPages.profilePath,
        ]), turn, guest)
  }

  /// Where the citizen was going, as the address of this page says.
  private func asked(_ turn: CitizenDesk.Turn) -> LocalPath? {
    let query = turn.request.uri.query.flatMap { try? OAuthForm(parsing: $0) }
    return query?["return"].flatMap { try? LocalPath(parsing: $0) }
  }

  private func path(_ path: String, _ target: LocalPath?) -> String {
    FormQuery.path(path, target.map { [("return", $0.text)] } ?? [])
  }
}

extension ProfileRejection {
  /// What the field says; nil for what no field can mend.
  fileprivate var text: TextKey? {
    switch self {
    case .addressInUse: .addressSame
    case .codeTooSoon: .codeTooSoon
    case .codesExhausted: .codesExhausted
    case .codeExpired: .codeExpired
    case .attemptsExhausted: .attemptsExhausted
    case .codeWrong: .codeWrong
    case .boxClosed, .noAddress, .nothingProposed, .notifierUnknown: nil
    }
  }
}
