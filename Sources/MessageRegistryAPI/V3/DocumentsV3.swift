import Contracts
import Vocabulary

// What version 3 reads (reference §2.5, `docs/contracts/divergences.md`).

extension MessageToPublish {
  static let v3 = MessageToPublish(
    names: Names(
      isMainContent: "isMainContent", isAttachmentSigned: "isAttachmentSigned",
      isBodyMainContent: "isBodyMainContent", isReplyAuthorized: "isReplyAuthorized",
      isRegisteredMail: "isRegisteredMail"),
    members: [
      "sender", "recipient", "subject", "messageTypeId", "senderApplicationId", "attachments", "bodyContent",
      "expirationDate", "paymentData", "due", "businessDataList", "replacesMessageId",
    ],
    notOffered: ["forTheAttentionOf", "originalMessageId", "structuredData"],
    languages: Language.allCases, digestMethods: Digest.Method.allCases,
    sender: EBoxID.sender(_:_:), recipient: { EBoxID.recipient($0, $1, named: "recipient") })

  /// `registeredMailToPublish` (reference §2.9): the same, but that it is registered, and that the sender may
  /// be left out, who is then the caller.
  static func registered(from caller: EnterpriseNumber) -> MessageToPublish {
    MessageToPublish(
      names: v3.names, members: v3.members, notOffered: v3.notOffered, isRegistered: true,
      languages: v3.languages, digestMethods: v3.digestMethods,
      sender: { $1.has("sender") ? EBoxID.sender($0, $1) : caller }, recipient: v3.recipient)
  }
}

/// `eboxType` and the number of its owner.
enum EBoxID {
  /// A citizen; an enterprise's eBox is another registry's.
  static func recipient(
    _ reader: InputReader, _ parent: InputReader.Object, named name: String
  ) -> NationalNumber? {
    guard
      let object = reader.object(
        name, of: parent, names: ["eboxType", "ssin", "enterpriseNumber", "partition"], isRequired: true)
    else { return nil }
    reader.refuse(["enterpriseNumber", "partition"], of: object)
    if let type = reader.text("eboxType", of: object, isRequired: true), type != "citizen" {
      reader.invalid(object.name("eboxType"), "must be citizen")
    }
    return reader.parsed("ssin", of: object, isRequired: true, by: NationalNumber.init(parsing:))
  }

  static func sender(_ reader: InputReader, _ root: InputReader.Object) -> EnterpriseNumber? {
    guard
      let sender = reader.object(
        "sender", of: root, names: ["eboxType", "enterpriseNumber", "partition"], isRequired: true)
    else { return nil }
    reader.refuse(["partition"], of: sender)
    if let type = reader.text("eboxType", of: sender, isRequired: true), type != "enterprise" {
      reader.invalid(sender.name("eboxType"), "must be enterprise")
    }
    return reader.parsed(
      "enterpriseNumber", of: sender, isRequired: true, by: EnterpriseNumber.init(parsing:))
  }
}
