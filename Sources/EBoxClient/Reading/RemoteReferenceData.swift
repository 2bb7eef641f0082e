import Contracts
import NIOHTTP1
import Vocabulary

struct RemoteReferenceData: ReferenceData {
  let transport: Transport

  func messageTypes(_ page: PageRequest) async throws(Failure<Never>) -> Page<MessageType> {
    try await list("messageTypes", page) { (answer: MessageTypeAnswer) in try answer.messageType() }
  }

  func messageType(_ id: MessageTypeID) async throws(Failure<Never>) -> MessageType? {
    try await item("messageTypes", id.text) { (answer: MessageTypeAnswer) in try answer.messageType() }
  }

  func applications(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderApplication> {
    try await list("senderApplications", page) { (answer: ApplicationAnswer) in try answer.application() }
  }

  func application(_ id: ApplicationID) async throws(Failure<Never>) -> SenderApplication? {
    try await item("senderApplications", id.text) { (answer: ApplicationAnswer) in try answer.application() }
  }

  func organizations(_ page: PageRequest) async throws(Failure<Never>) -> Page<SenderOrganization> {
    try await list("senderOrganizations", page) { (answer: OrganizationAnswer) in try answer.organization() }
  }

  func organization(_ number: EnterpriseNumber) async throws(Failure<Never>) -> SenderOrganization? {
    try await item("senderOrganizations", number.digits) { (answer: OrganizationAnswer) in
      try answer.organization()
    }
  }

  func image(_ id: ImageID, of owner: LogoOwner) async throws(Failure<Never>) -> [UInt8]? {
    let place =
      switch owner {
      case .organization(let number): "senderOrganizations/\(number.digits)"
      case .application(let application): "senderApplications/\(application.text.componentEncoded)"
      }
    do {
      let response = try await transport.send(
        .GET, "/refData/\(place)/images/\(id.text.componentEncoded)/content"
      ) { _ -> Never? in nil }
      return try await response.bytes(max: Logo.bytesMax)
    } catch {
      return try unlessMissing(error)
    }
  }

  /// Nil for what is not there.
  private func unlessMissing<Value>(_ failure: Failure<Never>) throws(Failure<Never>) -> Value? {
    guard case .outcomeUnknown(let cause) = failure, let fault = cause as? ClientFault,
      case .refused(status: 404, _) = fault
    else { throw failure }
    return nil
  }

  private func list<Answer: Decodable, Value: Sendable>(
    _ name: String, _ page: PageRequest, _ value: (Answer) throws -> Value
  ) async throws(Failure<Never>) -> Page<Value> {
    let path = "/refData/\(name)?page=\(page.number)&pageSize=\(page.size)"
    let response = try await transport.send(.GET, path) { _ -> Never? in nil }
    return try await response.decode(ListAnswer<Answer>.self) { try $0.page(page, value) }
  }

  private func item<Answer: Decodable, Value>(
    _ name: String, _ id: String, _ value: (Answer) throws -> Value
  ) async throws(Failure<Never>) -> Value? {
    do {
      let response = try await transport.send(.GET, "/refData/\(name)/\(id.componentEncoded)") {
        _ -> Never? in nil
      }
      return try await response.decode(Answer.self, value) as Value
    } catch {
      return try unlessMissing(error)
    }
  }
}
