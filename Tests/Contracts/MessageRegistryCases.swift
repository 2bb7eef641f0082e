import Contracts
import DocumentProvider
import EBoxTesting
import NIOCore
import Testing
import Vocabulary

/// What every `MessageRegistry` does, on the party itself and over HTTP.
@Suite("MessageRegistry, on each way to it")
struct MessageRegistryCases {
  @Test("R-PUB-2, R-BOX-3, R-BOX-6: published, listed, read, and the sender knows", arguments: Way.allCases)
  func whole(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let receipt = try await registry.sender.publish(Sample.stream([Sample.request()] + Sample.file()))
      let published = try #require(receipt.recipients.first)
      #expect(published.isDigital)

      let page = try await registry.channel.messages(MessageQuery())
      let message = try #require(page.items.first)
      #expect(page.total == 1 && message.id == published.messageID && message.readAt == nil)
      #expect(message.subject == Sample.translated([.fr: "Décision, à lire"]))
      #expect(message.sender == Sample.sender && message.messageType == Sample.messageType)
      #expect(message.availableAt == Sample.now && message.expiration == published.expiration)
      #expect(try await registry.channel.message(message.id) == message)

      let attachment = try #require(message.attachments.first)
      #expect(attachment.fileName == "Überweisung – ½ jaar.pdf" && attachment.isMainContent)
      #expect(attachment.digest == Sample.digest(Sample.text) && attachment.size == Int64(Sample.text.count))
      #expect(try await registry.channel.describe(attachment.id, in: message.id) == attachment)
      let query = StatusQuery(message: message.id, recipient: Sample.citizen)
      #expect(try await registry.sender.status(of: [query]).map(\.readAt) == [nil])

      registry.time.advance(seconds: 60)
      let content = try await registry.channel.content(of: attachment.id, in: message.id, range: nil)
      #expect(try await Self.collect(content) == Sample.text)
      let status = try await registry.sender.status(of: [query])
      #expect(status.map(\.readAt) == [Sample.now.adding(seconds: 60)])
      #expect(try await registry.channel.message(message.id).readAt == Sample.now.adding(seconds: 60))
    }
  }

  @Test("R-BOX-3: the counters of the box, without any message", arguments: Way.allCases)
  func summary(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      func empty(_ isPrefetchAllowed: Bool) -> MailboxSummary {
        MailboxSummary(
          messages: 0, unread: 0, endingSoon: 0, lastReceived: nil, bytes: 0,
          isPrefetchAllowed: isPrefetchAllowed)
      }
      #expect(try await registry.channel.summary() == empty(true))
      let soon = Sample.now.adding(seconds: MailboxSummary.endingSoonSeconds)
      for expiration in [nil, soon] {
        let frames = [Sample.request { $0.expiration = expiration }] + Sample.file()
        _ = try await registry.sender.publish(Sample.stream(frames))
        registry.time.advance(seconds: 60)
      }
      let bytes = Int64(2 * Sample.text.count)
      let received = Sample.now.adding(seconds: 60)
      #expect(
        try await registry.channel.summary()
          == MailboxSummary(
            messages: 2, unread: 2, endingSoon: 1, lastReceived: received, bytes: bytes,
            isPrefetchAllowed: true))
      let first = try #require(try await registry.channel.messages(MessageQuery()).items.last)
      _ = try await Self.collect(
        try await registry.channel.content(of: first.attachments[0].id, in: first.id, range: nil))
      try await registry.channel.update([MessageUpdate(first.id, isVisible: false)])
      #expect(try await registry.channel.summary().messages == 2)
      #expect(try await registry.channel.summary().unread == 1)
      #expect(try await registry.otherChannel.summary() == empty(false))
    }
  }

  @Test("what is to be paid and done arrives as it was sent", arguments: Way.allCases)
  func payment(way: Way) async throws {
    let references: [Payment.Reference?] = [
      nil, .text("Factuur 12 – voor élève"),
      .structured(try StructuredCommunication(parsing: "+++999/0000/00171+++")),
    ]
    try await RegistryUnderTest.with(way) { registry in
      for reference in references {
        let payment = Payment(
          id: "factuur-12", amount: try MoneyAmount(parsing: "1234.56"),
          vatAmount: try MoneyAmount(parsing: "0.07"), currency: try CurrencyCode(parsing: "EUR"),
          dueDate: try Instant(parsingEnd: "2027-01-31"), account: try IBAN(parsing: "BE49999000000171"),
          bank: reference == nil ? try BIC(parsing: "GEBABEBB") : nil, reference: reference)
        let due = Due(.appearance, end: try Instant(parsing: "2026-12-10T09:30:00Z"))
        let frames =
          [
            Sample.request {
              $0.payment = payment
              $0.due = due
            }
          ] + Sample.file()
        let id = try #require(try await registry.sender.publish(Sample.stream(frames)).recipients.first)
          .messageID
        let message = try await registry.channel.message(id)
        #expect(message.payment == payment && message.due == due)
        let type = try await registry.referenceData.messageType(Sample.messageType)
        #expect(message.dues(of: type).map(\.kind) == [.appearance, .appeal, .payment])
        #expect(try await registry.channel.messages(MessageQuery()).items.contains(message))
      }
      let plain = try await registry.sender.publish(Sample.stream([Sample.request()] + Sample.file()))
      let message = try await registry.channel.message(plain.recipients[0].messageID)
      #expect(message.payment == nil && message.due == nil)
      let past = [Sample.request { $0.due = Due(.answer, end: Sample.now) }] + Sample.file()
      await Self.expect(.duePast(.answer), registry.sender, past)
    }
  }

  @Test("parts and request come in any order", arguments: Way.allCases)
  func anyOrder(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let receipt = try await registry.sender.publish(Sample.stream(Sample.file() + [Sample.request()]))
      #expect(receipt.recipients.count == 1)
    }
  }

  @Test("R-PUB-9: a key is used once; the second time answers the first", arguments: Way.allCases)
  func once(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let key = try IdempotencyKey(parsing: "3f2a")
      let frames = [Sample.request { $0.key = key }] + Sample.file()
      let receipt = try await registry.sender.publish(Sample.stream(frames))
      await Self.expect(.alreadyPublished(receipt), registry.sender, frames)
      let total = try await registry.channel.messages(MessageQuery()).total
      #expect(total == 1)
    }
  }

  @Test("R-PUB-7: a rehearsal tells what would happen, and nothing did", arguments: Way.allCases)
  func rehearsed(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let key = try IdempotencyKey(parsing: "3f2a")
      let frames = [Sample.request { $0.key = key }] + Sample.file()
      let rehearsal = try await registry.sender.rehearse(Sample.stream(frames))
      #expect(rehearsal.recipients.map(\.isDigital) == [true] && rehearsal.warnings.isEmpty)
      // Its message type is in transition.
      #expect(rehearsal.recipients.map(\.isPaperNeeded) == [true])
      #expect(rehearsal.recipients.map(\.paperUntil) == [try CalendarDate(parsing: "2027-06-30")])
      #expect(try await registry.channel.messages(MessageQuery()).total == 0)
      let receipt = try await registry.sender.publish(Sample.stream(frames))
      #expect(receipt.recipients.map(\.expiration) == rehearsal.recipients.map(\.expiration))
      do throws(Failure<PublicationRejection>) {
        _ = try await registry.sender.rehearse(Sample.stream(frames))
        Issue.record("a used key was rehearsed")
      } catch {
        guard case .rejected(.alreadyPublished(receipt)) = error else { throw error }
      }
      let paper = [Sample.request { $0.recipient = Sample.inactiveCitizen }] + Sample.file()
      let inactive = try await registry.sender.rehearse(Sample.stream(paper)).recipients
      #expect(inactive.map(\.isDigital) == [false] && inactive.map(\.isPaperNeeded) == [true])
      let day = CalendarDate(inBrusselsAt: registry.time.now())
      let report = try await registry.sender.quality(QualityReport.Days(from: day, until: day))
      #expect(report.lines.isEmpty)
    }
  }

  @Test("R-CON-7: no consent is told, and nothing is shown", arguments: Way.allCases)
  func noDigitalUser(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let frames = [Sample.request { $0.recipient = Sample.inactiveCitizen }] + Sample.file()
      let receipt = try await registry.sender.publish(Sample.stream(frames))
      #expect(receipt.recipients.map(\.isDigital) == [false])
    }
  }

  @Test(
    "a replaced number leads to the same box, and the sender is told the new one", arguments: Way.allCases)
  func replacedNumber(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let key = try IdempotencyKey(parsing: "replaced")
      let frames =
        [
          Sample.request {
            $0.recipient = Sample.formerNumber
            $0.key = key
          }
        ] + Sample.file()
      let receipt = try await registry.sender.publish(Sample.stream(frames))
      let recipient = try #require(receipt.recipients.first)
      #expect(recipient.isDigital)
      #expect(recipient.currentNumber == Sample.citizen)
      #expect(try await registry.channel.message(recipient.messageID).id == recipient.messageID)
      let asked = StatusQuery(message: recipient.messageID, recipient: Sample.formerNumber)
      #expect(try await registry.sender.status(of: [asked]).map(\.recipient) == [Sample.formerNumber])
      let current = StatusQuery(message: recipient.messageID, recipient: Sample.citizen)
      #expect(try await registry.sender.status(of: [current]).count == 1)
      // The first answer comes again, without the number: none is kept in clear.
      do {
        _ = try await registry.sender.publish(Sample.stream(frames))
        Issue.record("the key was used twice")
      } catch Failure<PublicationRejection>.rejected(.alreadyPublished(let first)) {
        #expect(first.recipients.map(\.messageID) == [recipient.messageID])
        #expect(first.recipients.map(\.currentNumber) == [nil])
      }
    }
  }

  @Test("every rule turns down the same way", arguments: Way.allCases)
  func rejections(way: Way) async throws {
    let second = AttachmentRequest(partName: "upfile2", isMainContent: true)
    let unnamed = AttachmentRequest(partName: "upfile2", isMainContent: false)
    let wrong = AttachmentRequest(partName: "upfile1", isMainContent: true, digest: Sample.digest([1]))
    let cases: [(PublicationRejection, [PublicationFrame])] = [
      (.requestMissing, Sample.file()),
      (
        .senderIsNotCaller(sender: Sample.otherSender),
        [Sample.request { $0.sender = Sample.otherSender }] + Sample.file()
      ),
      (.tripletNotRegistered, [Sample.request { $0.messageType = Sample.unregistered }] + Sample.file()),
      (.severalLanguages, [Sample.request { $0.subject = [.nl: "Een", .fr: "Un"] }] + Sample.file()),
      (.mainContentCount(0), [Sample.request { $0.attachments = [] }]),
      (
        .mainContentCount(2),
        [Sample.request { $0.attachments = [Sample.mainContent, second] }] + Sample.file()
          + Sample.file("upfile2")
      ),
      (
        .partMissing("upfile2"),
        [Sample.request { $0.attachments = [Sample.mainContent, unnamed] }] + Sample.file()
      ),
      (.partUnnamed("upfile2"), [Sample.request()] + Sample.file() + Sample.file("upfile2")),
      (.fileNameMissing(part: "upfile1"), [Sample.request()] + Sample.file(fileName: nil)),
      (.mediaTypeMissing(part: "upfile1"), [Sample.request()] + Sample.file(mediaType: nil)),
      (.mediaTypeNotAllowed(part: "upfile1"), [Sample.request()] + Sample.file(mediaType: "image/png")),
      (.attachmentEmpty(part: "upfile1"), [Sample.request()] + Sample.file(bytes: [])),
      (.digestMismatch(part: "upfile1"), [Sample.request { $0.attachments = [wrong] }] + Sample.file()),
      (.expirationPast, [Sample.request { $0.expiration = Sample.now.adding(seconds: -60) }] + Sample.file()),
    ]
    try await RegistryUnderTest.with(way) { registry in
      for (rejection, frames) in cases { await Self.expect(rejection, registry.sender, frames) }
      let total = try await registry.channel.messages(MessageQuery()).total
      #expect(total == 0)
    }
  }

  @Test("R-BOX-1: another citizen's message can't be told from none", arguments: Way.allCases)
  func otherCitizen(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let receipt = try await registry.sender.publish(Sample.stream([Sample.request()] + Sample.file()))
      let id = try #require(receipt.recipients.first?.messageID)
      for message in [id, Sample.unknownMessage] {
        await Self.expect(.messageNotFound) { () async throws(Failure<ReadingRejection>) in
          _ = try await registry.otherChannel.message(message)
        }
      }
      #expect(try await registry.otherChannel.messages(MessageQuery()).items.isEmpty)
      let others = [StatusQuery(message: id, recipient: Sample.citizen)]
      #expect(try await registry.otherSender.status(of: others).isEmpty)
    }
  }

  @Test("ranges, and what is past the end", arguments: Way.allCases)
  func ranges(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      _ = try await registry.sender.publish(Sample.stream([Sample.request()] + Sample.file()))
      let message = try #require(try await registry.channel.messages(MessageQuery()).items.first)
      let attachment = try #require(message.attachments.first)
      let part = try ByteRange(parsing: 5, through: 9)
      let content = try await registry.channel.content(of: attachment.id, in: message.id, range: part)
      #expect(content.range == part)
      #expect(try await Self.collect(content) == Array(Sample.text[5...9]))
      let past = try ByteRange(parsing: attachment.size, through: attachment.size + 5)
      await Self.expect(.rangeNotSatisfiable) { () async throws(Failure<ReadingRejection>) in
        _ = try await registry.channel.content(of: attachment.id, in: message.id, range: past)
      }
      await Self.expect(.contentNotFound) { () async throws(Failure<ReadingRejection>) in
        _ = try await registry.channel.body(of: message.id)
      }
    }
  }

  @Test("a body that is the main content is read by reading it", arguments: Way.allCases)
  func body(way: Way) async throws {
    try await RegistryUnderTest.with(way) { registry in
      let text = Sample.translated([.de: "Der ganze Inhalt"])
      let request = Sample.request {
        $0.subject = [.de: "Bescheid"]
        $0.attachments = []
        $0.body = text
      }
      let receipt = try await registry.sender.publish(Sample.stream([request]))
      let id = try #require(receipt.recipients.first?.messageID)
      #expect(try await registry.channel.body(of: id) == text)
      let query = StatusQuery(message: id, recipient: Sample.citizen)
      #expect(try await registry.sender.status(of: [query]).first?.readAt == Sample.now)
    }
  }

  @Test("reference data is the same", arguments: Way.allCases)
  func referenceData(way: Way) async throws {
    let register = try Sample.register()
    try await RegistryUnderTest.with(way) { registry in
      let data = registry.referenceData
      let types = try await data.messageTypes(.first)
      #expect(try await register.messageTypes(.first) == types)
      let type = try await data.messageType(Sample.messageType)
      #expect(try await register.messageType(Sample.messageType) == type && type != nil)
      let none = try await data.messageType(Sample.unregistered)
      #expect(none == nil)
      let applications = try await data.applications(.first)
      #expect(try await register.applications(.first) == applications)
      let application = try await data.application(Sample.application)
      #expect(try await register.application(Sample.application) == application && application != nil)
      let organizations = try await data.organizations(.first)
      #expect(try await register.organizations(.first) == organizations)
      let organization = try await data.organization(Sample.sender)
      #expect(try await register.organization(Sample.sender) == organization && organization != nil)
    }
  }

  @Test("a stream that breaks off publishes nothing", arguments: Way.allCases)
  func interrupted(way: Way) async throws {
    struct Broken: Error {}
    try await RegistryUnderTest.with(way) { registry in
      let frames = AsyncThrowingStream<PublicationFrame, any Error> { continuation in
        for frame in [Sample.request()] + Sample.file().dropLast() { continuation.yield(frame) }
        continuation.finish(throwing: Broken())
      }
      do throws(Failure<PublicationRejection>) {
        _ = try await registry.sender.publish(frames)
        Issue.record("it was published")
      } catch {
        guard case .interrupted(let cause) = error else {
          Issue.record("not interrupted: \(error)")
          return
        }
        #expect(cause is Broken)
      }
      let total = try await registry.channel.messages(MessageQuery()).total
      #expect(total == 0)
    }
  }

  static func collect(_ content: Content) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await piece in content.bytes { bytes += piece.readableBytesView }
    return bytes
  }

  static func expect(
    _ rejection: PublicationRejection, _ registry: any SenderRegistry, _ frames: [PublicationFrame]
  ) async {
    do throws(Failure<PublicationRejection>) {
      _ = try await registry.publish(Sample.stream(frames))
      Issue.record("published in spite of \(rejection)")
    } catch {
      if case .rejected(let found) = error {
        #expect(found == rejection)
      } else {
        Issue.record("\(rejection): \(error)")
      }
    }
  }

  static func expect(
    _ rejection: ReadingRejection, _ read: () async throws(Failure<ReadingRejection>) -> Void
  ) async {
    do throws(Failure<ReadingRejection>) {
      try await read()
      Issue.record("read in spite of \(rejection)")
    } catch {
      if case .rejected(let found) = error {
        #expect(found == rejection)
      } else {
        Issue.record("\(rejection): \(error)")
      }
    }
  }
}
