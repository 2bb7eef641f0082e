import Contracts
import EdgeHTTP
import Hummingbird
import TrustServices
import Vocabulary

/// One authenticated request on its way to an answer.
struct SOAPExchange {
  let payload: XMLElement
  let message: IncomingMessage
  let identity: RegisteredCertificate.Identity
  let requestID: Contracts.RequestID
  /// When it came.
  let at: Instant

  /// - Parameter represented: for whom a sender with a mandate acts; nil for itself.
  func sender(for represented: EnterpriseNumber? = nil) -> SenderCaller {
    SenderCaller(
      clientID: identity.clientID, organization: identity.organization, represented: represented,
      scopes: identity.scopes, requestID: requestID)
  }

  /// Reads the rest: this operation takes no attachments.
  func checkNoAttachments() async throws {
    guard var reader = message.attachments else { return }
    while let step = try await reader.next() {
      if case .part = step { throw SOAPFault.content("This operation takes no attachments.") }
    }
  }

  /// Asks a party, and turns its failure into what is answered: what it audited as ``AuditedFault``, the
  /// edge's own refusal where the request was at fault, the cause of a fault.
  func ask<Value, Rejection>(
    _ fault: (Rejection) -> SOAPFault, denied: (Denial) -> SOAPFault = SOAPFault.init(_:),
    _ question: () async throws(Failure<Rejection>) -> Value
  ) async throws -> Value {
    do { return try await question() } catch {
      switch error {
      case .rejected(let rejection): throw AuditedFault(fault: fault(rejection))
      case .denied(let denial): throw AuditedFault(fault: denied(denial))
      case .overloaded: throw AuditedFault(fault: .temporarilyUnavailable)
      case .interrupted(let cause), .outcomeUnknown(let cause): throw cause
      }
    }
  }

  /// Of operations that name no sender: who is nobody's representative any more may not ask.
  func ask<Value>(_ question: () async throws(Failure<Never>) -> Value) async throws -> Value {
    func none(_ rejection: Never) -> SOAPFault {}
    return try await ask(none, denied: { _ in .mayNotAsk }, question)
  }
}

/// A fault that a party has on record already.
struct AuditedFault: Error {
  let fault: SOAPFault
}

extension SOAPFault {
  init(_ denial: Denial) {
    switch denial {
    case .noMandate: self = .business(20, "The institution may not publish for that institution.")
    case .missingScope, .assuranceTooLow, .boxNotActive, .channelNotLinked, .senderSuspended,
      .senderNotApproved, .senderNotRegistered, .prefetchNotAllowed:
      self = .mayNotAsk
    }
  }

  fileprivate static let mayNotAsk = SOAPFault.notAuthorized("This sender may not do this.")
}
