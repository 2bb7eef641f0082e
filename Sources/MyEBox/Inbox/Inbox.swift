import AuditTrail
import Contracts
import Hummingbird
import Pages
import Vocabulary

extension MyEBox {
  /// The list: 25 a page, newest first (R-BOX-3).
  func inbox(_ asked: Asked) async throws -> Response {
    let request = Self.page(asked.query("page"))
    return try await signedIn(asked, at: .inbox(request), Act(action: .list)) { reader in
      let inbox = OneInbox(registries: reader.registries)
      let page = try await inbox.messages(request)
      let unread = try await inbox.unreadCount()
      var values = try await Self.values(page, asked.words, now: parts.time.now())
      values["unread"] = asked.words.counted(unread, one: .inboxUnreadOne, many: .inboxUnreadMany)
      values["total"] = asked.words.counted(page.total, one: .inboxTotalOne, many: .inboxTotalMany)
      let response = self.page(
        PageResponse(.inbox, title: asked.words[.inbox], values: values), reader, asked, isInbox: true)
      return (response, Act(action: .list, details: ["count": String(page.items.count)]))
    }
  }

  /// Anything that is no page number is the first page.
  private static func page(_ text: String?) -> PageRequest {
    guard let number = text.flatMap({ Int($0) }) else { return .first }
    do { return try PageRequest(parsing: number) } catch { return .first }
  }

  private static func values(
    _ page: Page<Found<Message>>, _ words: Words, now: Instant
  ) async throws -> [String: any Sendable] {
    let senders = try await senders(of: page.items, words.language)
    let pages = max(1, (page.total + page.request.size - 1) / page.request.size)
    let number = page.request.number
    var values: [String: any Sendable] = [
      "messages": page.items.map { item($0.item, senders[$0.item.sender], words, now: now) },
      "isEmpty": page.total == 0, "hasPages": pages > 1 || number > 1,
      "pageOf": words.filled(.pageOf, ["page": String(number), "pages": String(pages)]),
    ]
    if number > 1 { values["newer"] = ["address": "/inbox?page=\(min(number - 1, pages))"] }
    if page.hasNext { values["older"] = ["address": "/inbox?page=\(number + 1)"] }
    return values
  }

  private static func item(
    _ message: Message, _ sender: [String: any Sendable]?, _ words: Words, now: Instant
  ) -> [String: any Sendable] {
    let subject = message.subject.text(in: words.language)
    return [
      "address": Destination.message(message.id).address, "subject": subject.text,
      "lang": subject.language.rawValue,
      "sender": sender ?? ["name": message.sender.digits, "lang": words.language.rawValue],
      "isUnread": message.readAt == nil, "isRegistered": message.isRegisteredMail,
      "isFromBefore": message.wasSentBeforeActivation,
      "received": WrittenTime(message.availableAt, in: words.language).dateAndTimeValues,
      "until": Availability(message.expiration, words).text,
      "isEnding": Availability.isEnding(message.expiration, now: now),
    ]
  }

  /// The names of the senders, each asked once.
  private static func senders(
    of messages: [Found<Message>], _ language: Language
  ) async throws -> [EnterpriseNumber: [String: any Sendable]] {
    var names: [EnterpriseNumber: [String: any Sendable]] = [:]
    for found in messages where names[found.item.sender] == nil {
      guard let sender = try await found.opened.referenceData.organization(found.item.sender) else {
        continue
      }
      let name = sender.name.text(in: language)
      names[found.item.sender] = ["name": name.text, "lang": name.language.rawValue]
    }
    return names
  }
}
