import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// hasAnEbox: whether each has an active eBox here; one answer each, in the order asked.
///
/// Who is no citizen, and a number that is nobody's, has none. LastConnectionDate is not told
/// (docs/contracts/divergences.md).
enum HasAnEbox {
  static func serve(_ exchange: SOAPExchange, _ desk: any TicketDesk) async throws -> Response {
    try await exchange.checkNoAttachments()
    let kind = EboxKind(exchange.payload)
    let asked = try exchange.payload.allTyped("EboxID").map(EboxEntity.init)
    let numbers = asked.map { kind.isCitizen ? $0.nationalNumber : nil }
    let standings = try await exchange.ask { () async throws(Failure<Never>) in
      try await desk.boxes(of: numbers.compactMap(\.self))
    }
    var known = standings.makeIterator()
    let answers = numbers.map { $0 == nil ? nil : known.next() }
    return EboxMessageContract.response("HasAnEboxResponse") { writer in
      kind.write(&writer)
      for (entity, standing) in zip(asked, answers) { write(entity, standing, &writer) }
    }
  }

  private static func write(_ entity: EboxEntity, _ standing: BoxStanding?, _ writer: inout XMLWriter) {
    writer.element("t:Ebox") { writer in
      entity.write("t:Ebox", &writer)
      writer.element("t:Exists", flag: standing?.exists ?? false)
      if let standing, standing.exists { writer.element("t:ExclusivelyEbox", flag: standing.isExclusive) }
    }
  }
}
