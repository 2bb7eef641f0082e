import Contracts
import Testing
import TrustServices
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
      #expect(told.reason.texts == [.fr: "Montant erroné"] && told.availableAt != nil && !told.isAfterBreach)
      #expect(try await registry.otherChannel.recalledMessages().isEmpty)
      await #expect(throws: Failure<ReadingRejection>.self) { try await registry.channel.message(id) }
      let opened = try await publish()
      let attachment = try await registry.channel.message(opened).attachments[0].id
      _ = try await registry.channel.content(of: attachment, in: opened, range: nil)
      #expect(await recall(opened, registry.sender) == .alreadyOpened)
      #expect(try await registry.channel.message(opened).id == opened)
    }
  }

  @Test("an opened message is taken back after a data breach, by three people", arguments: Way.allCases)
  func breach(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let id = try await registry.sender.publish(Sample.stream([Sample.request()] + Sample.file()))
        .recipients[0].messageID
      let attachment = try await registry.channel.message(id).attachments[0].id
      _ = try await registry.channel.content(of: attachment, in: id, range: nil)
      let (reason, reference) = ("Pas pour vous", try BreachReference(parsing: "2026-17"))
      func approvals(
        _ words: String? = nil, at issued: Instant = Sample.now
      ) throws -> [String] {
        let approval = RecallApproval(
          message: id, breachReference: reference.text, reason: words ?? reason, issued: issued,
          expires: issued.adding(seconds: 60))
        return try Sample.approvers.map { try $0.sign(approval) }
      }
      func recall(_ approvals: [String]) async throws -> RecallRejection? {
        do throws(Failure<RecallRejection>) {
          try await registry.sender.recall(
            Recall(
              message: id, recipient: Sample.citizen, reason: Sample.translated([.fr: reason]),
              breach: BreachRecall(reference: reference, approvals: approvals)))
          return nil
        } catch {
          guard case .rejected(let rejection) = error else { throw error }
          return rejection
        }
      }
      let good = try approvals()
      #expect(try await recall([]) == .approvalMissing(.recall))
      #expect(try await recall(Array(good.prefix(2))) == .approvalMissing(.dataProtection))
      #expect(try await recall(good + good) == .approvalInvalid(index: 3, .tooMany))
      #expect(try await recall([good[0], good[0], good[2]]) == .approvalInvalid(index: 1, .sameApprover))
      #expect(
        try await recall([good[0]] + approvals("Autre").dropFirst())
          == .approvalInvalid(index: 1, .otherReason))
      #expect(
        try await recall(approvals(at: Sample.now.adding(seconds: -600))) == .approvalExpired(index: 0))
      let stranger = Sample.Approver(id: "stranger", role: .recall)
      let strange = try stranger.sign(
        RecallApproval(
          message: id, breachReference: reference.text, reason: reason, issued: Sample.now,
          expires: Sample.now.adding(seconds: 60)))
      #expect(try await recall([good[0], strange, good[2]]) == .approvalNotEntitled(index: 1))
      #expect(try await registry.channel.message(id).id == id)
      #expect(try await recall(good) == nil)
      #expect(try await recall(good) == nil)
      let told = try #require(try await registry.channel.recalledMessages().first)
      #expect(told.id == id && told.isAfterBreach && told.reason.texts == [.fr: reason])
      await #expect(throws: Failure<ReadingRejection>.self) { try await registry.channel.message(id) }
    }
  }
}
