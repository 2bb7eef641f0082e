import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import Vocabulary

/// A problem document as it came, and the failures that it stands for.
struct ProblemDocument: Decodable, Sendable {
  static let bytesMax = 262_144

  struct Issue: Decodable, Sendable {
    let type: String
    let name: String?
    let limit: Int?
    let count: Int?
    let latest: String?
    let earliest: String?
    let value: String?
    let index: Int?

    /// The last part of the type: the rejection's case.
    var kind: String { String(type.split(separator: ":").last ?? "") }
  }

  struct FirstAnswer: Decodable, Sendable {
    let messageId: String
    let expirationDate: String
    let code: String?
  }

  let firstReply: ReplyAnswer?
  let code: String?
  let issues: [Issue]?
  let limit: Int?
  let requiredScopes: [String]?
  let acr: String?
  let acrValues: String?
  let firstAnswer: FirstAnswer?
  /// Where registered mail stands that was decided before.
  let delivery: DeliveryAnswer?
  /// The batch that a key stands for.
  let batch: BatchAnswer?

  /// Nil when the body is no such document.
  init?(_ body: ByteBuffer) {
    do { self = try JSONDecoder().decode(ProblemDocument.self, from: body) } catch { return nil }
  }

  var denial: Denial? {
    switch code {
    case "MISSING_SCOPE": requiredScopes?.lazy.compactMap { Scope(wire: $0) }.first.map(Denial.missingScope)
    case "BOX_NOT_ACTIVE": .boxNotActive
    case "CHANNEL_NOT_LINKED": .channelNotLinked
    case "NO_MANDATE": .noMandate
    case "SENDER_SUSPENDED": .senderSuspended
    case "SENDER_NOT_APPROVED": .senderNotApproved
    case "SENDER_NOT_REGISTERED": .senderNotRegistered
    case "PREFETCH_NOT_ALLOWED": .prefetchNotAllowed
    case "ASSURANCE_TOO_LOW":
      .assuranceTooLow(
        has: acr.flatMap { AssuranceLevel(acr: $0) } ?? .low,
        needs: acrValues.flatMap { AssuranceLevel(acr: $0) } ?? .readingMin)
    default: nil
    }
  }

  var readingRejection: ReadingRejection? {
    switch code {
    case "MESSAGE_NOT_FOUND": .messageNotFound
    case "NOT_ACCEPTED": .notAccepted
    case "CONTENT_NOT_FOUND": .contentNotFound
    case "RANGE_NOT_SATISFIABLE": .rangeNotSatisfiable
    case "NOT_FETCHED_AHEAD": .notFetchedAhead
    default: nil
    }
  }

  var acceptanceRejection: AcceptanceRejection? {
    switch code {
    case AcceptanceRejection.messageNotFound.code: .messageNotFound
    case AcceptanceRejection.nothingToDecide.code: .nothingToDecide
    case "ALREADY_DECIDED":
      // absent is an answer: what can't be read is none of this contract.
      (try? delivery?.delivery()).map(AcceptanceRejection.alreadyDecided)
    default: nil
    }
  }

  var proofRejection: ProofRejection? {
    switch code {
    case ProofRejection.messageNotFound.code: .messageNotFound
    case ProofRejection.proofNotFound.code: .proofNotFound
    case ProofRejection.notAccepted.code: .notAccepted
    case ProofRejection.notSealedYet.code: .notSealedYet
    default: nil
    }
  }

  var recallRejection: RecallRejection? {
    switch code {
    case RecallRejection.messageNotFound.code: .messageNotFound
    case RecallRejection.alreadyOpened.code: .alreadyOpened
    case RecallRejection.severalLanguages.code where issues?.first?.kind == "severalLanguages":
      .severalLanguages
    default: issues?.first.flatMap(approvalRejection)
    }
  }

  private func approvalRejection(_ issue: Issue) -> RecallRejection? {
    switch issue.kind {
    case "approvalInvalid":
      guard let index = issue.index, let fault = issue.value.flatMap(ApprovalFault.init(rawValue:)) else {
        return nil
      }
      return .approvalInvalid(index: index, fault)
    case "approvalNotEntitled": return issue.index.map { .approvalNotEntitled(index: $0) }
    case "approvalExpired": return issue.index.map { .approvalExpired(index: $0) }
    case "approvalMissing":
      return issue.value.flatMap(ApproverRole.init(rawValue:)).map { .approvalMissing($0) }
    default: return nil
    }
  }

  var batchRejection: BatchRejection? {
    switch code {
    case "ALREADY_ACCEPTED":
      // absent is an answer: a batch that can't be read is none of this contract.
      return (try? batch?.status()).map(BatchRejection.alreadyAccepted)
    case "BATCH_TOO_LARGE", "PAYLOAD_TOO_LARGE": return .batchTooLarge(bytesMax: limit ?? 0)
    case "BATCH_TOO_SLOW": return .batchTooSlow(secondsMax: limit ?? 0)
    case BatchRejection.batchNotFound.code: return .batchNotFound
    case BatchRejection.batchEnded.code: return .batchEnded
    default: break
    }
    switch issues?.first?.kind {
    case "manifestRepeated": return .manifestRepeated
    case "fileNameInvalid": return .fileNameInvalid
    case "fileRepeated": return .fileRepeated
    case "tooManyFiles": return .tooManyFiles(max: BatchLimits.filesMax)
    case "rowTooLong": return .rowTooLong(row: 0, bytesMax: BatchLimits.rowBytesMax)
    case "tooManyBlanks": return .tooManyBlanks(bytesMax: BatchLimits.blankBytesMax)
    case "tooManyRows": return .tooManyRows(max: BatchLimits.rowsMax)
    case "manifestMissing": return .manifestMissing
    case "noRows": return .noRows
    default: return nil
    }
  }

  var replyRejection: ReplyRejection? {
    if code == ReplyRejection.messageNotFound.code { return .messageNotFound }
    if let firstReply {
      // absent is an answer: the outcome is unknown then.
      return (try? firstReply.receipt()).map {
        code == ReplyRejection.otherReplySent($0).code ? .otherReplySent($0) : .alreadyReplied($0)
      }
    }
    guard let issue = issues?.first else { return nil }
    switch issue.kind {
    case "replyNotAllowed": return .replyNotAllowed
    case "tooManyReplies": return issue.limit.map { .tooManyReplies(max: $0) }
    case "tooManyReplyBytes": return issue.limit.map { .tooManyBytes(max: Int64($0)) }
    case "tooManyRepliesAtOnce": return issue.limit.map { .tooManyAtOnce(max: $0) }
    case "severalLanguages": return .severalLanguages
    case "replyEmpty": return .empty
    case "tooManyAttachments", "attachmentTooLarge", "publicationTooLarge", "publicationTooSlow",
      "requestMissing":
      return publicationRejection.map(ReplyRejection.upload)
    default: return publicationRejection.map(ReplyRejection.file)
    }
  }

  var publicationRejection: PublicationRejection? {
    if code == "ALREADY_PUBLISHED" { return firstAnswer?.receipt.map(PublicationRejection.alreadyPublished) }
    guard let issue = issues?.first else { return nil }
    let part = issue.name ?? ""
    switch issue.kind {
    case "tooManyAttachments": return issue.limit.map { .tooManyAttachments(max: $0) }
    case "attachmentTooLarge": return issue.limit.map { .attachmentTooLarge(part: part, bytesMax: $0) }
    case "publicationTooLarge": return issue.limit.map { .publicationTooLarge(bytesMax: $0) }
    case "publicationTooSlow": return issue.limit.map { .publicationTooSlow(secondsMax: $0) }
    case "requestMissing": return .requestMissing
    case "senderIsNotCaller":
      return issue.value.flatMap { enterprise($0) }.map { .senderIsNotCaller(sender: $0) }
    case "tripletNotRegistered": return .tripletNotRegistered
    case "senderSuspended": return .senderSuspended
    case "senderNotApproved": return .senderNotApproved
    case "severalLanguages": return .severalLanguages
    case "registeredMailNotOffered": return .registeredMailNotOffered
    case "registeredMailRequired": return .registeredMailRequired
    case "registeredRecipients": return .registeredRecipients
    case "replyNotAllowed": return .replyNotAllowed
    case "paymentNotAllowed": return .paymentNotAllowed
    case "duePast": return issue.value.flatMap(Due.Kind.init(rawValue:)).map(PublicationRejection.duePast)
    case "businessDataNotAllowed": return issue.key.map { .businessDataNotAllowed(key: $0) }
    case "businessDataRepeated": return issue.key.map { .businessDataRepeated(key: $0) }
    case "businessDataInvalid": return issue.key.map { .businessDataInvalid(key: $0) }
    case "businessDataMissing": return issue.key.map { .businessDataMissing(key: $0) }
    case "updateNotAllowed": return .updateNotAllowed
    case "replacedMessageNotFound": return .replacedMessageNotFound
    case "ticketTaken": return .ticketTaken
    case "mainContentCount": return issue.count.map(PublicationRejection.mainContentCount)
    case "bodyMissing": return .bodyMissing
    case "expirationPast": return .expirationPast
    case "expirationAfterTerm":
      return issue.latest.flatMap { instant($0) }.map { .expirationAfterTerm(latest: $0) }
    case "expirationBeforeDecision":
      return issue.earliest.flatMap { instant($0) }.map { .expirationBeforeDecision(earliest: $0) }
    default: return partRejection(issue, part)
    }
  }

  private func partRejection(_ issue: Issue, _ part: String) -> PublicationRejection? {
    switch issue.kind {
    case "partMissing": .partMissing(part)
    case "partUnnamed": .partUnnamed(part)
    case "partNameRepeated": .partNameRepeated(part)
    case "fileNameMissing": .fileNameMissing(part: part)
    case "fileNameTooLong": issue.limit.map { .fileNameTooLong(part: part, charactersMax: $0) }
    case "mediaTypeMissing": .mediaTypeMissing(part: part)
    case "mediaTypeNotAllowed": .mediaTypeNotAllowed(part: part)
    case "attachmentEmpty": .attachmentEmpty(part: part)
    case "digestMismatch": .digestMismatch(part: part)
    case "documentUnfit":
      issue.value.flatMap(DocumentFinding.init(rawValue:)).map { .documentUnfit(part: part, $0) }
    default: nil
    }
  }
}

extension ProblemDocument.FirstAnswer {
  var receipt: PublicationReceipt? {
    do {
      return PublicationReceipt(recipients: [
        PublicationReceipt.Recipient(
          messageID: try MessageID(parsing: messageId), expiration: try Instant(parsing: expirationDate),
          isDigital: code != "NO_DIGITAL_USER")
      ])
    } catch { return nil }
  }
}

extension ProblemDocument.Issue {
  fileprivate var key: BusinessDataKey? {
    guard let value else { return nil }
    do { return try BusinessDataKey(parsing: value) } catch { return nil }
  }
}

private func enterprise(_ text: String) -> EnterpriseNumber? {
  do { return try EnterpriseNumber(parsing: text) } catch { return nil }
}

private func instant(_ text: String) -> Instant? {
  do { return try Instant(parsing: text) } catch { return nil }
}
