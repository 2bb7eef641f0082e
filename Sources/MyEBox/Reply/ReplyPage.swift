import AuditTrail
import Contracts
import EdgeHTTP
import Foundation
import HTTPTypes
import Hummingbird
import Pages
import Vocabulary

extension MyEBox {
  /// The form in which a citizen answers a message (R-PUB-10).
  func reply(_ asked: Asked, _ id: MessageID) async throws -> Response {
    let act = Act(action: .describe, message: id)
    return try await signedIn(asked, at: .reply(id), act) { reader in
      let found = try await OneInbox(registries: reader.registries).message(id)
      guard found.item.isReplyAuthorized else { throw Trouble.contentGone }
      let draft = ReplyDraft(key: newKey())
      return (try await page(found, draft, reader, asked), act)
    }
  }

  /// Sends the reply, its files as they come, and leads to the message with the receipt. What is wrong is
  /// said beside the field; the text is kept, files have to be chosen again.
  func sendReply(_ asked: Asked, _ id: MessageID) async throws -> Response {
    let body = BodyReader(asked.request, bytesMax: ReplyForm.bytesMax)
    do {
      return body.settle(try await send(asked, id, body))
    } catch {
      let trouble = Trouble(error)
      if case .fault = trouble { throw error }
      return body.settle(response(trouble, asked))
    }
  }

  private func send(_ asked: Asked, _ id: MessageID, _ body: BodyReader) async throws -> Response {
    let act = Act(action: .reply, message: id)
    return try await signedIn(asked, at: .reply(id), act) { reader in
      // The form is proven before anything is looked up.
      let form: Result<ReplyForm, ReplyMistake>
      do { form = .success(try await self.form(asked, body, of: reader.session.cookie)) } catch {
        guard let mistake = ReplyMistake(error) else { throw error }
        form = .failure(mistake)
      }
      let found = try await OneInbox(registries: reader.registries).message(id)
      var draft = ReplyDraft(key: "")
      do {
        let form = try form.get()
        draft = ReplyDraft(key: form.fields[ReplyForm.key] ?? "", text: form.typed ?? "")
        let receipt = try await receipt(of: form, to: found, draft, asked.words.language)
        let done = Act(action: .reply, message: id, details: ["reply": receipt.id.text])
        return (.redirect(Destination.message(id).address + "?sent=\(receipt.id)#replies"), done)
      } catch {
        guard let mistake = ReplyMistake(error) else { throw error }
        if draft.key.isEmpty { draft = ReplyDraft(key: newKey()) }
        // The key stands for what was sent; what is typed now is another reply, if it is sent.
        if case .otherSent = mistake { draft = ReplyDraft(key: newKey(), text: draft.text) }
        draft.mistake = mistake
        let response = try await page(found, draft, reader, asked)
        return (response, Act(action: .reply, outcome: .rejected, code: mistake.code, message: id))
      }
    }
  }

  /// - Throws: ``Trouble/formExpired`` unless it was made for this session.
  private func form(_ asked: Asked, _ body: BodyReader, of cookie: String) async throws -> ReplyForm {
    let form: ReplyForm
    do { form = try await ReplyForm(asked.request, body) } catch let mistake as FormMistake {
      if mistake == .tooLarge { throw mistake }
      throw Trouble.formExpired
    } catch is MultipartFailure {
      throw Trouble.formExpired
    }
    guard forms.isGenuine(form.fields[FormTokens.field], for: cookie, in: asked.request) else {
      throw Trouble.formExpired
    }
    return form
  }

  /// The same form sent twice is one reply.
  private func receipt(
    of form: ReplyForm, to found: Found<Message>, _ draft: ReplyDraft, _ language: Language
  ) async throws -> ReplyReceipt {
    let key: IdempotencyKey
    do { key = try IdempotencyKey(parsing: draft.key) } catch { throw Trouble.formExpired }
    guard !form.isTooLarge else { throw ReplyMistake.uploadTooLarge }
    var text: TranslatedText?
    if let typed = form.typed {
      guard typed.count <= ReplyLimits.textCharactersMax else { throw ReplyMistake.tooLong }
      do {
        text = try TranslatedText(
          parsing: [language: typed], kind: "text", charactersMax: ReplyLimits.textCharactersMax)
      } catch { throw ReplyMistake.malformed }
    }
    do {
      return try await found.opened.registry.reply(
        to: found.item.id, key, form.frames(text, draft.names))
    } catch Failure<ReplyRejection>.rejected(.alreadyReplied(let receipt)) {
      return receipt
    }
  }

  /// Nil where nobody can tell it now: what was typed is worth more.
  private func name(
    of sender: EnterpriseNumber, _ found: Found<Message>, _ words: Words
  ) async -> (text: String, language: Language, isFilled: Bool)? {
    do {
      return try await directory.organization(sender, in: found.opened)?.name.text(in: words.language)
    } catch { return nil }
  }

  private func newKey() -> String { Data(parts.random.bytes(24)).base64URL }

  private func page(
    _ found: Found<Message>, _ draft: ReplyDraft, _ reader: Reader, _ asked: Asked
  ) async throws -> Response {
    let (message, words) = (found.item, asked.words)
    let subject = message.subject.text(in: words.language)
    let sender = await name(of: message.sender, found, words)
    var values: [String: any Sendable] = [
      "back": Destination.message(message.id).address, "action": Destination.reply(message.id).address,
      "subject": subject.text, "subjectLang": subject.language.rawValue,
      "sender": [
        "name": sender?.text ?? message.sender.digits,
        "lang": (sender?.language ?? words.language).rawValue,
      ],
      "formToken": forms.token(for: reader.session.cookie), "key": draft.key, "typed": draft.text,
      "textHint": words.filled(.replyTextHint, ["max": "\(ReplyLimits.textCharactersMax)"]),
      "textMax": "\(ReplyLimits.textCharactersMax)",
      "filesHint": words.filled(.replyFilesHint, ["max": "\(ReplyLimits.attachmentsMax)"]),
      "accepted": MediaType.allowedForAttachments.map(\.text).sorted().joined(separator: ","),
    ]
    if case .unknown? = draft.mistake {
      values["unsure"] = words[.replyUnknown]
    } else if let mistake = draft.mistake {
      let text = await mistake.text(words) { await draft.names.name($0) }
      values[mistake.isAtText ? "textError" : mistake.isAtFiles ? "filesError" : "error"] = text
      values["isWrong"] = true
      if !draft.text.isEmpty { values["isKept"] = true }
    }
    if case .otherSent(let receipt)? = draft.mistake {
      values["first"] = SentReplies([receipt], to: message.id, sent: nil, words).values
    }
    let isWrong = values["isWrong"] != nil
    let response = PageResponse(
      .reply, title: (isWrong ? words[.replyWrong] + ": " : "") + words[.replyTitle],
      values: values,
      status: draft.mistake?.status ?? .ok)
    return self.page(response, reader.session, asked)
  }
}

/// A reply as it stands in its form.
struct ReplyDraft: Sendable {
  /// By which it is sent once.
  let key: String
  var text = ""
  var mistake: ReplyMistake?
  let names = ReplyForm.FileNames()
}

extension ReplyMistake {
  fileprivate var status: HTTPResponse.Status {
    switch self {
    case .unknown: .serviceUnavailable
    case .otherSent: .conflict
    case .empty, .tooLong, .malformed, .files, .uploadTooLarge, .tooMuchToday, .notTaken, .tooMany,
      .tooManyAtOnce:
      .unprocessableContent
    }
  }

  /// For the trail.
  var code: String {
    switch self {
    case .empty, .tooLong, .malformed: "replyTextInvalid"
    case .files(let rejection): rejection.code
    case .uploadTooLarge: "uploadTooLarge"
    case .tooMuchToday(let max): ReplyRejection.tooManyBytes(max: max).code
    case .notTaken: ReplyRejection.replyNotAllowed.code
    case .tooMany(let max): ReplyRejection.tooManyReplies(max: max).code
    case .tooManyAtOnce(let max): ReplyRejection.tooManyAtOnce(max: max).code
    case .otherSent(let receipt): ReplyRejection.otherReplySent(receipt).code
    case .unknown: "outcomeUnknown"
    }
  }
}
