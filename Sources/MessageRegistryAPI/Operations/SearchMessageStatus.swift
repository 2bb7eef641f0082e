import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import Vocabulary

/// POST /searchMessageStatus: answered 201, as the contract has it (reference §10).
enum SearchMessageStatus {
  static func serve(_ exchange: Exchange) async throws -> Response {
    let registry = try exchange.sender()
    let type = exchange.request.headers[.contentType] ?? ""
    guard type.lowercased().hasPrefix("application/json") else {
      throw EdgeRefusal.unsupportedMediaType(expected: "application/json")
    }
    let queries = try queries(try await exchange.body.collect(), exchange.wire)
    let statuses = try await exchange.ask { () async throws(Failure<Never>) in
      try await registry.status(of: queries)
    }
    return exchange.json(.array(statuses.map(exchange.wire.json(_:))), status: .created)
  }

  private static func queries(_ bytes: [UInt8], _ wire: any Wire) throws(EdgeRefusal) -> [StatusQuery] {
    let reader = InputReader()
    let elements = reader.elements(
      try InputReader.document(bytes), at: "", countMax: PublicationLimits.statusQueriesMax)
    let queries = elements.compactMap { path, value -> StatusQuery? in
      guard let object = reader.object(value, at: path, names: ["messageId", "eboxId"]) else { return nil }
      let message = reader.parsed("messageId", of: object, isRequired: true, by: MessageID.init(parsing:))
      let recipient = wire.eboxID(reader, object, named: "eboxId")
      guard let message, let recipient else { return nil }
      return StatusQuery(message: message, recipient: recipient)
    }
    try reader.finish()
    return queries
  }
}
