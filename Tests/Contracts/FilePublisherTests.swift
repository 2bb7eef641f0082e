import Contracts
import EBoxClient
import EBoxTesting
import Foundation
import NIOCore
import Synchronization
import Testing
import Vocabulary

/// What the sender's tool does when answers are slow, lost or late.
@Suite("R-PUB-9: files published until the registry has answered")
struct FilePublisherTests {
  /// A sender's registry that fails as the test says, then publishes.
  private final class PlayedSender: SenderRegistry {
    private let failures: Mutex<[Failure<PublicationRejection>]>
    private let asked = Mutex<[PublicationRequest]>([])

    init(_ failures: [Failure<PublicationRejection>]) { self.failures = Mutex(failures) }

    var requests: [PublicationRequest] { asked.withLock { $0 } }

    func publish(
      _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
    ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
      do {
        for try await frame in frames {
          if case .request(let request) = frame { asked.withLock { $0.append(request) } }
        }
      } catch { throw .interrupted(error) }
      if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
      return FilePublisherTests.receipt
    }

    func rehearse(
      _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
    ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal {
      PublicationRehearsal(recipients: [], warnings: [])
    }

    func quality(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport {
      QualityReport(days: days, lines: [])
    }

    func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents {
      SenderEvents(items: [], last: query.last, hasNext: false)
    }

    func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus] { [] }
    func recall(_ recall: Recall) async throws(Failure<RecallRejection>) {}
    func box(for purpose: ReadingPurpose) -> any BoxRegistry { fatalError("not asked") }
  }

  private struct Lost: Error {}

  static let receipt = PublicationReceipt(recipients: [
    .init(messageID: Sample.unknownMessage, expiration: Sample.now, isDigital: true)
  ])

  private func publish(
    _ failures: [Failure<PublicationRejection>]
  ) async throws -> (sender: PlayedSender, pauses: [Int], progress: [Int64], outcome: Result<Bool, any Error>)
  {
    try await TemporaryFolder.with { folder in
      let path = folder + "/besluit.pdf"
      try Data(Sample.text).write(to: URL(fileURLWithPath: path))
      let publication = FilePublication(
        sender: Sample.sender, application: Sample.application, messageType: Sample.messageType,
        recipient: Sample.citizen, subject: Sample.translated([.nl: "Beslissing"]),
        files: [FileToPublish(path: path, mediaType: .pdf, isMainContent: true)],
        idempotencyKey: try IdempotencyKey(parsing: "3f2a"))
      let sender = PlayedSender(failures)
      let (pauses, progress) = (Log<Int>(), Log<Int64>())
      let publisher = FilePublisher(
        registry: sender, progress: { sent, _ in progress.add(sent) }, pause: { pauses.add($0) })
      do {
        let recipient = try await publisher.publish(publication).onlyRecipient()
        return (sender, pauses.all, progress.all, .success(recipient.messageID == Sample.unknownMessage))
      } catch { return (sender, pauses.all, progress.all, .failure(error)) }
    }
  }

  private final class Log<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])
    var all: [Element] { elements.withLock { $0 } }
    func add(_ element: Element) { elements.withLock { $0.append(element) } }
  }

  @Test("repeated with the same key; a 409 that carries the first answer counts as success")
  func repeats() async throws {
    let run = try await publish([
      .overloaded(retryAfterSeconds: 7), .outcomeUnknown(Lost()), .rejected(.alreadyPublished(Self.receipt)),
    ])
    #expect(try run.outcome.get())
    #expect(run.pauses == [7, 4])
    #expect(run.sender.requests.map { $0.idempotencyKey?.text } == ["3f2a", "3f2a", "3f2a"])
    #expect(run.sender.requests.first?.attachments.first?.digest == Sample.digest(Sample.text))
    #expect(run.progress.last == Int64(Sample.text.count))
  }

  @Test("the row of a batch says what the publication says", arguments: [true, false])
  func batchRow(isReplyAuthorized: Bool) throws {
    let publication = FilePublication(
      sender: Sample.sender, application: Sample.application, messageType: Sample.messageType,
      recipient: Sample.citizen, subject: Sample.translated([.nl: "Beslissing"]),
      files: [FileToPublish(path: "brief/besluit.pdf", mediaType: .pdf, isMainContent: true)],
      replaces: Sample.unknownMessage, isReplyAuthorized: isReplyAuthorized,
      idempotencyKey: try IdempotencyKey(parsing: "3f2a"))
    let row = try publication.row { ("files/" + $0, Sample.digest(Sample.text)) }
    let members = try #require(try JSONSerialization.jsonObject(with: Data(row)) as? [String: Any])
    let message = try #require(members["messageToPublish"] as? [String: Any])
    #expect(members["idempotencyKey"] as? String == "3f2a")
    #expect(message["isReplyAuthorized"] as? Bool == isReplyAuthorized)
    #expect(message["replacesMessageId"] as? String == Sample.unknownMessage.text)
    let files = try #require(members["files"] as? [String: [String: String]])
    #expect(
      files["upfile1"] == [
        "path": "files/brief/besluit.pdf", "fileName": "besluit.pdf", "mediaType": "application/pdf",
      ])
  }

  @Test("what can't get better is not repeated; what might is given up after five attempts")
  func givesUp() async throws {
    let rejected = try await publish([.rejected(.tripletNotRegistered)])
    #expect(rejected.sender.requests.count == 1 && rejected.pauses.isEmpty)
    #expect(throws: (any Error).self) { try rejected.outcome.get() }
    let refused = try await publish([.outcomeUnknown(ClientFault.refused(status: 401, code: nil))])
    #expect(refused.sender.requests.count == 1)
    let lost = try await publish(Array(repeating: .outcomeUnknown(Lost()), count: 9))
    #expect(lost.sender.requests.count == FilePublisher.attemptsDefault)
    #expect(throws: (any Error).self) { try lost.outcome.get() }
  }
}
