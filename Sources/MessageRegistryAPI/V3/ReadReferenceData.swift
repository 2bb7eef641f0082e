import Contracts
import HTTPTypes
import Hummingbird
import Vocabulary

/// GET /refData/…: the same for every caller; single items may be kept a day (reference §2.2).
enum ReadReferenceData {
  static let secondsKept = 86_400

  static func messageTypes(_ exchange: Exchange) async throws -> Response {
    try await list(exchange, \.json) { (request: PageRequest) async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.messageTypes(request)
    }
  }

  static func messageType(_ exchange: Exchange) async throws -> Response {
    let id = try exchange.pathID("messageTypeId", MessageTypeID.init(parsing:))
    return try await item(exchange, \.json) { () async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.messageType(id)
    }
  }

  static func applications(_ exchange: Exchange) async throws -> Response {
    try await list(exchange, \.json) { (request: PageRequest) async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.applications(request)
    }
  }

  static func application(_ exchange: Exchange) async throws -> Response {
    let id = try exchange.pathID("applicationId", ApplicationID.init(parsing:))
    return try await item(exchange, \.json) { () async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.application(id)
    }
  }

  static func organizations(_ exchange: Exchange) async throws -> Response {
    try await list(exchange, \.json) { (request: PageRequest) async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.organizations(request)
    }
  }

  static func organization(_ exchange: Exchange) async throws -> Response {
    let number = try exchange.pathID("organizationId", EnterpriseNumber.init(parsing:))
    return try await item(exchange, \.json) { () async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.organization(number)
    }
  }

  private static func list<Item: Sendable>(
    _ exchange: Exchange, _ json: (Item) -> JSON,
    _ find: (PageRequest) async throws(Failure<Never>) -> Page<Item>
  ) async throws -> Response {
    let reader = QueryReader(exchange.request, names: ["page", "pageSize"])
    let request = reader.page()
    try reader.finish()
    let page = try await exchange.ask { () async throws(Failure<Never>) in try await find(request) }
    return exchange.json(page.json(path: exchange.href(exchange.endpoint.path), filters: "", json))
  }

  private static func item<Item>(
    _ exchange: Exchange, _ json: (Item) -> JSON, _ find: () async throws(Failure<Never>) -> Item?
  ) async throws -> Response {
    guard let item = try await exchange.ask(find) else { throw EdgeRefusal.resourceNotFound }
    return exchange.json(
      json(item),
      headers: [.cacheControl: "public, no-transform, proxy-revalidate, max-age=\(secondsKept)"])
  }
}
