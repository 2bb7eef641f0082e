import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// GET of message types, applications, organisations and their logos: the same for every caller; single items
/// may be kept a day (reference §2.2).
enum ReadReferenceData {
  static let secondsKept = 86_400

  static func messageTypes(_ exchange: Exchange) async throws -> Response {
    try await list(
      exchange, { exchange.wire.json($0) },
      { (request: PageRequest) async throws(Failure<Never>) in
        try await exchange.api.registry.referenceData.messageTypes(request)
      })
  }

  static func messageType(_ exchange: Exchange) async throws -> Response {
    let id = try exchange.pathID("messageTypeId", MessageTypeID.init(parsing:))
    return try await item(exchange, { exchange.wire.json($0) }) { () async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.messageType(id)
    }
  }

  static func applications(_ exchange: Exchange) async throws -> Response {
    try await list(
      exchange, { exchange.wire.json($0, href: href(exchange, $0.id.text)) },
      { (request: PageRequest) async throws(Failure<Never>) in
        try await exchange.api.registry.referenceData.applications(request)
      })
  }

  static func application(_ exchange: Exchange) async throws -> Response {
    let id = try exchange.pathID("senderApplicationId", ApplicationID.init(parsing:))
    let href = href(exchange, id.text)
    return try await item(exchange, { exchange.wire.json($0, href: href) }) {
      () async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.application(id)
    }
  }

  static func organizations(_ exchange: Exchange) async throws -> Response {
    try await list(
      exchange, { exchange.wire.json($0, href: href(exchange, $0.number.digits)) },
      { (request: PageRequest) async throws(Failure<Never>) in
        try await exchange.api.registry.referenceData.organizations(request)
      })
  }

  static func organization(_ exchange: Exchange) async throws -> Response {
    let number = try exchange.pathID("senderOrganizationId", EnterpriseNumber.init(parsing:))
    let href = href(exchange, number.digits)
    return try await item(exchange, { exchange.wire.json($0, href: href) }) {
      () async throws(Failure<Never>) in
      try await exchange.api.registry.referenceData.organization(number)
    }
  }

  static func applicationImage(_ exchange: Exchange) async throws -> Response {
    try await image(
      exchange, of: .application(exchange.pathID("senderApplicationId", ApplicationID.init(parsing:))))
  }

  static func organizationImage(_ exchange: Exchange) async throws -> Response {
    try await image(
      exchange, of: .organization(exchange.pathID("senderOrganizationId", EnterpriseNumber.init(parsing:))))
  }

  /// A logo's name says its bytes: it never changes. A drawing (SVG) can't act where a browser opens it.
  private static func image(_ exchange: Exchange, of owner: LogoOwner) async throws -> Response {
    let id = try exchange.pathID("imageId", ImageID.init(parsing:))
    let referenceData = exchange.api.registry.referenceData
    let logo = try await exchange.ask { () async throws(Failure<Never>) in
      switch owner {
      case .organization(let number): try await referenceData.organization(number)?.presentation.logos
      case .application(let id): try await referenceData.application(id)?.presentation.logos
      }
    }?.first { $0.id == id }
    let bytes = try await exchange.ask { () async throws(Failure<Never>) in
      try await referenceData.image(id, of: owner)
    }
    guard let logo, let bytes else { throw EdgeRefusal.resourceNotFound }
    var headers: HTTPFields = [
      .contentType: exchange.wire.contentType(logo), .cacheControl: kept, .xContentTypeOptions: "nosniff",
      .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    ]
    headers[.eTag] = "\"\(id)\""
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private static let kept = "public, no-transform, proxy-revalidate, max-age=\(secondsKept)"

  /// The URL of one item of the list that the address is in.
  private static func href(_ exchange: Exchange, _ id: String) -> String {
    let list = exchange.endpoint.path.split(separator: "/").prefix(2).joined(separator: "/")
    return exchange.href("/\(list)/\(id.extendedValue)")
  }

  private static func list<Item: Sendable>(
    _ exchange: Exchange, _ json: (Item) -> JSON,
    _ find: (PageRequest) async throws(Failure<Never>) -> Page<Item>
  ) async throws -> Response {
    let reader = QueryReader(exchange.request, names: ["page", "pageSize"])
    let request = reader.page()
    try reader.finish()
    let page = try await exchange.ask { () async throws(Failure<Never>) in try await find(request) }
    let links = PageLinks(path: exchange.href(exchange.endpoint.path), filters: "")
    return exchange.json(exchange.wire.json(page, links, json))
  }

  private static func item<Item>(
    _ exchange: Exchange, _ json: (Item) -> JSON, _ find: () async throws(Failure<Never>) -> Item?
  ) async throws -> Response {
    guard let item = try await exchange.ask(find) else { throw EdgeRefusal.resourceNotFound }
    return exchange.json(json(item), headers: [.cacheControl: kept])
  }
}
