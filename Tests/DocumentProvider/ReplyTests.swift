import Contracts
import EBoxTesting
import NIOCore
import Storage
import Synchronization
import Testing
import Vocabulary

@testable import DocumentProvider

/// What becomes of a citizen's reply, on the store.
@Suite("R-PUB-10: replies")
struct ReplyTests {
  typealias Stores = House<PlayedDocuments>

  @Test(
    "it lies in the sender's own box; opening it is told to the citizen by the receipt",
    arguments: TestDatabases.allCases)
  func whole(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      house.time.advance(seconds: 3600)
      let receipt = try await house.reply(original)
      #expect(receipt.original == original && receipt.recipient == Cast.premiums)
      #expect(receipt.sentAt == house.time.now() && receipt.openedAt == nil)
      let months = try Period(parsing: 24, .month)
      #expect(receipt.expiration == months.end(from: house.time.now()))
      #expect(receipt.text?.size == 18 && receipt.files.map(\.fileName) == ["bewijs.pdf"])
      #expect(receipt.files[0].digest == house.replyFile.sha256)

      let box = house.box()
      let listing = try await box.listing(MessageQuery())
      #expect(listing.page.total == 1 && listing.unread == 1 && listing.recalled == 0)
      let message = try #require(listing.page.items.first)
      #expect(message.id == receipt.id && message.sender == Cast.premiums)
      #expect(message.reply == ReplyOrigin(original: original, author: Cast.jan))
      #expect(message.subject == Cast.text("Beslissing over uw renovatiepremie"))
      #expect(message.hasBody && message.isBodyMainContent && !message.attachments[0].isMainContent)
      #expect(try await box.summary().messages == 1)

      house.time.advance(seconds: 60)
      let content = try await box.content(of: message.attachments[0].id, in: message.id, range: nil)
      #expect(try await content.bytes.collected() == house.replyFile.bytes)
      #expect(try await house.channel().replies(to: original).map(\.openedAt) == [nil])
      #expect(try await box.body(of: message.id) == Cast.text("Ik ga niet akkoord"))
      let opened = house.time.now()
      #expect(try await box.message(message.id).readAt == opened)
      #expect(try await house.channel().replies(to: original).map(\.openedAt) == [opened])
      #expect(try await box.summary().unread == 0)
      try await box.update([MessageUpdate(message.id, isVisible: false)])
      var visible = MessageQuery()
      visible.isVisible = true
      #expect(try await box.messages(visible).total == 0)
      // The citizen's own list holds what was sent to the citizen, and nothing else.
      #expect(try await house.channel().messages(MessageQuery()).total == 1)
      #expect(
        try await house.events() == ["newDocument \(original)", "newReply \(receipt.id)"])
    }
  }

  @Test("R-AUD-1: reply, look and reading are on record, with ids and digests and no word of it")
  func audited() async throws {
    try await Stores.with(.sqlite) { house in
      let original = try await house.answerable()
      let receipt = try await house.reply(original)
      _ = try await house.box().body(of: receipt.id)
      _ = try await house.channel().replies(to: original)
      let entries = try await house.database.read { transaction in
        try transaction.rows(
          "SELECT action, organization, message, details FROM audit_entry ORDER BY position"
        ).map { row in
          [
            try row.text(0), try row.textOrNil(1) ?? "", try row.textOrNil(2) ?? "",
            try row.textOrNil(3) ?? "",
          ]
        }
      }
      let arrival = try #require(entries.first { $0[0] == "reply" })
      #expect(arrival[2] == receipt.id.text && arrival[3].contains(original.text))
      let reply = try #require(entries.last { $0[0] == "reply" })
      #expect(reply[2] == original.text && reply[3].contains(receipt.id.text))
      #expect(reply[3].contains(house.replyFile.sha256.base64URL))
      let read = try #require(entries.first { $0[0] == "body" })
      #expect(read[1] == Cast.premiums.digits && read[2] == receipt.id.text)
      #expect(entries.contains { $0[0] == "replies" })
      for word in ["akkoord", "bewijs.pdf", Cast.jan.digits] {
        #expect(!entries.joined().contains { $0.contains(word) }, "\(word)")
      }
    }
  }

  @Test("texts, names and who wrote it are ciphertext", arguments: TestDatabases.allCases)
  func sealed(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      _ = try await house.reply(try await house.answerable())
      let columns = try await house.database.read { transaction in
        let message = try transaction.rows(
          "SELECT author, body, subject FROM document_provider_message WHERE original IS NOT NULL")[0]
        let receipt = try transaction.rows("SELECT receipt FROM document_provider_reply")[0]
        return [
          try message.bytes(0), try message.bytes(1), try message.bytes(2), try receipt.bytes(0),
        ]
      }
      for column in columns {
        let text = String(decoding: column, as: UTF8.self)
        for word in [Cast.jan.digits, "akkoord", "renovatie", "bewijs"] { #expect(!text.contains(word)) }
      }
    }
  }

  @Test(
    "a repeated key is one reply, and gives the first receipt; also where two come at once",
    arguments: TestDatabases.allCases)
  func once(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let key = try IdempotencyKey(parsing: "form-1")
      let outcomes = await withTaskGroup(of: ReplyReceipt?.self) { group -> [ReplyReceipt?] in
        for _ in 0..<4 { group.addTask { await house.first(original, key) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(outcomes).count == 1 && outcomes[0] != nil)
      #expect(try await house.box().messages(MessageQuery()).total == 1)
      #expect(house.documents.count == 2, "the letter and one proof")
      // The key is the citizen's in this channel: in another it is another.
      try await house.activate(Cast.jan, Cast.app)
      let other = try await house.reply(original, key, by: house.channel(Cast.jan, Cast.app))
      #expect(other.id != outcomes[0]?.id)
    }
  }

  @Test("R-BOX-1: nobody answers or sees what is another's", arguments: TestDatabases.allCases)
  func others(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      try await house.activate(Cast.marie)
      let marie = house.channel(Cast.marie)
      #expect(await house.replyRejection(original, by: marie) == .messageNotFound)
      let receipt = try await house.reply(original)
      #expect(await reading { _ = try await marie.replies(to: original) } == .messageNotFound)
      // Neither another sender nor the citizen finds the reply; the sender finds no citizen's message.
      let fund = house.box(Cast.sender(Cast.fund))
      #expect(try await fund.messages(MessageQuery()).total == 0)
      let attachment = try await house.box().message(receipt.id).attachments[0].id
      #expect(await reading { _ = try await fund.message(receipt.id) } == .messageNotFound)
      #expect(
        await reading { _ = try await fund.content(of: attachment, in: receipt.id, range: nil) }
          == .messageNotFound)
      #expect(await reading { _ = try await house.channel().message(receipt.id) } == .messageNotFound)
      #expect(await reading { _ = try await house.box().message(original) } == .messageNotFound)
      #expect(await house.replyRejection(receipt.id) == .messageNotFound)
    }
  }

  @Test("where it was not allowed, is over, or too often: turned down, on record, nothing kept")
  func mayNot() async throws {
    try await Stores.with(.sqlite) { house in
      let plain = try await house.published()
      #expect(await house.replyRejection(plain) == .replyNotAllowed)
      #expect(house.documents.begun == 1, "nothing of it was read")
      var draft = Draft()
      (draft.isReplyAuthorized, draft.expiration) = (true, house.time.now().adding(seconds: 60))
      let short = try await house.published(draft)
      let receipt = try await house.reply(short)
      #expect(receipt.expiration > draft.expiration!)
      house.time.advance(seconds: 60)
      #expect(await house.replyRejection(short) == .messageNotFound)
      let original = try await house.answerable()
      for _ in 0..<ReplyLimits.repliesMax { _ = try await house.reply(original) }
      #expect(
        await house.replyRejection(original) == .tooManyReplies(max: ReplyLimits.repliesMax))
      let refused = try await house.audit().filter { $0.hasPrefix("reply rejected") }
      #expect(
        refused == [
          "reply rejected REPLY_NOT_ALLOWED", "reply rejected MESSAGE_NOT_FOUND",
          "reply rejected TOO_MANY_REPLIES",
        ])
    }
  }

  @Test("a message that was answered can't be taken back", arguments: TestDatabases.allCases)
  func recalled(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      _ = try await house.reply(original)
      let sender = house.provider.registry(for: Cast.sender())
      do throws(Failure<RecallRejection>) {
        try await sender.recall(
          Recall(message: original, recipient: Cast.jan, reason: Cast.text("Verkeerd bedrag")))
        Issue.record("taken back")
      } catch {
        guard case .rejected(.alreadyOpened) = error else { throw error }
      }
      #expect(try await house.channel().replies(to: original).count == 1)
    }
  }

  @Test("files: too many, a wrong type, malware; whatever is turned down leaves no byte")
  func files() async throws {
    let quality = DocumentQuality(inspector: PlayedInspector(), refuses: false)
    try await Stores.with(.sqlite, quality: quality) { house in
      let original = try await house.answerable()
      let seven = (1...7).map { Draft.File(part: "f\($0)") }
      #expect(
        await house.replyRejection(original, files: seven)
          == .upload(.tooManyAttachments(max: ReplyLimits.attachmentsMax)))
      var program = Draft.File(part: "f1")
      program.mediaType = "application/x-msdownload"
      #expect(
        await house.replyRejection(original, files: [program])
          == .file(.mediaTypeNotAllowed(part: "f1")))
      var bad = Draft.File(part: "f1")
      bad.bytes = Array("MALWARE".utf8)
      #expect(
        await house.replyRejection(original, files: [bad]) == .file(.documentUnfit(part: "f1", .malware)))
      #expect(house.documents.count == 1, "the letter alone")
      #expect(try await house.box().messages(MessageQuery()).total == 0)
    }
  }

  @Test(
    "a file name is a name, whatever it holds", arguments: ["../../etc/passwd", "a\u{202E}fdp.exe", "\"; x"])
  func hostileName(_ name: String) async throws {
    try await Stores.with(.sqlite) { house in
      let original = try await house.answerable()
      var file = Draft.File(part: "f1")
      file.fileName = name
      let receipt = try await house.reply(original, files: [file])
      #expect(receipt.files.map(\.fileName) == [name])
      #expect(try await house.channel().replies(to: original)[0].files.map(\.fileName) == [name])
      #expect(try await house.box().message(receipt.id).attachments.map(\.fileName) == [name])
    }
  }

  @Test(
    "R-CON-4: a consent withdrawn while the reply comes in: nothing is sent",
    arguments: TestDatabases.allCases)
  func withdrawnBetween(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let (frames, continuation) = AsyncThrowingStream<ReplyFrame, any Error>.makeStream()
      for frame in Stores.replyFrames([house.replyFile]) { continuation.yield(frame) }
      let channel = house.channel()
      async let outcome: Denial? = {
        do throws(Failure<ReplyRejection>) {
          _ = try await channel.reply(to: original, nil, frames)
          return nil
        } catch {
          guard case .denied(let denial) = error else { return nil }
          return denial
        }
      }()
      while house.documents.begun < 2 { await Task.yield() }
      try await house.withdraw()
      continuation.finish()
      #expect(await outcome == .boxNotActive)
      #expect(house.documents.count == 1)
      #expect(try await house.box().messages(MessageQuery()).total == 0)
    }
  }

  @Test("a withdrawal ends the channel's sight of receipts, not the sender's of the reply")
  func withdrawn() async throws {
    try await Stores.with(.sqlite) { house in
      let original = try await house.answerable()
      let receipt = try await house.reply(original)
      try await house.withdraw()
      await #expect(throws: Failure<ReadingRejection>.self) {
        try await house.channel().replies(to: original)
      }
      #expect(try await house.box().body(of: receipt.id) == Cast.text("Ik ga niet akkoord"))
      let own = house.provider.mailbox(for: house.citizen()).takeOut
      #expect(try await own.replies(to: original).map(\.id) == [receipt.id])
      do throws(Failure<ReplyRejection>) {
        _ = try await own.reply(to: original, nil, Stores.replyFrames([]).replyStream())
        Issue.record("replied outside any channel")
      } catch {
        guard case .denied(.boxNotActive) = error else { throw error }
      }
    }
  }

  @Test("R-PUB-6: scope, mandate and standing of the sender are needed, on record")
  func senders() async throws {
    try await Stores.with(.sqlite) { house in
      _ = try await house.reply(try await house.answerable())
      func service(_ represented: EnterpriseNumber) -> any BoxRegistry {
        house.box(
          SenderCaller(
            clientID: "service", organization: Cast.service, represented: represented,
            scopes: [.representativePublication], requestID: RequestID("request")))
      }
      #expect(try await service(Cast.premiums).messages(MessageQuery()).total == 1)
      let denied: [(any BoxRegistry, Denial)] = [
        (service(Cast.fund), .noMandate), (house.box(Cast.sender(Cast.suspended)), .senderSuspended),
        (house.box(Cast.sender(Cast.premiums, [.referenceData])), .missingScope(.publicationSender)),
      ]
      for (box, denial) in denied {
        do throws(Failure<ReadingRejection>) {
          _ = try await box.summary()
          Issue.record("let in")
        } catch {
          guard case .denied(denial) = error else { throw error }
        }
      }
      #expect(
        try await house.audit().suffix(3) == [
          "summarize denied NO_MANDATE", "summarize denied SENDER_SUSPENDED",
          "summarize denied MISSING_SCOPE",
        ])
    }
  }

  @Test(
    "R-BOX-4: at the end of its term the reply and what the receipt says are gone; that it was sent stays",
    arguments: TestDatabases.allCases)
  func ended(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let receipt = try await house.reply(original, try IdempotencyKey(parsing: "k"))
      house.time.set(receipt.expiration)
      #expect(try await house.box().messages(MessageQuery()).total == 0)
      try await house.provider.sweeper.sweep(now: receipt.expiration)
      #expect(house.documents.count == 0)
      let left = try await house.database.read { transaction in
        (
          try transaction.rows("SELECT receipt, wrapped_key, idempotency_key FROM document_provider_reply")
            .map { row in (0..<3).allSatisfy { row.isNull($0) } },
          try transaction.rows(
            "SELECT ending FROM document_provider_record WHERE id = $1", .text(receipt.id.text)
          ).map { try $0.text(0) }
        )
      }
      #expect(left.0 == [true] && left.1 == ["expired"])
      #expect(
        try await house.events() == [
          "newDocument \(original)", "newReply \(receipt.id)", "documentExpired \(original)",
        ])
    }
  }

  @Test("a key is for one message: the same for another one is another reply")
  func keyOfAMessage() async throws {
    try await Stores.with(.sqlite) { house in
      let key = try IdempotencyKey(parsing: "k")
      let (first, second) = (try await house.answerable(), try await house.answerable())
      let receipts = [try await house.reply(first, key), try await house.reply(second, key)]
      #expect(receipts.map(\.original) == [first, second])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_reply") == 2)
    }
  }

  @Test(
    "R-AUD-1: a client that goes away cancels its task: on record, once, and nothing is left",
    arguments: TestDatabases.allCases)
  func cancelled(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let original = try await house.answerable()
      let (frames, continuation) = AsyncThrowingStream<ReplyFrame, any Error>.makeStream()
      for frame in Stores.replyFrames([house.replyFile]).prefix(1) { continuation.yield(frame) }
      let channel = house.channel()
      let sending = Task { try await channel.reply(to: original, nil, frames) }
      while house.documents.begun < 2 { await Task.yield() }
      sending.cancel()
      await #expect(throws: Failure<ReplyRejection>.self) { try await sending.value }
      house.database.fail(.cancelled)
      await #expect(throws: Failure<ReplyRejection>.self) { try await house.reply(original) }
      #expect(house.documents.count == 1)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_reply") == 0)
      #expect(
        try await house.audit().suffix(2) == ["reply rejected INTERRUPTED", "reply rejected INTERRUPTED"])
    }
  }

  @Test("faults: a lost answer is repeated with its key; bytes of nobody are swept")
  func faults() async throws {
    try await Stores.with(.sqlite) { house in
      let original = try await house.answerable()
      let key = try IdempotencyKey(parsing: "k")
      house.documents.fault = .append
      await #expect(throws: Failure<ReplyRejection>.self) { try await house.reply(original, key) }
      house.documents.fault = nil
      #expect(house.documents.count == 1)
      house.federation.isReachable = false
      do throws(Failure<ReplyRejection>) {
        _ = try await house.reply(original, key)
        Issue.record("sent on a remembered consent")
      } catch {
        guard case .overloaded(retryAfterSeconds: 5) = error else { throw error }
      }
      house.federation.isReachable = true
      #expect(try await house.reply(original, key).original == original)
      await #expect(throws: Failure<ReplyRejection>.self) { try await house.reply(original, key) }
    }
  }
}
