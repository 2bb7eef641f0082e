import Contracts
import Crypto
import Vocabulary

/// What a publication says, in 32 bytes: two with the same fingerprint are one publication under one ticket
/// (domain.md, "Publication": equal metadata and digests). Recipients are not part of it.
enum Fingerprint {
  static func of(_ accepted: AcceptedPublication) -> [UInt8] {
    let request = accepted.request
    var hash = SHA256()
    func add(_ field: String?) {
      // A length before each field: no two lists of fields run into the same bytes.
      let bytes = Array((field ?? "").utf8)
      hash.update(data: Array("\(field == nil ? -1 : bytes.count):".utf8))
      hash.update(data: bytes)
    }
    add(request.messageType.text)
    add(written(request.subject))
    add(request.body.map(written))
    add(request.expiration?.description)
    add("\(request.isBodyMainContent) \(request.isReplyAuthorized) \(request.isRegisteredMail)")
    add(request.payment.map { "\($0)" })
    add(request.due.map { "\($0)" })
    for attachment in accepted.attachments {
      add(attachment.fileName)
      add(attachment.mediaType.text)
      add("\(attachment.isMainContent) \(attachment.isSigned)")
      add(attachment.digest.base64URL)
    }
    for datum in accepted.businessData {
      add(datum.key.text)
      for value in datum.values { add(written(value)) }
    }
    return Array(hash.finalize())
  }

  private static func written(_ text: TranslatedText) -> String {
    Language.allCases.compactMap { language in text.texts[language].map { "\(language) \($0)" } }
      .joined(separator: "\n")
  }
}
