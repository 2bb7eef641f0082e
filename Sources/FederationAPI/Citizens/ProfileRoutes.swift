import Contracts
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

/// The citizen's profile: what there is, the choices, and the words that stand in each mail.
struct ProfileRoutes: Sendable {
  static let choicesPath = ProviderPages.profilePath + "/choices"
  static let phrasePath = ProviderPages.profilePath + "/phrase"
  static let savedQuery = "?saved=1"
  /// How an attempt on the profile is called in the trail.
  static let action = "profileChanged"

  let desk: CitizenDesk
  let profiles: any ProfileDesk

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(ProviderPages.profilePath)) { request, context in
      let turn = desk.turn(request, id: context.id, log: context.logger)
      return try await desk.shown(turn) { guest in await show(turn, guest) }
    }
    router.post(RouterPath(Self.choicesPath)) { request, context in
      let turn = desk.turn(request, id: context.id, log: context.logger)
      return try await desk.taken(turn) { guest, form in
        try await choose(turn, guest, form)
      }
    }
    router.post(RouterPath(Self.phrasePath)) { request, context in
      let turn = desk.turn(request, id: context.id, log: context.logger)
      return try await desk.taken(turn) { guest, form in
        try await choosePhrase(turn, guest, form)
      }
    }
  }

  /// What stands on the page besides the profile.
  private struct Remark: Sendable {
    var isSaved = false
    var error: String?
    var phraseError: String?
    var typedPhrase: String?
  }

  private func show(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ remark: Remark? = nil
  ) async -> Response {
    do {
      let profile = try await profiles.profile(for: guest.citizen.caller).current()
      let isSaved = turn.request.method == .get && turn.request.uri.queryParameters["saved"] != nil
      return page(profile, remark ?? Remark(isSaved: isSaved), turn, guest)
    } catch {
      return desk.profileFault(error, turn, guest)
    }
  }

  private func choose(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ form: FormFields
  ) async throws -> Response {
    guard let choices = NoticeChoices(form) else {
      try await desk.record(turn, guest, Self.action, "formMalformed", 400)
      return desk.formExpired(turn, guest)
    }
    do {
      try await profiles.profile(for: guest.citizen.caller).choose(choices)
      return desk.redirect(ProviderPages.profilePath + Self.savedQuery)
    } catch {
      guard case .rejected(.notifierUnknown) = error else { return desk.profileFault(error, turn, guest) }
      return await show(turn, guest, Remark(error: turn.words[.notifierUnknown]))
    }
  }

  private func choosePhrase(
    _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest, _ form: FormFields
  ) async throws -> Response {
    let typed = form["phrase"] ?? ""
    let phrase: NoticePhrase?
    do {
      phrase = form["choice"] == "remove" ? nil : try NoticePhrase(parsing: typed)
    } catch {
      try await desk.record(turn, guest, Self.action, error.rawValue, 422)
      return await show(turn, guest, Remark(phraseError: turn.words[error.text], typedPhrase: typed))
    }
    do {
      try await profiles.profile(for: guest.citizen.caller).choose(phrase: phrase)
      return desk.redirect(ProviderPages.profilePath + Self.savedQuery)
    } catch {
      return desk.profileFault(error, turn, guest)
    }
  }

  private func page(
    _ profile: Profile, _ remark: Remark, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest
  ) -> Response {
    var values = addressValues(profile, turn).merging(choiceValues(profile, turn)) { $1 }
    values["formToken"] = desk.formTokens.token(for: guest.session)
    values["isSaved"] = remark.isSaved
    values.put(remark.error, "error")
    values.put(remark.phraseError, "phraseError")
    values["phrase"] = remark.typedPhrase ?? profile.phrase?.text ?? ""
    values["hasPhrase"] = profile.phrase != nil
    let isWrong = remark.error != nil || remark.phraseError != nil
    return desk.page(
      PageResponse(
        .profile, title: turn.words[.profileTitle], values: values,
        status: isWrong ? .unprocessableContent : .ok), turn, guest)
  }

  private func addressValues(_ profile: Profile, _ turn: CitizenDesk.Turn) -> [String: any Sendable] {
    let hasAny = profile.address != nil || profile.proposal != nil
    var values: [String: any Sendable] = [
      "addressPath": ProviderPages.addressPath, "codePath": AddressRoutes.codePath,
      "removePath": AddressRoutes.removePath, "hasNone": !hasAny, "isRemovable": hasAny,
      "isWaiting": profile.proposal != nil,
      "giveAddress": turn.words[profile.address == nil ? .profileAddressGive : .profileAddressChange],
    ]
    if let address = profile.address {
      values["address"] = address.address.text
      let since = WrittenTime(address.since, in: turn.visit.language).date
      values["since"] = turn.words.filled(.profileAddressSince, ["date": since])
      values.put(desk.undeliverable(address, turn), "undeliverable")
    }
    if let proposal = profile.proposal {
      values["waiting"] = turn.words.filled(.profileAddressWaiting, ["address": proposal.address.text])
    }
    return values
  }

  private func choiceValues(_ profile: Profile, _ turn: CitizenDesk.Turn) -> [String: any Sendable] {
    let choices = profile.choices
    let language = choices.language ?? turn.visit.language
    return [
      "choicesPath": Self.choicesPath, "phrasePath": Self.phrasePath, "isDaily": choices.pace == .daily,
      "namesSenders": choices.namesSenders, "hasNotifiers": !profile.notifiers.isEmpty,
      "languageOptions": Language.allCases.map { option in
        chosen(option.rawValue, option.ownName, option == language)
      },
      "hours": NoticeHour.range.map { hour in
        chosen("\(hour)", Self.written(hour, in: turn.visit.language), hour == choices.hour.value)
      },
      "notifiers": profile.notifiers.map { notifier in
        chosen(
          notifier.channel.text, notifier.name.text(in: turn.visit.language).text,
          notifier.channel == choices.notifier)
      },
    ]
  }

  private func chosen(_ value: String, _ text: String, _ isChosen: Bool) -> [String: any Sendable] {
    ["value": value, "text": text, "isChosen": isChosen]
  }

  private static func written(_ hour: Int, in language: Language) -> String {
    switch language {
    case .nl: "\(hour).00 uur"
    case .fr: "\(hour) h 00"
    case .de: "\(hour).00 Uhr"
    case .en: "\(hour):00"
    }
  }
}

extension CitizenDesk {
  /// That mail to the address comes back; nil while it does not.
  func undeliverable(_ address: AddressInUse, _ turn: Turn) -> String? {
    address.undeliverableSince.map { since in
      turn.words.filled(
        .profileAddressUndeliverable, ["date": WrittenTime(since, in: turn.visit.language).date])
    }
  }

  /// A failure of a profile act that no field can mend.
  func profileFault(_ failure: Failure<ProfileRejection>, _ turn: Turn, _ guest: Guest) -> Response {
    let links = [PageLink(turn.words[.sectionProfile], ProviderPages.profilePath)]
    switch failure {
    case .rejected(.boxClosed):
      return notice(.init(.boxClosedTitle, .boxClosedText, .forbidden), turn, guest: guest)
    case .rejected:
      return notice(
        .init(.profileChangedTitle, .profileChangedText, .conflict, links: links), turn, guest: guest)
    default: return fault(failure, turn)
    }
  }
}

extension NoticeChoices {
  /// Nil when the form is not one that we made.
  init?(_ form: FormFields) {
    guard let language = form["language"].flatMap(Language.init(rawValue:)),
      let hour = form["hour"].flatMap({ try? NoticeHour(parsing: $0) }),
      let pace = form["pace"].flatMap(Pace.init(rawValue:))
    else { return nil }
    let notifier = form["notifier"].flatMap { $0.isEmpty ? nil : $0 }
    let channel = notifier.flatMap { try? ChannelID(parsing: $0) }
    guard (notifier == nil) == (channel == nil) else { return nil }
    self.init(
      language: language, hour: hour, pace: pace, namesSenders: form["names"] == "yes", notifier: channel)
  }
}

extension NoticePhraseMistake {
  var text: TextKey {
    switch self {
    case .tooShort: .phraseTooShort
    case .tooLong: .phraseTooLong
    case .hasControls: .phraseHasControls
    case .hasLink: .phraseHasLink
    }
  }
}

extension Language {
  /// As its speakers call it.
  var ownName: String {
    switch self {
    case .nl: "Nederlands"
    case .fr: "Français"
    case .de: "Deutsch"
    case .en: "English"
    }
  }
}
