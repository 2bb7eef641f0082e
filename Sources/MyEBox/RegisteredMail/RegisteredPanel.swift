import Archive
import Contracts
import Pages
import Vocabulary

/// What just came of a decision, for the page that follows it.
enum DecisionNews: Hashable, Sendable {
  case accepted, refused
  /// Nothing was changed: another decision stood, or the period was over.
  case elsewhere
}

extension MyEBox {
  /// What the page of a message says of registered mail: what can be decided, or what stands, and its proofs.
  func registered(
    _ found: Found<Message>, _ news: DecisionNews?, _ reader: Reader, _ words: Words
  ) async -> [String: any Sendable] {
    guard let delivery = found.item.delivery else { return [:] }
    let written = WrittenDelivery(
      delivery, now: parts.time.now(), channels: settings.channelNames, words)
    var values: [String: any Sendable] = [:]
    if let badge = written.badge { values["deliveryBadge"] = ["kind": badge.kind, "text": badge.text] }
    if let news { values["decisionNews"] = ["kind": news.kind, "text": words[news.key]] }
    if case .awaitingAcceptance(let until) = written.state {
      values["decide"] = decide(found.item.id, until: until, reader, words)
    } else if delivery.acceptUntil != nil || !delivery.isOpen, let outcome = written.outcome {
      values["stands"] = ["outcome": outcome, "isClosed": !delivery.isOpen] as [String: any Sendable]
    }
    values["proofs"] = await proofs(found, delivery, written, words)
    return values
  }

  private func decide(
    _ id: MessageID, until: Instant, _ reader: Reader, _ words: Words
  ) -> [String: any Sendable] {
    let address = Destination.message(id).address
    return [
      "until": words.filled(.registeredUntil, ["date": WrittenTerm.end(until, words.language)]),
      "isNear": WrittenTerm.isEnding(until, now: parts.time.now()),
      "address": address + "/decision", "refusal": address + "/refuse",
      "formToken": forms.token(for: reader.session.cookie),
    ]
  }

  /// Each fact with its proof, or why there is none yet: it is still being made, or it describes what the
  /// citizen may still accept. A registry that can't tell now takes nothing else from the page.
  private func proofs(
    _ found: Found<Message>, _ delivery: RegisteredDelivery, _ written: WrittenDelivery, _ words: Words
  ) async -> [String: any Sendable] {
    var sealed: Set<EvidenceID>?
    if let mailbox = found.opened.registeredMail {
      do { sealed = try await mailbox.proofs(of: found.item.id) } catch { sealed = nil }
    }
    let folder = Destination.message(found.item.id).address + "/proofs"
    let isAwaiting =
      switch written.state {
      case .awaitingAcceptance: true
      default: false
      }
    let facts = written.lines.map { line -> [String: any Sendable] in
      var values: [String: any Sendable] = ["text": line.text]
      guard delivery.citizenMayHaveProof(of: line.fact) else {
        if isAwaiting { values["isOnceAccepted"] = true }
        return values
      }
      guard let sealed else { return values }
      if sealed.contains(line.fact.id) {
        let address = "\(folder)/\(line.fact.id)"
        values["proof"] = [
          "document": address + "/evidence.xml", "seal": address + "/evidence.p7s",
        ]
      } else {
        values["isBeingMade"] = true
      }
      return values
    }
    return [
      "facts": facts, "areUnknown": sealed == nil, "help": "/help?lang=\(words.language.rawValue)#proofs",
    ]
  }
}

extension DecisionNews {
  /// What the address of a page says that was led to; only what the message itself confirms.
  init?(_ asked: String?, _ delivery: RegisteredDelivery?) {
    switch asked {
    case AcceptanceDecision.accept.rawValue where delivery?.fact(.consignmentAcceptance) != nil:
      self = .accepted
    case AcceptanceDecision.refuse.rawValue where delivery?.fact(.consignmentRejection) != nil:
      self = .refused
    default: return nil
    }
  }

  fileprivate var kind: String { self == .elsewhere ? "notice" : "notice good" }

  fileprivate var key: TextKey {
    switch self {
    case .accepted: .registeredJustAccepted
    case .refused: .registeredJustRefused
    case .elsewhere: .registeredElsewhere
    }
  }
}
