/// An identifier of 128 bits: 48 bits of milliseconds since 1970, then 80 random bits. It sorts by time,
/// can't be guessed, and is written as 26 characters of Crockford's base 32.
package protocol TimeOrderedID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// How the contracts call it, for error texts.
  static var kind: String { get }
  var text: String { get }
  init(validated text: ValidatedIDText)
}

/// A text that passed ``TimeOrderedID``'s parser or came out of its generator; nothing else can make one.
package struct ValidatedIDText: Hashable, Sendable {
  let text: String
}

extension TimeOrderedID {
  /// Makes a new one.
  /// - Parameter random: where the 80 random bits come from.
  package init(at instant: Instant, random: any RandomSource) {
    let milliseconds = UInt128(max(0, instant.microseconds / 1000))
    let value = Base32.value(of: random.bytes(10)) | milliseconds << 80
    self.init(validated: ValidatedIDText(text: Base32.text(of: value)))
  }

  /// The first of all that can be made at that moment: none that was made earlier sorts behind it.
  package static func first(at instant: Instant) -> Self {
    let milliseconds = UInt128(max(0, instant.microseconds / 1000))
    return Self(validated: ValidatedIDText(text: Base32.text(of: milliseconds << 80)))
  }

  /// - Throws: ``InvalidIdentifier`` unless it is 26 characters of Crockford's base 32, in capitals.
  package init(parsing text: some StringProtocol) throws(InvalidIdentifier) {
    // By a string and not by any text: what is generic over texts takes several times as long.
    let text = String(text)
    guard Base32.value(ofText: text) != nil else {
      throw InvalidIdentifier(Self.kind, "must be 26 characters, digits and capitals without I, L, O and U")
    }
    self.init(validated: ValidatedIDText(text: text))
  }

  /// The id of these 16 bytes, or nil when there are not 16.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.init(validated: ValidatedIDText(text: Base32.text(of: Base32.value(of: bytes))))
  }

  /// The 16 bytes, for keyed hashes and associated data.
  package var bytes: [UInt8] {
    Base32.value(ofText: text).map { withUnsafeBytes(of: $0.bigEndian, Array.init) } ?? []
  }
  /// The moment it was made, to the millisecond.
  package var instant: Instant {
    Instant(microseconds: Int64((Base32.value(ofText: text) ?? 0) >> 80) * 1000)
  }
  package var description: String { text }
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// A message in one mailbox: `messageId` of the registries.
package struct MessageID: TimeOrderedID {
  package static let kind = "messageId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// An attachment of a message: `attachmentId` of the registries.
package struct AttachmentID: TimeOrderedID {
  package static let kind = "attachmentId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// A document's bytes in the document store; several messages of one publication may name the same.
package struct DocumentID: TimeOrderedID {
  package static let kind = "documentId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// A batch of publications: `batchId` of the registry.
package struct BatchID: TimeOrderedID {
  package static let kind = "batchId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// A citizen's mailbox; the only name under which parties know a citizen inside.
package struct MailboxID: TimeOrderedID {
  package static let kind = "mailboxId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// A fact carried by the event engine; a subscriber drops repeats by it.
package struct EventID: TimeOrderedID {
  package static let kind = "eventId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// An entry of an audit trail.
package struct AuditEntryID: TimeOrderedID {
  package static let kind = "auditEntryId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// A notice to a citizen, from its decision on.
package struct NoticeID: TimeOrderedID {
  package static let kind = "noticeId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}

/// A fact of registered mail, and the proof of it.
package struct EvidenceID: TimeOrderedID {
  package static let kind = "evidenceId"
  package let text: String
  package init(validated text: ValidatedIDText) { self.text = text.text }
}
