package import Contracts
package import Pages
package import Vocabulary

/// Where a piece of registered mail stands, in words: for My eBox, the provider's pages and the archive.
package struct WrittenDelivery: Sendable {
  /// One thing that happened to it.
  package struct Line: Sendable {
    package let fact: RegisteredMailFact
    /// A whole phrase with its moment.
    package let text: String
  }

  package let state: RegisteredDelivery.State
  /// Oldest first.
  package let lines: [Line]
  private let acceptUntil: Instant?
  private let now: Instant
  private let words: Words

  /// - Parameter channels: their names; one that is not in it is called by its id.
  package init(
    _ delivery: RegisteredDelivery, now: Instant, channels: [ChannelID: TranslatedText] = [:], _ words: Words
  ) {
    state = delivery.state(at: now)
    acceptUntil = delivery.acceptUntil
    lines = delivery.facts.map { Line(fact: $0, text: Self.text(of: $0, channels, words)) }
    (self.now, self.words) = (now, words)
  }

  /// The classes and the text of its badge; nil for what was delivered without a decision.
  package var badge: (kind: String, text: String)? {
    switch state {
    case .awaitingAcceptance(let until):
      let date = WrittenTerm.end(until, words.language)
      let kind = WrittenTerm.isEnding(until, now: now) ? "badge warn" : "badge calm"
      return (kind, words.filled(.registeredDecideBy, ["date": date]))
    case .delivered: return acceptUntil == nil ? nil : ("badge good", words[.registeredAccepted])
    case .refused: return ("badge danger", words[.registeredRefused])
    case .unanswered: return ("badge danger", words[.registeredUnanswered])
    case .notDelivered: return ("badge danger", words[.registeredNotDelivered])
    }
  }

  /// How it ended, with the moment; nil while it waits.
  package var outcome: String? {
    switch state {
    case .awaitingAcceptance: nil
    case .delivered: line(.consignmentAcceptance) ?? line(.contentConsignment)
    case .refused: line(.consignmentRejection)
    case .unanswered(let at): line(.acceptanceRejectionExpiry) ?? Self.expiry(at, words)
    case .notDelivered: line(.contentConsignmentFailure)
    }
  }

  private func line(_ event: RegisteredMailEvent) -> String? { lines.first { $0.fact.event == event }?.text }

  private static func expiry(_ at: Instant, _ words: Words) -> String {
    words.filled(.factExpiry, ["date": WrittenTime(at, in: words.language).dateAndTime])
  }

  private static func text(
    of fact: RegisteredMailFact, _ channels: [ChannelID: TranslatedText], _ words: Words
  ) -> String {
    var values = ["date": WrittenTime(fact.at, in: words.language).dateAndTime]
    if let channel = fact.channel {
      values["channel"] = channels[channel]?.text(in: words.language).text ?? channel.text
    }
    return words.filled(key(of: fact), values)
  }

  private static func key(of fact: RegisteredMailFact) -> TextKey {
    switch fact.event {
    case .submissionAcceptance: .factSubmission
    case .notificationForAcceptance: .factNotification
    case .consignmentAcceptance: .factAcceptance
    case .consignmentRejection: .factRejection
    case .acceptanceRejectionExpiry: .factExpiry
    case .contentConsignment: .factConsignment
    case .contentConsignmentFailure:
      switch fact.reason {
      case .noConsent?, nil: .factNoConsent
      case .consentWithdrawn?: .factConsentWithdrawn
      }
    case .contentHandover: .factHandover
    }
  }
}
