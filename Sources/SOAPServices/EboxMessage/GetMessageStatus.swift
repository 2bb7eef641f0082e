import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// getMessageStatus: whether what was published under each ticket was read; messages first, then error cases,
/// each in the order asked.
enum GetMessageStatus {
  private struct Query {
    let entity: EboxEntity
    let ticket: Ticket
  }

  static func serve(_ exchange: SOAPExchange, _ desk: any TicketDesk) async throws -> Response {
    try await exchange.checkNoAttachments()
    let kind = EboxKind(exchange.payload)
    let queries = try exchange.payload.allTyped("Message").map(query)
    let asked = queries.map { query -> TicketQuery? in
      guard kind.isCitizen, let number = query.entity.nationalNumber else { return nil }
      return TicketQuery(ticket: query.ticket, recipient: number)
    }
    let found = try await exchange.ask { () async throws(Failure<Never>) in
      try await desk.status(of: asked.compactMap(\.self))
    }
    var known = found.makeIterator()
    let answers = zip(queries, asked.map { $0 == nil ? .notFound : known.next() ?? .notFound })
    return EboxMessageContract.response("GetMessageStatusResponse") { writer in
      kind.write(&writer)
      for (query, status) in answers { writeFound(query, status, &writer) }
      for (query, status) in answers { writeError(query, status, &writer) }
    }
  }

  private static func query(_ element: XMLElement) throws -> Query {
    guard let entity = element.typed("EboxID"), let ticket = element.typed("MessageID") else {
      throw SOAPFault.notValid("The message is not valid against the schema, at Message.")
    }
    return Query(entity: try EboxEntity(entity), ticket: try Ticket(ticket))
  }

  private static func writeFound(_ query: Query, _ status: TicketStatus, _ writer: inout XMLWriter) {
    guard case .found(_, let readAt) = status else { return }
    writer.element("t:Message") { writer in
      query.entity.write("t:EboxID", &writer)
      query.ticket.write(&writer)
      writer.element("t:HasBeenConsulted", flag: readAt != nil)
    }
  }

  private static func writeError(_ query: Query, _ status: TicketStatus, _ writer: inout XMLWriter) {
    guard let code = status.errorCode else { return }
    writer.element("t:ErrorCase") { writer in
      query.entity.write("t:EboxID", &writer)
      query.ticket.write(&writer)
      writer.element("t:ErrorCode", text: code)
    }
  }
}

extension TicketStatus {
  /// `ErrorStatusCode` of the contract; nil for what was found.
  fileprivate var errorCode: String? {
    switch self {
    case .found: nil
    case .notAuthorized: "NOT_AUTHORIZED"
    case .notFound: "NOT_FOUND"
    case .severalSequences: "MULTIPLE_RESULTS_SPECIFY_SEQUENCE"
    }
  }
}
