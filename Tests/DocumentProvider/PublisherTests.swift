import Contracts
import EBoxTesting
import NIOCore
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

@Suite("Publishing")
struct PublisherTests {
  @Test(
    "R-PUB-1: a publication is in the box, audited and told, once each", arguments: TestDatabases.allCases)
  func publishes(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let receipt = try await house.publish(Draft())
      let id = receipt.recipients[0].messageID
      #expect(receipt.recipients[0].isDigital)
      #expect(try receipt.recipients[0].expiration == Instant(parsing: "2028-11-23T00:00:00+01:00"))
      let message = try await house.channel().message(id)
      #expect(message.subject == Draft().subject)
      #expect(message.sender == Cast.premiums)
      #expect(message.publishedAt == house.time.now())
      #expect(message.availableAt == house.time.now())
      #expect(message.readAt == nil)
      #expect(message.attachments.map(\.fileName) == ["brief.pdf"])
      #expect(message.attachments[0].digest == Draft().files[0].sha256)
      #expect(try await house.audit() == ["publish done", "describe done"])
      #expect(try await house.events() == ["newDocument \(id)"])
    }
  }

  @Test("R-OPS-5: subjects, file names and texts are kept as ciphertext", arguments: TestDatabases.allCases)
  func ciphertext(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.body = Cast.text("Beste mevrouw, meneer")
      _ = try await house.publish(draft)
      let sealed = try await house.database.read { transaction in
        try transaction.rows(
          """
          SELECT m.subject, m.body, a.file_name FROM document_provider_message m
          JOIN document_provider_attachment a ON a.message = m.id
          """)
      }[0]
      for (column, text) in [(0, "Beslissing"), (1, "Beste"), (2, "brief.pdf")] {
        let bytes = try sealed.bytes(column)
        #expect(!String(decoding: bytes, as: UTF8.self).contains(text))
      }
    }
  }

  @Test(
    "R-PUB-1: every kind of refusal leaves no bytes and one audit entry", arguments: TestDatabases.allCases)
  func refused(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var drafts: [(Draft, String)] = []
      func add(_ code: String, _ change: (inout Draft) -> Void) {
        var draft = Draft()
        change(&draft)
        drafts.append((draft, code))
      }
      add("INVALID_SENDER") { $0.messageType = try! MessageTypeID(parsing: "ONBEKEND") }
      add("REGISTERED_MAIL_NOT_OFFERED") { $0.isRegisteredMail = true }
      add("DIGEST_DO_NOT_MATCH") { draft in
        draft.attachments = [
          AttachmentRequest(
            partName: "letter", isMainContent: true, digest: Draft.File(part: "", bytes: []).sha256)
        ]
      }
      add("DIGEST_DO_NOT_MATCH") { draft in
        draft.attachments = [
          AttachmentRequest(
            partName: "letter", isMainContent: true, digest: Draft.File(part: "", bytes: []).sha512)
        ]
      }
      add("INVALID_INPUT") { $0.files.append(Draft.File(part: "letter")) }
      add("INVALID_EXPIRATION_DATE") { $0.expiration = house.time.now() }
      add("SENDER_SUSPENDED") { $0.sender = Cast.suspended }
      add("SENDER_NOT_APPROVED") { $0.sender = Cast.applicant }
      for (draft, code) in drafts {
        let rejection = try await house.rejection(draft)
        #expect(rejection?.code == code)
      }
      #expect(house.documents.begun >= drafts.count)
      #expect(house.documents.count == 0)
      #expect(try await house.audit() == drafts.map { "publish rejected \($0.1)" })
      #expect(try await house.events().isEmpty)
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_message") == 0)
    }
  }

  @Test("R-PUB-1: digests of both methods are checked against the bytes", arguments: TestDatabases.allCases)
  func digests(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let file = Draft().files[0]
      for digest in [file.sha256, file.sha512] {
        var draft = Draft()
        draft.attachments = [AttachmentRequest(partName: "letter", isMainContent: true, digest: digest)]
        let rejection = try await house.rejection(draft)
        #expect(rejection == nil)
      }
    }
  }

  @Test(
    "R-PUB-5: nobody publishes under another's name, or without the scope", arguments: TestDatabases.allCases)
  func impostors(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let rejection = try await house.rejection(Draft(), by: Cast.sender(Cast.fund))
      #expect(rejection == .senderIsNotCaller(sender: Cast.premiums))
      await #expect(throws: Failure<PublicationRejection>.self) {
        try await house.publish(Draft(), by: Cast.sender(Cast.premiums, [.referenceData]))
      }
      #expect(try await house.audit() == ["publish rejected INVALID_SENDER", "publish denied MISSING_SCOPE"])
      #expect(house.documents.begun == 1)
    }
  }

  @Test("R-PUB-9: parts and request come in any order, in pieces of any size", arguments: 0..<40)
  func anyOrder(_ seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var draft = Draft()
    draft.files = (0..<Int.random(in: 1...6, using: &generator)).map { place in
      let count = Int.random(in: 1...5000, using: &generator)
      return Draft.File(part: "p\(place)", fileName: "bestand \(place).pdf", bytes: generator.bytes(count))
    }
    draft.attachments = draft.files.map {
      AttachmentRequest(partName: $0.part, isMainContent: $0.part == "p0", digest: $0.sha256)
    }
    draft.files.shuffle(using: &generator)
    let requestAt = Int.random(in: 0...draft.files.count, using: &generator)
    let frames = draft.frames(requestAt: requestAt, pieceBytes: Int.random(in: 1...3000, using: &generator))
    let sent = draft
    try await House.with(.sqlite) { house in
      let receipt = try await house.provider.registry(for: Cast.sender()).publish(frames.stream())
      let message = try await house.channel().message(receipt.recipients[0].messageID)
      let files = sent.files.sorted { $0.part < $1.part }
      #expect(message.attachments.map(\.fileName) == files.map(\.fileName))
      for (attachment, file) in zip(message.attachments, files) {
        let content = try await house.channel().content(of: attachment.id, in: message.id, range: nil)
        #expect(try await content.bytes.collected() == file.bytes)
      }
    }
  }

  @Test(
    "R-PUB-1: a stream that fails or breaks the frames' order leaves nothing",
    arguments: TestDatabases.allCases)
  func interrupted(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let header = PublicationFrame.part(
        PartHeader(name: "a", fileName: "a.pdf", mediaType: "application/pdf"))
      let bytes = PublicationFrame.bytes(ByteBuffer(string: "x"))
      let request = PublicationFrame.request(Draft().request)
      let broken: [[PublicationFrame]] = [
        [header, bytes], [bytes], [.endOfPart], [header, header], [request, request],
        [header, .endOfPart, .endOfPart], [header, bytes, .endOfPart, bytes],
      ]
      let registry = house.provider.registry(for: Cast.sender())
      for frames in broken {
        await #expect(throws: Failure<PublicationRejection>.self) {
          try await registry.publish(frames.stream())
        }
      }
      do throws(Failure<PublicationRejection>) {
        _ = try await registry.publish([header, bytes].stream(failing: Unreachable()))
        Issue.record("published")
      } catch {
        guard case .interrupted(let cause) = error else { throw error }
        #expect(cause is Unreachable)
      }
      #expect(house.documents.count == 0)
      #expect(
        try await house.audit() == Array(repeating: "publish rejected INTERRUPTED", count: broken.count + 1))
    }
  }

  @Test(
    "R-AUD-1: what is turned down is on record with its own code, also where the client went away",
    arguments: TestDatabases.allCases)
  func goneAway(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let registry = house.provider.registry(for: Cast.sender())
      var unknown = Draft()
      unknown.messageType = try MessageTypeID(parsing: "NIET-GEKEND")
      let part = PublicationFrame.part(PartHeader(name: "a", fileName: "a.pdf", mediaType: nil))
      let many = (0..<13).flatMap { _ in [part, .endOfPart] }
      for (frames, code) in [(unknown.frames(), "INVALID_SENDER"), (many, "TOO_MANY_ATTACHMENTS")] {
        for isRehearsal in [false, true] {
          let leaving = Leaving(frames: frames, at: many.count == frames.count ? 24 : frames.count - 1)
          let sending = Task {
            if isRehearsal {
              _ = try await registry.rehearse(leaving)
            } else {
              _ = try await registry.publish(leaving)
            }
          }
          await #expect(throws: Failure<PublicationRejection>.self) { try await sending.value }
          #expect(
            try await house.audit().last == "\(isRehearsal ? "rehearse" : "publish") rejected \(code)")
        }
      }
      #expect(try await house.audit().count == 4)
      #expect(house.documents.count == 0)
    }
  }

  @Test("R-PUB-1: limits hold while reading, before the request is known")
  func limits() async throws {
    let mebibyte = ByteBuffer(repeating: 7, count: 1 << 20)
    func part(_ name: String, mebibytes: Int) -> [PublicationFrame] {
      [.part(PartHeader(name: name, fileName: "x.pdf", mediaType: "application/pdf"))]
        + Array(repeating: .bytes(mebibyte), count: mebibytes)
    }
    let many = (0..<13).flatMap { part("p\($0)", mebibytes: 0) + [.endOfPart] }
    let large = part("large", mebibytes: 101)
    let all =
      part("a", mebibytes: 90) + [.endOfPart] + part("b", mebibytes: 90) + [.endOfPart]
      + part("c", mebibytes: 21)
    let cases: [([PublicationFrame], PublicationRejection)] = [
      (many, .tooManyAttachments(max: 12)),
      (large, .attachmentTooLarge(part: "large", bytesMax: 104_857_600)),
      (all, .publicationTooLarge(bytesMax: 209_715_200)), ([], .requestMissing),
    ]
    try await House<PlayedDocuments>.with(.sqlite) { house in
      for (frames, rejection) in cases {
        do throws(Failure<PublicationRejection>) {
          _ = try await house.provider.registry(for: Cast.sender()).publish(frames.stream())
          Issue.record("published")
        } catch {
          guard case .rejected(rejection) = error else { throw error }
        }
        #expect(house.documents.count == 0)
      }
      #expect(try await house.audit().count == cases.count)
    }
  }

  @Test("R-PUB-1: a publication that takes longer than bytes may lie unnamed is given up")
  func tooSlow() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      let time = house.time
      let frames = Draft().frames()
      let slow = AsyncThrowingStream<PublicationFrame, any Error>(unfolding: {
        [sent = Counter()] in
        time.advance(seconds: 700)
        let place = sent.next()
        return place < frames.count ? frames[place] : nil
      })
      do throws(Failure<PublicationRejection>) {
        _ = try await house.provider.registry(for: Cast.sender()).publish(slow)
        Issue.record("published")
      } catch {
        guard case .rejected(.publicationTooSlow(secondsMax: 1800)) = error else { throw error }
      }
      #expect(house.documents.count == 0)
      #expect(try await house.audit() == ["publish rejected PUBLICATION_TOO_SLOW"])
    }
  }

  @Test("R-PUB-1: the limit holds for bytes that make no frame, and for the end after the last one")
  func tooSlowAtTheEnd() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      for isPending in [true, false] {
        let frames = Draft().frames()
        let slow = AsyncThrowingStream<PublicationFrame, any Error>(unfolding: {
          [sent = Counter()] in
          let place = sent.next()
          if place < frames.count { return frames[place] }
          house.time.advance(seconds: Int64(PublicationLimits.secondsMax) + 1)
          return isPending && place == frames.count ? .pending : nil
        })
        do throws(Failure<PublicationRejection>) {
          _ = try await house.provider.registry(for: Cast.sender()).publish(slow)
          Issue.record("published")
        } catch {
          guard case .rejected(.publicationTooSlow) = error else { throw error }
        }
        #expect(house.documents.count == 0)
      }
    }
  }

  @Test("R-PUB-1: a clock that is put on while bytes arrive makes nothing late, and nothing nobody's")
  func clockPutOn() async throws {
    try await House<PlayedDocuments>.with(.sqlite) { house in
      let frames = Draft().frames()
      let jumping = AsyncThrowingStream<PublicationFrame, any Error>(unfolding: {
        [sent = Counter()] in
        house.time.set(house.time.now().adding(seconds: 86_400))
        try await house.provider.sweeper.sweep(now: house.time.now())
        let place = sent.next()
        return place < frames.count ? frames[place] : nil
      })
      let receipt = try await house.provider.registry(for: Cast.sender()).publish(jumping)
      let id = receipt.recipients[0].messageID
      house.time.set(house.time.now().adding(seconds: 86_400))
      #expect(try await house.provider.sweeper.sweep(now: house.time.now()).documents == 0)
      let attachment = try await house.channel().message(id).attachments[0].id
      let content = try await house.channel().content(of: attachment, in: id, range: nil)
      #expect(try await content.bytes.collected() == Draft().files[0].bytes)
    }
  }
}
