/// What a SOAP request is answered with when it is not served, by the codes of the social security's platform
/// (reference §4.1). Carries nothing of the request but names of elements and
/// keys of metadata.
struct SOAPFault: Error, Hashable, Sendable {
  enum Kind: Hashable, Sendable { case system, business }

  /// Who is at the cause of it (`Origin`).
  enum Origin: String, Hashable, Sendable { case consumer, provider }

  let kind: Kind
  let origin: Origin
  let code: String
  let message: String
  /// Whether sending the same again may succeed.
  let retry: Bool

  private init(
    _ kind: Kind, _ code: String, _ message: String, origin: Origin = .consumer, retry: Bool = false
  ) {
    (self.kind, self.origin, self.code, self.message) = (kind, origin, code, message)
    self.retry = retry
  }

  static let fault = SOAPFault(.system, "SOA-00001", "The service has failed.", origin: .provider)
  static func notAuthenticated(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-01001", why) }
  static func notAuthorized(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-01002", why) }
  /// Trying again is of no use.
  static let notAvailable = SOAPFault(
    .system, "SOA-02001", "This service is not available here.", origin: .provider)
  static let temporarilyUnavailable = SOAPFault(
    .system, "SOA-02002", "The service is temporarily unavailable.", origin: .provider, retry: true)
  static func malformed(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-03001", why) }
  static func notSOAP(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-03002", why) }
  static let noBody = SOAPFault(.system, "SOA-03003", "The envelope has no body, or an empty one.")
  /// Against WS-I Basic Profile 1.1 or Attachments Profile 1.0, or past a limit of the message's form.
  static func notInteroperable(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-03004", why) }
  static func notInContract(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-03005", why) }
  static func notValid(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-03006", why) }
  static func content(_ why: String) -> SOAPFault { SOAPFault(.system, "SOA-03007", why) }

  /// A failure of ours by a code of the contract, which may be over soon.
  static func technical(_ code: String, _ why: String) -> SOAPFault {
    SOAPFault(.system, code, why, origin: .provider, retry: true)
  }

  /// A business error; codes 10 to 620 of the guide of EboxMessage.
  static func business(_ code: Int, _ why: String) -> SOAPFault { business("\(code)", why) }
  static func business(_ code: String, _ why: String) -> SOAPFault { SOAPFault(.business, code, why) }
}
