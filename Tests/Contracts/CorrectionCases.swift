import Contracts
import Testing
import Vocabulary

/// Business data, corrections and recall, in one process and over HTTP.
@Suite("The contract: what belongs to a message beside its documents")
struct CorrectionCases {
  @Test("business data arrive under the names of the message type, and are found", arguments: Way.allCases)
  func businessData(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      func asked(_ key: String, _ values: String...) throws -> [BusinessDataRequest] {
        [
          BusinessDataRequest(
            key: try BusinessDataKey(parsing: key), values: values.map { Sample.translated([.fr: $0]) })
        ]
      }
      let right = try asked("DOSSIER", "2026-77", "2026-78")
      let frames = [Sample.request { $0.businessData = right }] + Sample.file()
      let receipt = try await registry.sender.publish(Sample.stream(frames))
      let message = try await registry.channel.message(receipt.recipients[0].messageID)
      let rule = Sample.fileNumber
      #expect(
        message.businessData == [
          BusinessData(
            key: rule.key, name: rule.name, description: rule.description, values: right[0].values)
        ])
      var query = MessageQuery()
      query.search = try MessageSearch(parsing: "2026-78", in: .nl)
      #expect(try await registry.channel.messages(query).items == [message])
      query.search = try MessageSearch(parsing: "2026-79", in: .nl)
      #expect(try await registry.channel.messages(query).items.isEmpty)
      let type = try await registry.referenceData.messageType(Sample.messageType)
      #expect(type?.businessData == [rule])
      let unknown = try BusinessDataKey(parsing: "OTHER")
      let wrong: [([BusinessDataRequest], PublicationRejection)] = [
        (try asked("OTHER", "2026-1"), .businessDataNotAllowed(key: unknown)),
        (right + right, .businessDataRepeated(key: rule.key)),
        (try asked("DOSSIER", "2026-1", "2026-x"), .businessDataInvalid(key: rule.key)),
      ]
      for (data, rejection) in wrong {
        await MessageRegistryCases.expect(
          rejection, registry.sender, [Sample.request { $0.businessData = data }] + Sample.file())
      }
    }
  }

  @Test("a correction names what it replaces; both say so, once", arguments: Way.allCases)
  func correction(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      func publish(_ replaces: MessageID?) async throws -> MessageID {
        let frames = [Sample.request { $0.replaces = replaces }] + Sample.file()
        return try await registry.sender.publish(Sample.stream(frames)).recipients[0].messageID
      }
      let first = try await publish(nil)
      let second = try await publish(first)
      let (old, new) = (
        try await registry.channel.message(first), try await registry.channel.message(second)
      )
      #expect(old.replacedBy == second && old.replaces == nil)
      #expect(new.replaces == first && new.replacedBy == nil)
      for unknown in [first, Sample.unknownMessage] {
        await MessageRegistryCases.expect(
          .replacedMessageNotFound, registry.sender,
          [Sample.request { $0.replaces = unknown }] + Sample.file())
      }
      let total = try await registry.channel.messages(MessageQuery()).total
      #expect(total == 2)
    }
  }

  @Test("a sender takes back what nobody opened; the citizen reads why", arguments: Way.allCases)
  func recall(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      func publish() async throws -> MessageID {
        try await registry.sender.publish(Sample.stream([Sample.request()] + Sample.file())).recipients[0]
          .messageID
      }
      func recall(_ id: MessageID, _ sender: any SenderRegistry) async -> RecallRejection? {
        let recall = Recall(
          message: id, recipient: Sample.citizen, reason: Sample.translated([.fr: "Montant erroné"]))
        do throws(Failure<RecallRejection>) {
          try await sender.recall(recall)
          return nil
        } catch {
          guard case .rejected(let rejection) = error else {
            Issue.record("\(error)")
            return nil
          }
          return rejection
        }
      }
      let id = try await publish()
      #expect(await recall(id, registry.otherSender) == .messageNotFound)
      #expect(await recall(Sample.unknownMessage, registry.sender) == .messageNotFound)
      #expect(await recall(id, registry.sender) == nil)
      #expect(await recall(id, registry.sender) == nil)
      let listing = try await registry.channel.listing(MessageQuery())
      #expect(listing.page.total == 0 && listing.unread == 0 && listing.recalled == 1)
      let told = try #require(try await registry.channel.recalledMessages().first)
      #expect(told.id == id && told.sender == Sample.sender && told.messageType == Sample.messageType)
      #expect(told.reason.texts == [.fr: "Montant erroné"] && told.availableAt != nil)
      #expect(try await registry.otherChannel.recalledMessages().isEmpty)
      await #expect(throws: Failure<ReadingRejection>.self) { try await registry.channel.message(id) }
      let opened = try await publish()
      let attachment = try await registry.channel.message(opened).attachments[0].id
      _ = try await registry.channel.content(of: attachment, in: opened, range: nil)
      #expect(await recall(opened, registry.sender) == .alreadyOpened)
      #expect(try await registry.channel.message(opened).id == opened)
    }
  }
}
