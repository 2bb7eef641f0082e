import Contracts
import Vocabulary

// What version 2.1 reads (reference §2.3).

extension Language {
  /// Those that a `TranslatedString` of 2.1 has.
  static let v21: [Language] = [.nl, .fr, .de]
}

extension MessageToPublish {
  static let v21 = MessageToPublish(
    names: Names(
      isMainContent: "mainContent", isAttachmentSigned: "attachmentSigned",
      isBodyMainContent: "bodyMainContent", isReplyAuthorized: "replyAuthorized",
      isRegisteredMail: "registeredMail"),
    members: [
      "senderOrganizationId", "recipient", "subject", "messageTypeId", "senderApplicationId", "attachments",
      "bodyContent", "expirationDate", "paymentData", "businessDataList",
    ],
    notOffered: ["forTheAttentionOf", "originalMessageId"],
    languages: Language.v21, digestMethods: [.sha256],
    sender: {
      $0.parsed("senderOrganizationId", of: $1, isRequired: true, by: EnterpriseNumber.init(parsing:))
    },
    recipient: { EBoxIDV21.recipient($0, $1, named: "recipient") })
}

/// `EboxId` of 2.1.
enum EBoxIDV21 {
  /// A citizen; an enterprise's eBox is another registry's.
  static func recipient(
    _ reader: InputReader, _ parent: InputReader.Object, named name: String
  ) -> NationalNumber? {
    guard
      let object = reader.object(name, of: parent, names: ["eboxType", "eboxIdValue"], isRequired: true)
    else { return nil }
    if let type = reader.text("eboxType", of: object, isRequired: true), type != "citizen" {
      reader.invalid(object.name("eboxType"), "must be citizen")
    }
    return reader.parsed("eboxIdValue", of: object, isRequired: true, by: NationalNumber.init(parsing:))
  }
}
