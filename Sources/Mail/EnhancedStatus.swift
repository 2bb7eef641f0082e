/// `class.subject.detail` of RFC 3463, such as 5.1.1: no such mailbox.
package struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
  package let kind: Int
  package let subject: Int
  package let detail: Int

  /// The status that stands alone or at the beginning of a text, or nil.
  package init?(_ text: some StringProtocol) {
    let word = text.prefix { $0 != " " && $0 != "\t" }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, word.utf8.count <= 9,
      word.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let kind = Int(parts[0]), [2, 4, 5].contains(kind), let subject = Int(parts[1]), subject < 1000,
      let detail = Int(parts[2]), detail < 1000
    else { return nil }
    (self.kind, self.subject, self.detail) = (kind, subject, detail)
  }

  package var description: String { "\(kind).\(subject).\(detail)" }

  /// Permanent, and about the address, its mailbox or its domain: not about the sender, the mail or a
  /// policy, and not about a mailbox that is full.
  package var condemnsAddress: Bool {
    kind == 5 && [0, 1, 2, 4].contains(subject) && !isAboutSender && !(subject == 2 && detail == 2)
  }

  /// X.1.7 and X.1.8 are about the sender's address.
  var isAboutSender: Bool { subject == 1 && (detail == 7 || detail == 8) }
}
