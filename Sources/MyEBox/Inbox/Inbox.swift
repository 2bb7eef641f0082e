import Archive
import AuditTrail
import Contracts
import Hummingbird
import Pages
import Vocabulary

extension MyEBox {
  /// The list: 25 a page, newest first; what is searched and filtered stands in the address (R-BOX-3).
  func inbox(_ asked: Asked) async throws -> Response {
    let view = InboxView(query: asked.request.uri.query ?? "")
    return try await signedIn(asked, at: .inbox(view), Act(action: .list)) { reader in
      let listing = try await OneInbox(registries: reader.registries).listing(
        view.query(in: asked.words.language))
      var values = try await items(listing.page, asked.words)
      let answering = reader.registries.filter { opened in
        !listing.missing.contains { $0.provider == opened.provider }
      }
      values.merge(try await InboxForm(view, answering, directory, asked.words).values()) { $1 }
      values.merge(Self.counts(listing, view, asked.words)) { $1 }
      if listing.recalled > 0, view.isStart {
        let recalled = try await OneInbox(registries: reader.registries).recalledMessages()
        values["recalled"] = try await self.values(of: recalled, asked.words)
      }
      let response = page(
        PageResponse(.inbox, title: asked.words[.inbox], values: values), reader.session, asked,
        current: .inbox)
      var details = ["count": String(listing.page.items.count)]
      if !listing.missing.isEmpty {
        details["missing"] = listing.missing.map(\.provider).joined(separator: " ")
      }
      return (response, Act(action: .list, details: details))
    }
  }

  /// What the page says about how many there are, and where the other pages are.
  private static func counts(
    _ listing: FoundListing, _ view: InboxView, _ words: Words
  ) -> [String: any Sendable] {
    let page = listing.page
    let pages = max(1, (page.total + page.request.size - 1) / page.request.size)
    let number = page.request.number
    var values: [String: any Sendable] = [
      "unread": words.counted(listing.unread, one: .inboxUnreadOne, many: .inboxUnreadMany),
      "total": view.isNarrowed
        ? words.counted(page.total, one: .foundOne, many: .foundMany)
        : words.counted(page.total, one: .inboxTotalOne, many: .inboxTotalMany),
      "isEmpty": page.items.isEmpty, "hasPages": pages > 1 || number > 1,
      "pageOf": words.filled(.pageOf, ["page": String(number), "pages": String(pages)]),
      "tabs": InboxView.Which.allCases.map { which -> [String: any Sendable] in
        var tab: [String: any Sendable] = [
          "text": words[which.key], "address": view.showing(which).address, "isCurrent": which == view.which,
        ]
        let count = [.unread: listing.unread, .hidden: listing.hidden][which] ?? 0
        if count > 0 { tab["count"] = String(count) }
        return tab
      },
    ]
    if number > 1 { values["newer"] = ["address": view.onPage(min(number - 1, pages)).address] }
    if page.hasNext { values["older"] = ["address": view.onPage(number + 1).address] }
    if !listing.missing.isEmpty {
      values["missing"] = listing.missing.map { opened in
        words.filled(.providerMissing, ["name": opened.name(in: words.language)])
      }
    }
    // Who can't be asked may have some: only then it is not said that there are none.
    if page.items.isEmpty, listing.missing.isEmpty {
      let (title, text) = view.emptyKeys
      values["empty"] = ["title": words[title], "text": words[text]]
      values["isUnused"] = title == .inboxEmptyTitle
    }
    return values
  }

  /// What senders took back, and why.
  private func values(
    of recalled: [Found<RecalledMessage>], _ words: Words
  ) async throws -> [String: any Sendable] {
    var items: [[String: any Sendable]] = []
    for found in recalled {
      let message = found.item
      let sender = try await directory.organization(message.sender, in: found.opened)?.name
        .text(in: words.language)
      let type = try await directory.messageType(message.messageType, in: found.opened)?.name
        .text(in: words.language)
      let reason = message.reason.text(in: words.language)
      items.append([
        "sender": sender?.text ?? message.sender.digits,
        "senderLang": (sender?.language ?? words.language).rawValue,
        "type": type?.text ?? message.messageType.text,
        "typeLang": (type?.language ?? words.language).rawValue,
        "recalledOn": WrittenTime(message.recalledAt, in: words.language).dateValues,
        "reason": reason.text, "reasonLang": reason.language.rawValue, "isAfterBreach": message.isAfterBreach,
      ])
    }
    let title = words.counted(recalled.count, one: .recalledOne, many: .recalledMany)
    return ["title": title, "items": items]
  }

  private func items(
    _ page: Page<Found<Message>>, _ words: Words
  ) async throws -> [String: any Sendable] {
    var items: [[String: any Sendable]] = []
    for found in page.items { items.append(try await item(found, words)) }
    return ["messages": items]
  }

  private func item(_ found: Found<Message>, _ words: Words) async throws -> [String: any Sendable] {
    let message = found.item
    let now = parts.time.now()
    let subject = message.subject.text(in: words.language)
    let sender = try await directory.organization(message.sender, in: found.opened)?.name
      .text(in: words.language)
    let type = try await directory.messageType(message.messageType, in: found.opened)
    let typeName = type?.name.text(in: words.language)
    let dues = message.dues(of: type).map { WrittenDue($0.kind, end: $0.end, now: now, words) }
    return [
      "address": Destination.message(message.id).address, "subject": subject.text,
      "lang": subject.language.rawValue, "sender": sender?.text ?? message.sender.digits,
      "senderLang": (sender?.language ?? words.language).rawValue,
      "type": typeName?.text ?? message.messageType.text,
      "typeLang": (typeName?.language ?? words.language).rawValue, "kind": Self.kind(of: message, now: now),
      "received": WrittenTime(message.availableAt, in: words.language).dateValues,
      "until": WrittenTerm(message.expiration, words).text,
      "badges": Self.badges(message, dues, now: now, words),
    ]
  }

  /// The classes of its row.
  private static func kind(of message: Message, now: Instant) -> String {
    [message.isUnread(at: now) ? "fresh" : nil, message.isRegisteredMail ? "registered" : nil]
      .compactMap { $0 }.joined(separator: " ")
  }

  /// What deserves a mark; that a message is read is only said aloud.
  private static func badges(
    _ message: Message, _ dues: [WrittenDue], now: Instant, _ words: Words
  ) -> [[String: any Sendable]] {
    var badges: [(String, String)] = []
    if message.isRegisteredMail { badges.append(("badge registered", words[.registeredMail])) }
    if let badge = message.delivery.flatMap({ WrittenDelivery($0, now: now, words).badge }) {
      badges.append(badge)
    }
    if message.readAt != nil {
      badges.append(("hidden", words[.read]))
    } else if message.isUnread(at: now) {
      badges.append(("badge strong", words[.unread]))
    }
    badges += dues.map { ($0.badge, $0.text) }
    if WrittenTerm.isEnding(message.expiration, now: now) { badges.append(("badge warn", words[.lastDays])) }
    if message.wasSentBeforeActivation { badges.append(("badge", words[.sentBeforeActivation])) }
    if message.replacedBy != nil { badges.append(("badge warn", words[.replacedBadge])) }
    if !message.isVisible { badges.append(("badge", words[.hiddenBadge])) }
    return badges.map { ["kind": $0.0, "text": $0.1] }
  }
}

extension InboxView.Which {
  fileprivate var key: TextKey {
    switch self {
    case .all: .viewAll
    case .unread: .viewUnread
    case .hidden: .viewHidden
    }
  }
}

extension InboxView {
  /// Why there is nothing to see.
  fileprivate var emptyKeys: (title: TextKey, text: TextKey) {
    if isNarrowed || page.number > 1 { return (.nothingFoundTitle, .nothingFoundText) }
    switch which {
    case .all: return (.inboxEmptyTitle, .inboxEmptyText)
    case .unread: return (.nothingUnreadTitle, .nothingUnreadText)
    case .hidden: return (.nothingHiddenTitle, .nothingHiddenText)
    }
  }
}
