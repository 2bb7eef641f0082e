import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

extension Draft {
  /// A piece of registered mail; that of ``Cast/summons`` waits for the citizen's decision.
  static func registered(_ type: MessageTypeID = Cast.summons) -> Draft {
    var draft = Draft()
    (draft.messageType, draft.isRegisteredMail) = (type, true)
    return draft
  }
}

extension House where Documents == PlayedDocuments {
  func registeredBox(
    _ number: NationalNumber = Cast.jan, _ channel: ChannelID = Cast.portal,
    assurance: AssuranceLevel = .substantial, scopes: Set<Scope> = [.documentConsumer],
    _ purpose: ReadingPurpose = .reading
  ) -> any RegisteredMailbox {
    provider.registeredMail(
      for: ChannelCaller(
        channel: channel, mailbox: federation.mailbox(number), assurance: assurance, scopes: scopes,
        requestID: RequestID("request"), purpose: purpose))
  }

  func registeredDesk(_ caller: SenderCaller = Cast.sender()) -> any RegisteredMailDesk {
    provider.registeredMail(for: caller)
  }

  /// - Returns: where it stands by what the sender is told.
  func state(_ id: MessageID) async throws -> RegisteredDelivery.State {
    try await registeredDesk().status(of: id).delivery.state(at: time.now())
  }

  func delivery(_ id: MessageID) async throws -> RegisteredDelivery {
    try await registeredDesk().status(of: id).delivery
  }

  /// - Returns: nil when the decision was taken.
  func decisionRejection(
    _ decision: AcceptanceDecision, _ id: MessageID, _ box: (any RegisteredMailbox)? = nil
  ) async throws -> AcceptanceRejection? {
    do throws(Failure<AcceptanceRejection>) {
      _ = try await (box ?? registeredBox()).decide(decision, on: id)
      return nil
    } catch {
      guard case .rejected(let rejection) = error else { throw error }
      return rejection
    }
  }

  /// The main content's id, which no channel can know before it is open.
  func hiddenAttachment(_ id: MessageID) async throws -> AttachmentID {
    let rows = try await database.read { transaction in
      try transaction.rows(
        "SELECT id FROM document_provider_attachment WHERE message = $1", .text(id.text)
      ).map { try $0.text(0) }
    }
    guard let first = rows.first else { throw Failure<ReadingRejection>.rejected(.messageNotFound) }
    return try AttachmentID(parsing: first)
  }

  /// - Returns: nil when it was opened.
  func readingRejection(_ body: () async throws -> Void) async throws -> ReadingRejection? {
    do {
      try await body()
      return nil
    } catch Failure<ReadingRejection>.rejected(let rejection) {
      return rejection
    }
  }

  func open(_ id: MessageID, _ channel: (any ChannelRegistry)? = nil) async throws {
    let channel = channel ?? self.channel()
    let attachment = try await hiddenAttachment(id)
    _ = try await channel.content(of: attachment, in: id, range: nil).bytes.collected()
  }

  /// What must hold of each piece of registered mail, whatever happened in whatever order.
  func checkRegisteredMail(_ place: SourceLocation = #_sourceLocation) async throws {
    let (all, waiting, due, told) = try await database.read { transaction in
      (
        try transaction.rows(
          "SELECT f.message, f.event FROM document_provider_registered_fact f ORDER BY f.message, f.id"
        ).map { (try $0.text(0), try $0.text(1)) },
        Set(try transaction.rows("SELECT message FROM document_provider_acceptance").map { try $0.text(0) }),
        try transaction.rows(
          """
          SELECT COUNT(*) FROM document_provider_registered_fact f
          LEFT JOIN document_provider_proof_due d
            ON d.id = f.id AND d.mailbox = f.mailbox AND d.message = f.message AND d.event = f.event
          WHERE d.id IS NULL
          """)[0].int(0),
        try transaction.rows(
          "SELECT message, outcome FROM outbox_event WHERE kind = 'registeredOutcome' ORDER BY position"
        ).map { (try $0.text(0), try $0.text(1)) }
      )
    }
    #expect(due == 0, "each fact has its proof to be made", sourceLocation: place)
    let outcomes: Set<String> = [
      "ConsignmentAcceptance", "ConsignmentRejection", "AcceptanceRejectionExpiry",
      "ContentConsignmentFailure",
    ]
    for (message, facts) in Dictionary(grouping: all, by: \.0) {
      let events = Set(facts.map(\.1))
      #expect(events.count == facts.count && events.contains("SubmissionAcceptance"), sourceLocation: place)
      guard events.contains("NotificationForAcceptance") else { continue }
      let ends = events.intersection(outcomes)
      #expect(ends.count == (waiting.contains(message) ? 0 : 1), "\(events)", sourceLocation: place)
      #expect(
        events.contains("ContentConsignment") == ends.contains("ConsignmentAcceptance"), "\(events)",
        sourceLocation: place)
      #expect(told.filter { $0.0 == message }.map(\.1) == Array(ends), sourceLocation: place)
    }
    let early = try await rows(
      """
      SELECT COUNT(*) FROM document_provider_registered_fact f
      JOIN document_provider_registered g ON g.mailbox = f.mailbox AND g.message = f.message
      WHERE f.at < g.sent_at
      """)
    #expect(early == 0, "nothing happens before it was sent", sourceLocation: place)
    try await checkCounts(place)
  }

  /// The counters are what counting gives.
  private func checkCounts(_ place: SourceLocation) async throws {
    let differing = try await rows(
      """
      SELECT COUNT(*) FROM document_provider_mailbox b WHERE b.unread <> (
        SELECT COUNT(*) FROM document_provider_message m
        WHERE m.mailbox = b.mailbox AND m.available_at IS NOT NULL AND m.closed_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM document_provider_first_reading r
            WHERE r.mailbox = m.mailbox AND r.message = m.id)
          AND NOT EXISTS (SELECT 1 FROM document_provider_hidden h
            WHERE h.mailbox = m.mailbox AND h.message = m.id))
      """)
    #expect(differing == 0, sourceLocation: place)
  }
}
