import AsyncHTTPClient
import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Vocabulary

struct RemoteSenderRegistry: SenderRegistry {
  let transport: Transport
  let random: any RandomSource

  /// An idempotency key must be in a request that comes first: it travels in the head.
  func publish(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationReceipt {
    let response = try await send(frames, isRehearsal: false)
    return try await response.decode(ReceiptAnswer.self) { try $0.receipt() }
  }

  func rehearse(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable
  ) async throws(Failure<PublicationRejection>) -> PublicationRehearsal {
    let response = try await send(frames, isRehearsal: true)
    // A registry that does not know of dry runs has published.
    guard response.response.status == .ok else { throw .outcomeUnknown(ClientFault.notRehearsed) }
    return try await response.decode(RehearsalAnswer.self) { try $0.rehearsal() }
  }

  private func send(
    _ frames: some AsyncSequence<PublicationFrame, any Error> & Sendable, isRehearsal: Bool
  ) async throws(Failure<PublicationRejection>) -> Answered<PublicationRejection> {
    let upload = MultipartUpload(frames, random: random) { (request: PublicationRequest, isFirst) in
      guard isFirst || request.idempotencyKey == nil else {
        throw ClientFault.notExpressible("an idempotency key must come before the files")
      }
      return try RequestDocument(request).bytes()
    }
    do {
      var headers: HTTPHeaders = ["Content-Type": "multipart/form-data; boundary=\(upload.boundary)"]
      let leading = try await upload.leadingRequest()
      if let key = leading?.idempotencyKey {
        headers.add(name: "Idempotency-Key", value: "\"\(key)\"")
      }
      var path = "/ebox/messages"
      if leading?.isRegisteredMail == true {
        path = "/registeredMails"
        upload.documentPart = "registeredMailToPublish"
      }
      if isRehearsal { headers.add(name: "Ebox-Dry-Run", value: "?1") }
      return try await transport.send(
        .POST, path, headers: headers,
        body: .stream(UploadSequence(upload: upload), length: .unknown)
      ) { $0.publicationRejection }
    } catch let failure as Failure<PublicationRejection> {
      if case .outcomeUnknown = failure, let cause = upload.interruption { throw .interrupted(cause) }
      throw failure
    } catch { throw .interrupted(error) }
  }

  func box(for purpose: ReadingPurpose) -> any BoxRegistry {
    RemoteChannelRegistry(transport: transport, purpose: purpose, random: random)
  }

  func quality(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport {
    let response = try await transport.send(.GET, "/quality?from=\(days.from)&until=\(days.until)") {
      _ -> Never? in nil
    }
    return try await response.decode(QualityAnswer.self) { answer in
      QualityReport(days: days, lines: try answer.items.compactMap { try $0.line() })
    }
  }

  func events(_ query: SenderEventQuery) async throws(Failure<Never>) -> SenderEvents {
    let kind = query.kind.map { "&eventType=\($0.rawValue)" } ?? ""
    let response = try await transport.send(
      .GET, "/ebox/events?lastSequenceNbr=\(query.last)&pageSize=\(query.size)\(kind)"
    ) { _ -> Never? in nil }
    return try await response.decode(EventsAnswer.self) { try $0.events() }
  }

  func status(of queries: [StatusQuery]) async throws(Failure<Never>) -> [MessageStatus] {
    let body: ByteBuffer
    do {
      let documents = queries.map { query in
        StatusDocument(
          messageId: query.message.text,
          eboxId: RequestDocument.EBoxID(eboxType: "citizen", ssin: query.recipient.digits))
      }
      body = ByteBuffer(data: try JSONEncoder().encode(documents))
    } catch { throw .outcomeUnknown(error) }
    let response = try await transport.send(
      .POST, "/searchMessageStatus", headers: ["Content-Type": "application/json"], body: .bytes(body)
    ) { _ -> Never? in nil }
    return try await response.decode([StatusAnswer].self) { try $0.map { try $0.status() } }
  }

  func recall(_ recall: Recall) async throws(Failure<RecallRejection>) {
    let body: ByteBuffer
    do {
      let document = RecallDocument(
        eboxId: RequestDocument.EBoxID(eboxType: "citizen", ssin: recall.recipient.digits),
        reason: recall.reason.wire,
        breach: recall.breach.map {
          RecallDocument.Breach(reference: $0.reference.text, approvals: $0.approvals)
        })
      body = ByteBuffer(data: try JSONEncoder().encode(document))
    } catch { throw .outcomeUnknown(error) }
    _ = try await transport.send(
      .POST, "/ebox/messages/\(recall.message)/recall", headers: ["Content-Type": "application/json"],
      body: .bytes(body)
    ) { $0.recallRejection }
  }
}

private struct RecallDocument: Encodable {
  struct Breach: Encodable {
    let reference: String
    let approvals: [String]
  }

  let eboxId: RequestDocument.EBoxID
  let reason: [String: String]
  let breach: Breach?
}

private struct StatusDocument: Encodable {
  let messageId: String
  let eboxId: RequestDocument.EBoxID
}
