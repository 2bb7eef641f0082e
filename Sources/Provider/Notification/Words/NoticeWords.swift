import Vocabulary

/// What notices say, in one language. No text names a host, an address or a link: the reader goes to the
/// eBox by the way they know (R-NOT-5).
struct NoticeWords: Sendable {
  /// One and many; `{count}`.
  struct Counted: Sendable {
    let one: String
    let many: String

    func text(_ count: Int) -> String {
      count == 1 ? one : many.replacing("{count}", with: String(count))
    }
  }

  /// Of registered mail.
  struct Registered: Sendable {
    let subjectNew: String
    let subjectToDecide: String
    let subjectUnread: String
    let subjectDecideSoon: String
    let new: String
    let unread: String
    let senderLabel: String
    /// `{date}`.
    let decide: String
    let silence: String
    /// `{date}`.
    let removed: String
    let howTitle: String
  }

  let greeting: String
  let subjectNew: Counted
  let subjectReminders: Counted
  /// `{new}` and `{reminders}` are the counts.
  let subjectBoth: String
  let newMessages: Counted
  let reminders: Counted
  /// Stands for a sender who is not to be named.
  let unnamed: String
  let registered: Registered
  /// `{date}`.
  let readUntil: String
  let removedAfter: String
  let others: Counted
  let howTitle: String
  let howText: String
  let genuineTitle: String
  let phraseLabel: String
  let noPhrase: String
  let codeLabel: String
  let codeText: String
  let warning: String
  let footer: String
  let addressFooter: String

  let addressCodeSubject: String
  let addressCodeText: String
  let addressCodeLabel: String
  let addressCodeUnasked: String

  let addressReplacedSubject: String
  let addressReplacedText: String
  let addressReplacedUnasked: String

  let months: [String]
  let labelEnd: String

  static func words(in language: Language) -> NoticeWords {
    switch language {
    case .nl: .dutch
    case .fr: .french
    case .de: .german
    case .en: .english
    }
  }

  /// `3 december 2026`, `1er décembre 2026`, `3. Dezember 2026`, `3 December 2026`.
  func written(_ date: CalendarDate, in language: Language) -> String {
    let month = months[date.month - 1]
    return switch language {
    case .fr where date.day == 1: "1er \(month) \(date.year)"
    case .de: "\(date.day). \(month) \(date.year)"
    case .nl, .fr, .en: "\(date.day) \(month) \(date.year)"
    }
  }
}
