import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

/// What is left of a message that its sender took back, and who may.
@Suite("Recall and correction")
struct RecallTests {
  private func recall(
    _ id: MessageID, _ house: House<PlayedDocuments>, of sender: EnterpriseNumber = Cast.premiums,
    to recipient: NationalNumber = Cast.jan, _ reason: TranslatedText = Cast.text("Verkeerd bedrag")
  ) async -> RecallRejection? {
    let registry = house.provider.registry(for: Cast.sender(sender))
    do throws(Failure<RecallRejection>) {
      try await registry.recall(Recall(message: id, recipient: recipient, reason: reason))
      return nil
    } catch {
      if case .rejected(let rejection) = error { return rejection }
      Issue.record("\(error)")
      return nil
    }
  }

  @Test(
    "domain.md: bytes and key go at once, record and reason stay, sealed, until the end of the term",
    arguments: TestDatabases.allCases)
  func whatStays(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      var draft = Draft()
      draft.expiration = house.time.now().adding(seconds: 86_400)
      let id = try await house.published(draft)
      #expect(house.documents.count == 1)
      #expect(await recall(id, house) == nil)
      #expect(house.documents.count == 0)
      let kept = try await house.database.read { transaction in
        (
          try transaction.rows("SELECT ending FROM document_provider_record").map { try $0.text(0) },
          try transaction.rows("SELECT reason FROM document_provider_recall").map { try $0.bytes(0) },
          try transaction.rows("SELECT id FROM document_provider_message").count,
          try transaction.rows("SELECT listed, unread FROM document_provider_mailbox").map {
            [try $0.int(0), try $0.int(1)]
          }
        )
      }
      #expect(kept.0 == ["recalled"] && kept.2 == 0 && kept.3 == [[0, 0]])
      #expect(!String(decoding: kept.1[0], as: UTF8.self).contains("Verkeerd"))
      #expect(try await house.channel().recalledMessages().map(\.id) == [id])
      house.time.advance(seconds: 86_400)
      #expect(try await house.channel().recalledMessages().isEmpty)
      try await house.provider.sweeper.sweep(now: house.time.now())
      let reasons = try await house.database.read {
        try $0.rows("SELECT message FROM document_provider_recall").count
      }
      #expect(reasons == 0)
    }
  }

  @Test("R-BOX-1, R-AUD-1: another's message, another citizen's, an opened one: turned down, on record")
  func mayNot() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      let id = try await house.published()
      #expect(await recall(id, house, of: Cast.fund) == .messageNotFound)
      #expect(await recall(id, house, to: Cast.marie) == .messageNotFound)
      let two = try TranslatedText(parsing: [.nl: "a", .fr: "b"], kind: "reason", charactersMax: 400)
      #expect(await recall(id, house, two) == .severalLanguages)
      let attachment = try await house.channel().message(id).attachments[0].id
      _ = try await house.channel().content(of: attachment, in: id, range: nil)
      #expect(await recall(id, house) == .alreadyOpened)
      #expect(try await house.channel().message(id).id == id)
      let audit = try await house.audit().filter { $0.hasPrefix("recall") }
      #expect(
        audit == [
          "recall rejected MESSAGE_NOT_FOUND", "recall rejected MESSAGE_NOT_FOUND",
          "recall rejected NOT_IMPLEMENTED", "recall rejected ALREADY_OPENED",
        ])
      #expect(await recall(id, house, of: Cast.suspended) == .messageNotFound)
    }
  }

  @Test("a reading and a recall at once: one of them wins, never both", arguments: TestDatabases.allCases)
  func race(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      for _ in 0..<20 {
        let id = try await house.published()
        let attachment = try await house.channel().message(id).attachments[0].id
        async let reading: Bool = {
          do {
            _ = try await house.channel().content(of: attachment, in: id, range: nil)
            return true
          } catch { return false }
        }()
        async let recalled = recall(id, house) == nil
        let (wasRead, wasRecalled) = await (reading, recalled)
        #expect(wasRead != wasRecalled)
      }
    }
  }

  @Test(
    "of two corrections at once one is published; another sender's message can't be corrected",
    arguments: TestDatabases.allCases)
  func corrections(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      var draft = Draft()
      let first = try await house.published(draft)
      draft.replaces = first
      let correction = draft
      let outcomes = await withTaskGroup(of: PublicationRejection?.self) { group in
        for _ in 0..<4 {
          group.addTask {
            do { return try await house.rejection(correction) } catch { return .requestMissing }
          }
        }
        return await group.reduce(into: [PublicationRejection?]()) { $0.append($1) }
      }
      #expect(outcomes.count { $0 == nil } == 1)
      #expect(outcomes.count { $0 == .replacedMessageNotFound } == 3)
      #expect(house.documents.count == 2)
      draft.sender = Cast.fund
      draft.replaces = try await house.channel().message(first).replacedBy
      #expect(try await house.rejection(draft, by: Cast.sender(Cast.fund)) == .replacedMessageNotFound)
    }
  }

  @Test(
    "a correction that is taken back, or ends, leaves what it corrected as it was",
    arguments: TestDatabases.allCases)
  func correctionThatGoes(_ engine: TestDatabases) async throws {
    try await House<PlayedDocuments>.with(engine) { house in
      var draft = Draft()
      let first = try await house.published(draft)
      draft.replaces = first
      let second = try await house.published(draft)
      #expect(await recall(second, house) == nil)
      #expect(try await house.channel().message(first).replacedBy == nil)
      draft.expiration = house.time.now().adding(seconds: 60)
      let third = try await house.published(draft)
      #expect(try await house.channel().message(first).replacedBy == third)
      house.time.advance(seconds: 60)
      try await house.provider.sweeper.sweep(now: house.time.now())
      #expect(try await house.channel().message(first).replacedBy == nil)
    }
  }

  @Test("a correction is of the same message type")
  func otherType() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      var draft = Draft()
      draft.messageType = Cast.certificate
      let certificate = try await house.published(draft)
      draft = Draft()
      draft.replaces = certificate
      #expect(try await house.rejection(draft) == .replacedMessageNotFound)
      #expect(try await house.channel().message(certificate).replacedBy == nil)
    }
  }

  @Test("a hidden message and one that is kept unseen are taken back too; the counts stay right")
  func hiddenAndKept() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      let hidden = try await house.published()
      try await house.channel().update([MessageUpdate(hidden, isVisible: false)])
      #expect(await recall(hidden, house) == nil)
      let listing = try await house.channel().listing(MessageQuery())
      #expect(listing.hidden == 0 && listing.unread == 0 && listing.page.total == 0)
      var draft = Draft()
      draft.messageType = Cast.invitation
      draft.recipients = [Cast.hans]
      let kept = try await house.published(draft)
      #expect(await recall(kept, house, to: Cast.hans) == nil)
      #expect(house.documents.count == 0)
    }
  }
}
