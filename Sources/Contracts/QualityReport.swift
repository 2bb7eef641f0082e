package import Vocabulary

/// What was found in a sender's documents, by application, message type and finding (R-PUB-7).
package struct QualityReport: Hashable, Sendable {
  /// Days after which a finding is forgotten.
  package static let daysKept = 400

  /// The days asked for, both included, in Brussels.
  package struct Days: Hashable, Sendable {
    package let from: CalendarDate
    package let until: CalendarDate

    /// - Throws: when the last comes before the first, or they are more than ``daysKept``.
    package init(from: CalendarDate, until: CalendarDate) throws(InvalidIdentifier) {
      guard from <= until else { throw InvalidIdentifier("until", "must not lie before the first day") }
      guard until.daysSince1970 - from.daysSince1970 < QualityReport.daysKept else {
        throw InvalidIdentifier("until", "may lie at most \(QualityReport.daysKept) days after the first")
      }
      (self.from, self.until) = (from, until)
    }
  }

  package struct Line: Hashable, Sendable {
    package let application: ApplicationID
    package let messageType: MessageTypeID
    package let finding: DocumentFinding
    /// Documents that were published with it.
    package let published: Int
    /// Documents that were turned down for it.
    package let refused: Int
    package let lastAt: Instant

    package init(
      application: ApplicationID, messageType: MessageTypeID, finding: DocumentFinding, published: Int,
      refused: Int, lastAt: Instant
    ) {
      self.application = application
      self.messageType = messageType
      self.finding = finding
      self.published = published
      self.refused = refused
      self.lastAt = lastAt
    }
  }

  package let days: Days
  /// By application, message type and finding; empty when nothing was found.
  package let lines: [Line]

  package init(days: Days, lines: [Line]) {
    self.days = days
    self.lines = lines
  }
}
