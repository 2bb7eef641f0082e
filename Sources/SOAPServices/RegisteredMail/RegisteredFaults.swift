import Contracts

extension SOAPFault {
  /// A rule turned it down, by the contract's code for what has none of its own.
  static func mail(_ why: String) -> SOAPFault { .business("EPOST_T01", why) }

  static let unknownTicket = SOAPFault.business("REPO_B01", "There is no such Ticket of this application.")

  /// The seal is made soon after the fact: who asks again gets it.
  static let notSealedYet = SOAPFault.technical(
    "SEPIA_T01",
    "The document was taken and is kept; its receipt is still being signed: send the same Token again."
  )

  /// What the registry's rejections are in the codes of the contract.
  init(sending rejection: PublicationRejection) {
    switch rejection {
    case .digestMismatch:
      self = .business("FILE_B01", "The digest of a document differs from that of its bytes.")
    case .senderIsNotCaller, .tripletNotRegistered:
      self = .mail("The institution may not send this Type from this application.")
    case .senderSuspended: self = .notAuthorized("This sender is suspended.")
    case .registeredMailNotOffered: self = .mail("Documents of this Type are not registered mail.")
    case .updateNotAllowed, .ticketTaken: self = .mail("Something else was sent under this Token.")
    case .businessDataNotAllowed(let key): self = .mail("The Type has no meta \(key).")
    case .businessDataRepeated(let key): self = .mail("Meta \(key) is given twice.")
    case .businessDataInvalid(let key):
      self = .mail("A value of meta \(key) is not what the Type allows.")
    case .businessDataMissing(let key): self = .mail("The Type requires meta \(key).")
    default: self = .mail(Self.contentMessage(rejection))
    }
  }

  init(proving rejection: ProofRejection) {
    switch rejection {
    // `notAccepted` is told to citizens only, and they have no Ticket.
    case .messageNotFound, .proofNotFound, .notAccepted: self = .unknownTicket
    case .notSealedYet: self = .notSealedYet
    }
  }
}
