import Contracts
import Vocabulary

// What a person reads at the command line of a rule that turned something down.

extension PublicationRejection {
  var words: String {
    switch self {
    case .tooManyAttachments(let max): "there are more than \(max) files"
    case .attachmentTooLarge(let part, let max): "\(part) has more than \(max) bytes"
    case .publicationTooLarge(let max): "all files together have more than \(max) bytes"
    case .publicationTooSlow(let max): "it did not arrive within \(max) s"
    case .requestMissing: "the request document is missing"
    case .senderIsNotCaller(let sender): "\(sender) is not the sender's own number"
    case .tripletNotRegistered: "this sender may not send that message type from that application"
    case .senderSuspended: "this sender is suspended"
    case .senderNotApproved: "this sender is not approved yet: until then it may rehearse (--dry-run)"
    case .alreadyPublished(let receipt):
      "this idempotency key was used before, for message "
        + receipt.recipients.map(\.messageID.text).joined(separator: ", ")
    case .severalLanguages: "a message is in one language"
    case .registeredMailNotOffered: "the message type is none of registered mail"
    case .registeredMailRequired: "the message type is one of registered mail: publish it with --registered"
    case .registeredRecipients: "registered mail has one recipient"
    case .replyNotAllowed: "the message type allows no replies"
    case .paymentNotAllowed: "the message type asks for no payments"
    case .duePast(let kind): "the date of \(kind.rawValue) lies in the past"
    case .businessDataNotAllowed(let key): "\(key) is no key of the message type"
    case .businessDataRepeated(let key): "\(key) is given twice"
    case .businessDataInvalid(let key): "a value of \(key) is not what the message type allows"
    case .businessDataMissing(let key): "the message type requires \(key)"
    case .updateNotAllowed: "messages of this message type are not replaced"
    case .expirationPast: "the end of the term lies in the past"
    case .expirationAfterTerm(let latest): "the term ends at \(latest.brussels) at the latest"
    case .expirationBeforeDecision(let earliest):
      "the citizen may decide until \(earliest.brussels): the term ends then at the earliest"
    case .replacedMessageNotFound:
      "there is no such message of this sender to this citizen, or another one replaced it already"
    case .ticketTaken: "this ticket stands for other content"
    default: contentWords
    }
  }

  private var contentWords: String {
    switch self {
    case .mainContentCount(let count): "there must be exactly one main content, not \(count)"
    case .bodyMissing: "the main content is a text that is not there"
    case .partMissing(let part), .partUnnamed(let part): "\(part) stands in the request or in the files only"
    case .partNameRepeated(let part): "\(part) stands more than once"
    case .fileNameMissing(let part): "\(part) has no file name"
    case .fileNameTooLong(let part, let max): "the file name of \(part) has more than \(max) characters"
    case .mediaTypeMissing(let part): "\(part) has no media type"
    case .mediaTypeNotAllowed(let part): "the media type of \(part) is not allowed"
    case .attachmentEmpty(let part): "\(part) is empty"
    case .digestMismatch(let part): "the digest of \(part) is not that of the bytes"
    case .documentUnfit(let part, let finding): "\(part): \(finding.words)"
    default: "\(self)"
    }
  }
}

extension ReplyRejection {
  var words: String {
    switch self {
    case .messageNotFound: "there is no such message, or its term is over"
    case .replyNotAllowed: "its sender takes no reply to this message"
    case .alreadyReplied(let receipt): "this key was used before, for reply \(receipt.id)"
    case .otherReplySent(let receipt):
      "this key was used before, for another reply, \(receipt.id): that one was sent, this one was not"
    case .tooManyReplies(let max): "there are \(max) replies to this message already"
    case .tooManyBytes(let max): "replies of one day have at most \(max) bytes together: try again tomorrow"
    case .tooManyAtOnce(let max): "\(max) replies are being sent already: try again when one is sent"
    case .severalLanguages: "a reply is in one language"
    case .empty: "there is neither a text nor a file"
    case .upload(let rejection), .file(let rejection): rejection.words
    }
  }
}

extension RecallRejection {
  var words: String {
    switch self {
    case .severalLanguages: "the reason is in one language"
    case .messageNotFound: "this sender has no such message for that citizen, or its term is over"
    case .approvalInvalid(let index, let fault): "approval \(index + 1) \(fault.words)"
    case .approvalNotEntitled(let index):
      "the approver of approval \(index + 1) is not registered for this sender"
    case .approvalExpired(let index): "approval \(index + 1) has expired"
    case .approvalMissing(let role): "an approval lacks: \(role.lackWords)"
    case .alreadyOpened:
      "the citizen has opened or answered it: it stays, but for a data breach (--breach, --approval)"
    }
  }
}

extension ReadingRejection {
  var words: String {
    switch self {
    case .messageNotFound: "there is no such message, or its term is over"
    case .notAccepted:
      "it is registered mail that was not accepted: nobody reaches its content (ebox inbox accept)"
    case .contentNotFound: "the message has no such content"
    case .rangeNotSatisfiable: "the range lies past the end"
    case .notFetchedAhead: "this channel fetched no main content of it ahead"
    }
  }
}

extension AcceptanceRejection {
  var words: String {
    switch self {
    case .messageNotFound: "there is no such message, or its term is over"
    case .nothingToDecide: "this message asks for no decision"
    case .alreadyDecided(let delivery): "it is decided: \(delivery.words(at: SystemTime().now()))"
    }
  }
}

extension ProofRejection {
  var words: String {
    switch self {
    case .messageNotFound: "there is no such registered mail"
    case .proofNotFound: "there is no such proof of this message"
    case .notAccepted: "the proof describes what was not accepted (ebox inbox accept)"
    case .notSealedYet: "the proof is still being sealed: ask again in a moment"
    }
  }
}

extension Denial {
  var words: String {
    switch self {
    case .missingScope(let scope): "the token lacks the scope \(scope.rawValue)"
    case .assuranceTooLow(let has, let needs): "signed in at level \(has); this needs \(needs)"
    case .boxNotActive: "the eBox is not active"
    case .noMandate: "no mandate of that organisation is in force"
    case .channelNotLinked: "the citizen has not linked this channel, or withdrew it"
    case .senderSuspended: "this sender is suspended"
    case .senderNotRegistered: "this sender is not in the register"
    case .senderNotApproved: "this sender is not approved yet: until then it may rehearse (--dry-run)"
    case .prefetchNotAllowed: "the citizen lets this channel fetch nothing ahead"
    }
  }
}
