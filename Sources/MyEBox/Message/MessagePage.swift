import AuditTrail
import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

extension MyEBox {
  /// One message: its facts, its text, its documents. `?show=text` and `?show={attachment}` put a content in
  /// the page, which is a reading by the citizen's own act.
  func message(_ asked: Asked, _ id: MessageID) async throws -> Response {
    let act = Act(action: .describe, message: id)
    return try await signedIn(asked, at: .message(id), act) { reader in
      let found = try await OneInbox(registries: reader.registries).message(id)
      let news = DecisionNews(asked.query("decided"), found.item.delivery)
      return try await messagePage(found, news, reader, asked)
    }
  }

  /// - Returns: the page, and what was done by showing it. Of registered mail that is not open nothing that
  ///   it says is asked for.
  func messagePage(
    _ found: Found<Message>, _ news: DecisionNews?, _ reader: Reader, _ asked: Asked,
    status: HTTPResponse.Status = .ok
  ) async throws -> (Response, Act) {
    let (message, id) = (found.item, found.item.id)
    let shown = asked.query("show")
    var values = try await facts(found, asked.words)
    values.merge(await registered(found, news, reader, asked.words)) { $1 }
    let texts = try await text(of: found, isAsked: shown == "text", isHead: asked.isHead, asked.words)
    values.merge(texts) { $1 }
    let attachments = message.isOpenable ? message.attachments : []
    values["documents"] = attachments.map { document($0, of: id, asked.words) }
    values["hasDocuments"] = !attachments.isEmpty
    let accesses = try await found.opened.registry.accesses(of: id)
    values.merge(AccessHistory(accesses, of: message, settings.channelNames, asked.words).values) { $1 }
    if message.isReplyAuthorized, message.isOpenable {
      let receipts = try await found.opened.registry.replies(to: id)
      values["replies"] = SentReplies(receipts, to: id, sent: asked.query("sent"), asked.words).values
    }
    values["isHidden"] = !message.isVisible
    values["visibility"] = [
      "address": Destination.message(id).address + "/visibility",
      "formToken": forms.token(for: reader.session.cookie),
    ]
    let title = message.subject.text(in: asked.words.language).text
    var page = PageResponse(.message, title: title, values: values, status: status)
    if message.isOpenable, let frame = frame(shown, in: message, asked.words) {
      page.values["frame"] = frame
      page.framesOwnContent = true
    }
    let act = Act(action: texts.keys.contains("body") ? .body : .describe, message: id)
    return (self.page(page, reader.session, asked), act)
  }

  private func facts(_ found: Found<Message>, _ words: Words) async throws -> [String: any Sendable] {
    let message = found.item
    let subject = message.subject.text(in: words.language)
    var values: [String: any Sendable] = [
      "subject": subject.text, "subjectLang": subject.language.rawValue,
      "sender": ["name": message.sender.digits, "lang": words.language.rawValue],
      "type": ["name": message.messageType.text, "lang": words.language.rawValue],
      "received": WrittenTime(message.availableAt, in: words.language).dateAndTimeValues,
      "until": WrittenTerm(message.expiration, words).text,
      "isEnding": WrittenTerm.isEnding(message.expiration, now: parts.time.now()),
      "isUnread": message.isUnread(at: parts.time.now()), "isRead": message.readAt != nil,
      "isRegistered": message.isRegisteredMail,
      "isFromBefore": message.wasSentBeforeActivation,
    ]
    if let newer = message.replacedBy { values["newer"] = ["address": Destination.message(newer).address] }
    if let older = message.replaces { values["older"] = ["address": Destination.message(older).address] }
    if subject.isFilled { values["subjectFilled"] = words[Self.filledKey(subject.language)] }
    if let readAt = message.readAt {
      values["readSince"] = words.filled(
        .readSince, ["date": WrittenTime(readAt, in: words.language).dateAndTime])
    }
    if !settings.contacts.support.isEmpty { values["support"] = settings.contacts.support }
    if let sender = try await directory.organization(message.sender, in: found.opened) {
      let name = sender.name.text(in: words.language)
      values["sender"] = ["name": name.text, "lang": name.language.rawValue]
      values["contact"] = sender.contact
    }
    let type = try await directory.messageType(message.messageType, in: found.opened)
    if let type { values.merge(facts(of: type, message, words)) { $1 } }
    let dues = message.dues(of: type)
    values["dues"] = dues.map { self.values(of: $0, message, words) }
    if !dues.isEmpty {
      values["calendar"] = ["address": Destination.message(message.id).address + "/calendar"]
    }
    values["data"] = message.businessData.map { self.values(of: $0, words) }
    if let payment = message.payment { values["payment"] = self.values(of: payment, words) }
    return values
  }

  /// What the kind of message says about itself (R-PUB-11), and the term that runs with it.
  private func facts(
    of type: MessageType, _ message: Message, _ words: Words
  ) -> [String: any Sendable] {
    func written(_ text: TranslatedText) -> [String: any Sendable] {
      let text = text.text(in: words.language)
      return ["name": text.text, "lang": text.language.rawValue]
    }
    var values: [String: any Sendable] = ["type": written(type.name)]
    if let purpose = type.description { values["purpose"] = written(purpose) }
    if let ground = type.legalGround { values["ground"] = written(ground) }
    if let day = type.paperUntil, type.isOnPaperToo(publishedAt: message.publishedAt),
      !message.wasSentBeforeActivation
    {
      values["onPaper"] = words.filled(
        .paperUntil, ["date": WrittenTime(day.startInBrussels, in: words.language).date])
    }
    return values
  }

  private func values(of datum: BusinessData, _ words: Words) -> [String: any Sendable] {
    let name = datum.name.text(in: words.language)
    let given = datum.values.map { $0.text(in: words.language) }
    return [
      "label": name.text, "labelLang": name.language.rawValue,
      "value": given.map(\.text).joined(separator: ", "),
      "valueLang": given.first?.language.rawValue ?? words.language.rawValue,
    ]
  }

  private func values(of due: Due, _ message: Message, _ words: Words) -> [String: any Sendable] {
    var values = WrittenDue(due.kind, end: due.end, now: parts.time.now(), words).values
    if !message.dues(of: nil).contains(due) {
      let since = WrittenTime(message.availableAt, in: words.language).date
      values["since"] = words.filled(.dueFrom, ["date": since])
    }
    return values
  }

  private func values(of payment: Payment, _ words: Words) -> [String: any Sendable] {
    func written(_ hundredths: Int64) -> String {
      WrittenAmount(hundredths: hundredths, payment.currency, in: words.language).text
    }
    let total = written(payment.totalHundredths)
    var values: [String: any Sendable] = ["amount": total, "account": payment.account.grouped]
    if payment.vatAmount.hundredths > 0 {
      values["amount"] = words.filled(
        .paymentVat, ["amount": total, "vat": written(payment.vatAmount.hundredths)])
    }
    if let bank = payment.bank { values["bank"] = bank.text }
    switch payment.reference {
    case .structured(let communication)?: values["reference"] = communication.description
    case .text(let text)?: values["reference"] = text
    case nil: break
    }
    return values
  }

  /// The dates of a message, for the citizen's own agenda.
  func calendar(_ asked: Asked, _ id: MessageID) async throws -> Response {
    let act = Act(action: .describe, message: id)
    return try await signedIn(asked, at: .message(id), act) { reader in
      let found = try await OneInbox(registries: reader.registries).message(id)
      let message = found.item
      let dues = message.dues(of: try await directory.messageType(message.messageType, in: found.opened))
      guard !dues.isEmpty else { throw Trouble.contentGone }
      let subject = message.subject.text(in: asked.words.language).text
      let sender = try await directory.organization(message.sender, in: found.opened)?.name
        .text(in: asked.words.language).text
      let now = parts.time.now()
      let calendar = DueCalendar(
        entries: dues.map { due in
          let words = WrittenDue(due.kind, end: due.end, now: now, asked.words).text
          return DueCalendar.Entry(
            id: "\(id)-\(due.kind.rawValue)", title: subject,
            text: "\(words)\n\(sender ?? message.sender.digits)", end: due.end)
        }, at: now, product: asked.words[.myEBox])
      return (Self.response(calendar, named: asked.words[.dueCalendarFile]), act)
    }
  }

  private static func response(_ calendar: DueCalendar, named name: String) -> Response {
    var headers = HTTPFields.pageSecurity(Presentation(.plainText).policy)
    headers[.contentType] = "text/calendar; charset=utf-8"
    headers[.contentDisposition] = ContentDisposition(name + ".ics", isDownload: true).text
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: calendar.text)))
  }

  /// The body: at once when it only accompanies the documents, on asking when it is what the message says;
  /// never for HEAD.
  private func text(
    of found: Found<Message>, isAsked: Bool, isHead: Bool, _ words: Words
  ) async throws -> [String: any Sendable] {
    let message = found.item
    guard message.hasBody, message.isOpenable else { return [:] }
    guard !isHead, isAsked || !message.isBodyMainContent else { return ["hiddenText": true] }
    let body = try await found.opened.registry.body(of: message.id).text(in: words.language)
    var values: [String: any Sendable] = ["body": ["text": body.text, "lang": body.language.rawValue]]
    if body.isFilled { values["bodyFilled"] = words[Self.filledKey(body.language)] }
    return values
  }

  private func document(_ attachment: Attachment, of message: MessageID, _ words: Words) -> [String:
    any Sendable]
  {
    let presentation = Presentation(attachment.mediaType)
    let address = "\(Destination.message(message).address)/attachments/\(attachment.id)"
    var values: [String: any Sendable] = [
      "name": attachment.fileName, "kind": presentation.label,
      "size": WrittenSize(attachment.size, words).text,
      "isMain": attachment.isMainContent, "isSigned": attachment.isSigned, "download": address + "/download",
    ]
    if presentation.opensInTab { values["open"] = ["address": address] }
    if presentation.isShownInPage {
      values["show"] = ["address": "?show=\(attachment.id)&lang=\(words.language.rawValue)#document"]
    }
    return values
  }

  private func frame(_ shown: String?, in message: Message, _ words: Words) -> [String: any Sendable]? {
    guard let attachment = message.attachments.first(where: { $0.id.text == shown }) else { return nil }
    let presentation = Presentation(attachment.mediaType)
    guard presentation.isShownInPage else { return nil }
    return [
      "address": "\(Destination.message(message.id).address)/attachments/\(attachment.id)",
      "title": words.filled(.documentFrame, ["name": attachment.fileName]),
      "isSandboxed": presentation.isSandboxed,
    ]
  }

  private static func filledKey(_ language: Language) -> TextKey {
    switch language {
    case .nl: .textInNl
    case .fr: .textInFr
    case .de: .textInDe
    case .en: .textInEn
    }
  }
}
