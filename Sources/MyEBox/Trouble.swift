import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Pages
import Storage

/// What stands between a citizen and the page that was asked for. Each has a page that says what to do.
enum Trouble: Error {
  /// No session; the provider is asked, and the citizen comes back to where the wish was.
  case signInNeeded(Destination)
  case sessionOver
  case formExpired
  case signInFailed, signInCancelled
  case assuranceTooLow
  case boxNotActive
  case channelNotLinked
  case messageGone
  case contentGone
  /// Registered mail that was not accepted.
  case notAccepted
  /// The seal of a proof is still being made.
  case proofBeingMade
  /// Bytes in the content.
  case rangeNotSatisfiable(size: Int64)
  case overloaded(retryAfterSeconds: Int)
  /// A document provider or the provider does not answer.
  case unavailable
  case fault(any Error)

  /// Whether nothing more can be seen with this session.
  var endsSession: Bool {
    switch self {
    case .sessionOver, .boxNotActive, .channelNotLinked: true
    default: false
    }
  }

  /// Whether the one that was asked can't answer now, which says nothing of the others.
  var isPassing: Bool {
    switch self {
    case .overloaded, .unavailable: true
    default: false
    }
  }

  /// The stable code, for the trail.
  var code: String {
    switch self {
    case .signInNeeded: "signInNeeded"
    case .sessionOver: "sessionOver"
    case .formExpired: "formExpired"
    case .signInFailed: "signInFailed"
    case .signInCancelled: "signInCancelled"
    case .assuranceTooLow: "assuranceTooLow"
    case .boxNotActive: "boxNotActive"
    case .channelNotLinked: "channelNotLinked"
    case .messageGone: "messageNotFound"
    case .contentGone: "contentNotFound"
    case .notAccepted: "notAccepted"
    case .proofBeingMade: "proofNotSealedYet"
    case .rangeNotSatisfiable: "rangeNotSatisfiable"
    case .overloaded: "overloaded"
    case .unavailable: "unavailable"
    case .fault: "fault"
    }
  }

  init(_ error: any Error) {
    switch error {
    case let trouble as Trouble: self = trouble
    case let failure as Failure<ReadingRejection>: self = Trouble(failure: failure)
    case let failure as Failure<ReplyRejection>: self = Trouble(failure: failure)
    case let failure as Failure<AcceptanceRejection>: self = Trouble(failure: failure)
    case let failure as Failure<ProofRejection>: self = Trouble(failure: failure)
    case is BodyInterrupted: self = .unavailable
    case let failure as Failure<Never>: self = Trouble(failure: failure)
    case StorageFailure.overloaded: self = .overloaded(retryAfterSeconds: Trouble.retryAfterSeconds)
    default: self = .fault(error)
    }
  }

  private init<Rejection>(failure: Failure<Rejection>) {
    switch failure {
    case .rejected(let rejection):
      self =
        switch rejection as any Error {
        case let reading as ReadingRejection: Trouble.rejected(reading)
        case let reply as ReplyRejection where reply == .messageNotFound: .messageGone
        case let decision as AcceptanceRejection: Trouble.rejected(decision)
        case let proof as ProofRejection: Trouble.rejected(proof)
        default: .fault(rejection)
        }
    case .denied(.assuranceTooLow): self = .assuranceTooLow
    case .denied(.boxNotActive): self = .boxNotActive
    case .denied(.channelNotLinked): self = .channelNotLinked
    case .denied(.missingScope(let scope)): self = .fault(Denial.missingScope(scope))
    case .denied(.noMandate): self = .fault(Denial.noMandate)
    case .denied(.senderSuspended): self = .fault(Denial.senderSuspended)
    case .denied(.senderNotApproved): self = .fault(Denial.senderNotApproved)
    case .denied(.senderNotRegistered): self = .fault(Denial.senderNotRegistered)
    case .denied(.prefetchNotAllowed): self = .fault(Denial.prefetchNotAllowed)
    case .overloaded(let seconds): self = .overloaded(retryAfterSeconds: seconds)
    case .interrupted, .outcomeUnknown: self = .unavailable
    }
  }

  private static func rejected(_ rejection: ReadingRejection) -> Trouble {
    switch rejection {
    case .messageNotFound: .messageGone
    case .notAccepted: .notAccepted
    case .contentNotFound: .contentGone
    case .rangeNotSatisfiable: .rangeNotSatisfiable(size: 0)
    case .notFetchedAhead: .fault(rejection)
    }
  }

  private static func rejected(_ rejection: AcceptanceRejection) -> Trouble {
    switch rejection {
    case .messageNotFound: .messageGone
    case .nothingToDecide: .contentGone
    case .alreadyDecided: .fault(rejection)
    }
  }

  private static func rejected(_ rejection: ProofRejection) -> Trouble {
    switch rejection {
    case .messageNotFound: .messageGone
    case .proofNotFound: .contentGone
    case .notAccepted: .notAccepted
    case .notSealedYet: .proofBeingMade
    }
  }

  private static let retryAfterSeconds = 2
  fileprivate static let proofRetrySeconds = 60
}

extension MyEBox {
  /// The page that explains a trouble.
  func response(_ trouble: Trouble, _ asked: Asked) -> Response {
    if case .signInNeeded(let destination) = trouble {
      do { return try beginSignIn(asked, to: destination) } catch { return response(.fault(error), asked) }
    }
    var response = pages.response(.notice(notice(trouble, asked)), to: asked.visit)
    switch trouble {
    case .overloaded(let seconds): response.headers[.retryAfter] = String(seconds)
    case .proofBeingMade: response.headers[.retryAfter] = String(Trouble.proofRetrySeconds)
    case .rangeNotSatisfiable(let size): response.headers[.contentRange] = "bytes */\(size)"
    case _ where trouble.endsSession: response.headers[values: .setCookie].append(sessionCookie.clear)
    default: break
    }
    return response
  }

  private func notice(_ trouble: Trouble, _ asked: Asked) -> PageNotice {
    let words = asked.words
    let again = PageLink(words[.signIn], "/signin")
    let inbox = PageLink(words[.backToInbox], "/inbox")
    func page(
      _ title: TextKey, _ text: TextKey, _ status: HTTPResponse.Status, _ link: PageLink,
      reference: String? = nil
    ) -> PageNotice {
      PageNotice(
        title: words[title], paragraphs: [words[text]], links: [link], status: status, reference: reference)
    }
    switch trouble {
    case .sessionOver, .signInNeeded: return page(.sessionOverTitle, .sessionOverText, .forbidden, again)
    case .formExpired:
      return page(.formExpiredTitle, .formExpiredText, .forbidden, PageLink(words[.backToStart], "/"))
    case .signInFailed: return page(.signInFailedTitle, .signInFailedText, .badRequest, again)
    case .signInCancelled: return page(.signInCancelledTitle, .signInCancelledText, .forbidden, again)
    case .assuranceTooLow:
      return page(
        .assuranceTooLowTitle, .assuranceTooLowText, .forbidden,
        PageLink(words[.signInHigher], "/signin?level=high"))
    case .boxNotActive:
      return page(.boxNotActiveTitle, .boxNotActiveText, .forbidden, PageLink(words[.activate], "/signin"))
    case .channelNotLinked:
      return page(
        .channelNotLinkedTitle, .channelNotLinkedText, .forbidden, PageLink(words[.linkChannel], "/signin"))
    case .messageGone: return page(.messageGoneTitle, .messageGoneText, .notFound, inbox)
    case .contentGone: return page(.contentGoneTitle, .contentGoneText, .notFound, inbox)
    case .notAccepted: return page(.notAcceptedTitle, .notAcceptedText, .forbidden, inbox)
    case .proofBeingMade: return page(.proofsTitle, .proofBeingMade, .serviceUnavailable, inbox)
    case .rangeNotSatisfiable: return page(.contentGoneTitle, .contentGoneText, .rangeNotSatisfiable, inbox)
    case .overloaded:
      return page(.overloadedTitle, .overloadedText, .serviceUnavailable, PageLink(words[.tryAgain], "?"))
    case .unavailable:
      return page(.unavailableTitle, .unavailableText, .serviceUnavailable, inbox, reference: asked.id.text)
    case .fault:
      return page(
        .faultTitle, .faultText, .internalServerError, PageLink(words[.backToStart], "/"),
        reference: asked.id.text)
    }
  }
}
