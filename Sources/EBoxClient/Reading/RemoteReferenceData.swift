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
      guard case .outcomeUnknown(let cause) = error, let fault = cause as? ClientFault,
        case .refused(status: 404, _) = fault
      else { throw error }
      return nil
    }
  }
}
