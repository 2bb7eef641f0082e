import ArgumentParser
import Contracts
import EBoxClient
import Vocabulary

/// `ebox events`.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Tells a sender what happened to its messages and to its citizens' consents.",
    discussion: """
      Oldest first, of the last 31 days. Each line begins with the event's number; ask again with --after \
      and the number that the end names. A consent event names the sender's last message to that citizen, a \
      withdrawal also what was not read and has to go on paper.

      EXAMPLES
        ebox events
        ebox events --after 1042 --type readDocument
        ebox events --follow --json
      """)

  /// Between two questions of `--follow`: each is on record.
  static let followSeconds = 30

  @OptionGroup var sender: SenderOptions

  @Option(help: ArgumentHelp("What comes after this event.", valueName: "number"))
  var after: Int64 = 0

  @Option(help: ArgumentHelp("One kind only: \(kinds).", valueName: "kind"))
  var type: String?

  @Flag(help: "Goes on until it is ended, and asks every half a minute.")
  var follow = false

  @Flag(help: "Print JSON, one event a line.")
  var json = false

  private static var kinds: String { Event.Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  func validate() throws {
    if let type, Event.Kind(rawValue: type) == nil {
      throw ValidationError("`\(type)` is no kind of event; there are \(Self.kinds).")
    }
    guard after >= 0 else { throw ValidationError("--after is the number of an event.") }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let registry = try sender.resolve().client(http).sender
      var place = Place(last: after)
      while try await tellMore(of: registry, &place), follow || place.hasNext {
        if !place.hasNext { try await Task.sleep(for: .seconds(Self.followSeconds)) }
      }
      guard !json else { return Terminal.note("Up to \(place.last).") }
      Terminal.result(
        place.count == 0 ? "Nothing new. Ask with --after \(place.last)." : "Up to \(place.last).")
    }
  }

  /// How far it is told.
  private struct Place {
    var last: Int64
    var count = 0
    var hasNext = false
  }

  /// One page. Where the registry is away for now, `--follow` asks again later.
  /// - Returns: false when nobody reads any more.
  private func tellMore(of registry: any SenderRegistry, _ place: inout Place) async throws -> Bool {
    let query = try SenderEventQuery(
      after: place.last, size: SenderEventQuery.sizeMax, kind: type.flatMap(Event.Kind.init(rawValue:)))
    let events: SenderEvents
    do throws(Failure<Never>) { events = try await registry.events(query) } catch {
      guard follow, error.isPassing else { throw error }
      place.hasNext = false
      return true
    }
    if events.hasGap {
      Terminal.note("After \(place.last) some events are kept no more: ask for statuses (ebox status).")
    }
    for event in events.items {
      guard try tell(event) else { return false }
      place.count += 1
    }
    (place.last, place.hasNext) = (events.last, events.hasNext)
    return true
  }

  private struct Line: Encodable {
    let eventSequenceNbr: Int64
    let eventTime, eventType, eventCorrelationId: String
    let messageId, messageTypeId, receiptDate, expirationDate: String?
    let unreadMessageIds: [String]?
    let outcome: String?
  }

  private func tell(_ event: SenderEvent) throws -> Bool {
    guard json else {
      return Terminal.line("\(event.number)  \(event.occurredAt.brussels)  \(event.words)")
    }
    return try Terminal.jsonLine(
      Line(
        eventSequenceNbr: event.number, eventTime: event.occurredAt.brussels, eventType: event.kind.rawValue,
        eventCorrelationId: event.id.text, messageId: event.message?.text,
        messageTypeId: event.messageType?.text, receiptDate: event.receiptDate?.brussels,
        expirationDate: event.expiration?.brussels,
        unreadMessageIds: event.kind == .consentWithdrawn ? event.unread.map(\.text) : nil,
        outcome: event.outcome?.rawValue))
  }
}

extension SenderEvent {
  fileprivate var words: String {
    let message = message?.text ?? "-"
    switch kind {
    case .newDocument: return "\(message) is in the citizen's box"
    case .readDocument: return "\(message) was read"
    case .documentExpired: return "\(message) is over"
    case .documentRecalled: return "\(message) was taken back"
    case .noDigitalUser: return "\(message) is in no box: it goes on paper"
    case .newReply: return "\(message) is a citizen's reply"
    case .registeredOutcome: return "\(message) \(outcome?.words ?? "waits no more for a decision")"
    case .consentGiven: return "the citizen of \(message) activated the eBox"
    case .consentWithdrawn:
      let paper =
        unread.isEmpty ? "nothing was unread" : "on paper: " + unread.map(\.text).joined(separator: " ")
      return "the eBox of the citizen of \(message) has ended; \(paper)"
    }
  }
}

extension RegisteredMailEvent {
  fileprivate var words: String {
    switch self {
    case .submissionAcceptance: "was accepted for delivery"
    case .notificationForAcceptance: "waits for the citizen's decision"
    case .consignmentAcceptance: "was accepted by the citizen"
    case .consignmentRejection: "was refused by the citizen"
    case .acceptanceRejectionExpiry: "was not answered in time"
    case .contentConsignment: "can be opened"
    case .contentConsignmentFailure: "was not delivered: it goes on paper"
    case .contentHandover: "was opened"
    }
  }
}

extension Failure<Never> {
  /// Asking again later may help.
  fileprivate var isPassing: Bool {
    switch self {
    case .overloaded: true
    case .outcomeUnknown(let cause): (cause as? ClientFault)?.isFinal != true
    case .denied, .interrupted, .rejected: false
    }
  }
}
