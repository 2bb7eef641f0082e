import Contracts
import Foundation
import NIOCore
import NIOFoundationCompat
import Vocabulary

/// `messageToPublish` of version 3, as a sender writes it. What is nil is left out.
struct RequestDocument: Encodable {
  struct EBoxID: Encodable {
    let eboxType: String
    var enterpriseNumber: String?
    var ssin: String?
  }

  struct AttachmentDocument: Encodable {
    let httpPartName: String
    let isMainContent: Bool
    let isAttachmentSigned: Bool
    let digest: DigestDocument?
  }

  struct DigestDocument: Encodable {
    let digestMethod: String
    let digestValue: String

    init(_ digest: Digest) {
      digestMethod = digest.method == .sha512 ? "sha_512" : "sha_256"
      digestValue = digest.base64URL
    }
  }

  struct PaymentDocument: Encodable {
    struct ReferenceDocument: Encodable {
      var structuredCommunication: String?
      var text: String?
    }

    let paymentDataId: String
    let amount: Decimal
    let vatAmount: Decimal
    let currency: String
    let dueDate: String
    let iban: String
    let bic: String?
    let reference: ReferenceDocument?

    init(_ payment: Payment) {
      paymentDataId = payment.id
      amount = Decimal(payment.amount.hundredths) / 100
      vatAmount = Decimal(payment.vatAmount.hundredths) / 100
      currency = payment.currency.text
      dueDate = payment.dueDate.description
      iban = payment.account.text
      bic = payment.bank?.text
      switch payment.reference {
      case nil: reference = nil
      case .structured(let communication)?:
        reference = ReferenceDocument(structuredCommunication: communication.description)
      case .text(let text)?: reference = ReferenceDocument(text: text)
      }
    }
  }

  struct DueDocument: Encodable {
    let dueKind: String
    let dueDate: String
  }

  struct BusinessDataDocument: Encodable {
    let key: String
    let values: [[String: String]]
  }

  let sender: EBoxID
  let recipient: EBoxID
  let subject: [String: String]
  let messageTypeId: String
  let senderApplicationId: String
  let attachments: [AttachmentDocument]
  let bodyContent: [String: String]?
  let isBodyMainContent: Bool
  let expirationDate: String?
  let isReplyAuthorized: Bool
  let isRegisteredMail: Bool
  let paymentData: PaymentDocument?
  let due: DueDocument?
  let businessDataList: [BusinessDataDocument]?
  let replacesMessageId: String?

  /// - Throws: ``ClientFault/notExpressible(_:)`` unless there is one recipient and no ticket.
  init(_ request: PublicationRequest) throws {
    guard let number = request.recipients.first, request.recipients.count == 1 else {
      throw ClientFault.notExpressible("a publication has one recipient")
    }
    guard request.ticket == nil, request.token == nil else {
      throw ClientFault.notExpressible("a publication has no ticket here")
    }
    sender = EBoxID(eboxType: "enterprise", enterpriseNumber: request.sender.digits)
    recipient = EBoxID(eboxType: "citizen", ssin: number.digits)
    subject = request.subject.wire
    messageTypeId = request.messageType.text
    senderApplicationId = request.application.text
    attachments = request.attachments.map { attachment in
      AttachmentDocument(
        httpPartName: attachment.partName, isMainContent: attachment.isMainContent,
        isAttachmentSigned: attachment.isSigned,
        digest: attachment.digest.map(DigestDocument.init))
    }
    bodyContent = request.body?.wire
    isBodyMainContent = request.isBodyMainContent
    expirationDate = request.expiration?.description
    isReplyAuthorized = request.isReplyAuthorized
    isRegisteredMail = request.isRegisteredMail
    paymentData = request.payment.map(PaymentDocument.init)
    due = request.due.map { DueDocument(dueKind: $0.kind.rawValue, dueDate: $0.end.description) }
    businessDataList =
      request.businessData.isEmpty
      ? nil
      : request.businessData.map { datum in
        BusinessDataDocument(key: datum.key.text, values: datum.values.map(\.wire))
      }
    replacesMessageId = request.replaces?.text
  }

  func bytes() throws -> ByteBuffer { ByteBuffer(data: try JSONEncoder().encode(self)) }
}

extension TranslatedText {
  var wire: [String: String] {
    Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })
  }
}
