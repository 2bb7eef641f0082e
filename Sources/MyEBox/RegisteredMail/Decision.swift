import AuditTrail
import Contracts
import Hummingbird
import Pages
import Vocabulary

extension MyEBox {
  /// Asks once more before registered mail is refused: a refusal is final. Where nothing waits for a decision
  /// it leads to the message, which says what stands.
  func refusal(_ asked: Asked, _ id: MessageID) async throws -> Response {
    let act = Act(action: .describe, message: id)
    return try await signedIn(asked, at: .message(id), act) { reader in
      let found = try await OneInbox(registries: reader.registries).message(id)
      let (message, words) = (found.item, asked.words)
      let back = Destination.message(id).address
      guard case .awaitingAcceptance(let until)? = message.delivery?.state(at: parts.time.now()) else {
        return (.redirect(back), act)
      }
      let subject = message.subject.text(in: words.language)
      let sender = try await directory.organization(message.sender, in: found.opened)?.name
        .text(in: words.language)
      let values: [String: any Sendable] = [
        "back": back, "action": back + "/decision", "subject": subject.text,
        "subjectLang": subject.language.rawValue,
        "sender": [
          "name": sender?.text ?? message.sender.digits,
          "lang": (sender?.language ?? words.language).rawValue,
        ],
        "until": words.filled(.registeredUntil, ["date": WrittenTerm.end(until, words.language)]),
        "formToken": forms.token(for: reader.session.cookie),
      ]
      let page = PageResponse(.refusal, title: words[.registeredRefuseTitle], values: values)
      return (self.page(page, reader.session, asked), act)
    }
  }

  /// Takes the citizen's decision on registered mail and leads to the message (R-REG-3). Where another
  /// decision stands already, or the period is over, the message says so (409).
  func decide(_ asked: Asked, _ id: MessageID) async throws -> Response {
    var act = Act(action: .decide, message: id)
    return try await signedIn(asked, at: .message(id), act) { reader in
      let fields = try await form(asked, of: reader.session.cookie)
      guard let decision = fields["decision"].flatMap(AcceptanceDecision.init(rawValue:)) else {
        throw Trouble.formExpired
      }
      act.details = ["decision": decision.rawValue]
      let inbox = OneInbox(registries: reader.registries)
      let found = try await inbox.message(id)
      guard let mailbox = found.opened.registeredMail else { throw Trouble.contentGone }
      do {
        _ = try await mailbox.decide(decision, on: id)
      } catch Failure<AcceptanceRejection>.rejected(let rejection) {
        guard case .alreadyDecided = rejection else { throw Failure.rejected(rejection) }
        act.outcome = .rejected
        act.code = rejection.code
        let (page, _) = try await messagePage(
          try await inbox.message(id), .elsewhere, reader, asked, status: .conflict)
        return (page, act)
      }
      let address = Destination.message(id).address
      return (.redirect("\(address)?decided=\(decision.rawValue)#registered"), act)
    }
  }
}
