import Contracts
import Mail
import Vocabulary

/// Writes a notice as a mail. It says that messages are there, from whom if the citizen wants that, and
/// until when; it holds no link, and nothing of what a message says (R-NOT-1, R-NOT-2, R-NOT-5).
struct NoticeMail {
  /// Of a list; the rest is counted.
  static let itemsMax = 20
  static let senderCharactersMax = 120

  private let notice: Notice
  private let code: NoticeCode
  private let words: NoticeWords

  init(_ notice: Notice, code: NoticeCode) {
    self.notice = notice
    self.code = code
    words = NoticeWords.words(in: notice.language)
  }

  func message(from party: MailMessage.Party, at now: Instant) -> MailMessage {
    let blocks = [.text(words.greeting)] + story + genuine + [.footer(footer)]
    return MailMessage(
      from: party, to: notice.address, subject: HeaderText(subject), date: now, id: notice.id,
      language: notice.language, plain: NoticeBlock.plain(blocks),
      html: NoticeBlock.html(blocks, title: subject, language: notice.language.rawValue))
  }

  private var subject: String {
    switch notice.kind {
    case .addressCode: words.addressCodeSubject
    case .addressReplaced: words.addressReplacedSubject
    case .daily, .atOnce: countedSubject
    case .registered: registeredSubject
    }
  }

  private var countedSubject: String {
    let (new, reminders) = (notice.newMessages.count, notice.reminders.count)
    if reminders == 0 { return words.subjectNew.text(new) }
    if new == 0 { return words.subjectReminders.text(reminders) }
    return words.subjectBoth.replacing("{new}", with: String(new))
      .replacing("{reminders}", with: String(reminders))
  }

  private var footer: String {
    switch notice.kind {
    case .daily, .atOnce, .registered: words.footer
    case .addressCode, .addressReplaced: words.addressFooter
    }
  }

  private var story: [NoticeBlock] {
    switch notice.kind {
    case .addressCode:
      [
        .text(words.addressCodeText),
        .fact(words.addressCodeLabel + words.labelEnd, grouped(notice.addressCode ?? "")),
        .text(words.addressCodeUnasked),
      ]
    case .addressReplaced: [.text(words.addressReplacedText), .text(words.addressReplacedUnasked)]
    case .daily, .atOnce:
      told(notice.newMessages, words.newMessages, until: words.readUntil)
        + told(notice.reminders, words.reminders, until: words.removedAfter)
        + [.heading(words.howTitle), .text(words.howText)]
    case .registered:
      (notice.newMessages + notice.reminders).flatMap(registered)
        + [.heading(words.registered.howTitle), .text(words.howText)]
    }
  }

  private var registeredSubject: String {
    let isDecidable = (notice.newMessages + notice.reminders).contains { $0.decideBefore != nil }
    return switch (notice.reminders.isEmpty, isDecidable) {
    case (true, true): words.registered.subjectToDecide
    case (true, false): words.registered.subjectNew
    case (false, true): words.registered.subjectDecideSoon
    case (false, false): words.registered.subjectUnread
    }
  }

  /// Of one piece of registered mail: that it is there, from whom if the citizen wants that, until when.
  private func registered(_ item: Notice.Item) -> [NoticeBlock] {
    let texts = words.registered
    var blocks: [NoticeBlock] = [.text(notice.reminders.isEmpty ? texts.new : texts.unread)]
    if let name = name(of: item) { blocks.append(.fact(texts.senderLabel + words.labelEnd, name)) }
    if let end = item.decideBefore {
      blocks += [.text(texts.decide.replacing("{date}", with: moment(before: end))), .text(texts.silence)]
    } else if let date = item.removedOn {
      let day = words.written(date, in: notice.language)
      blocks.append(.text(texts.removed.replacing("{date}", with: day)))
    }
    return blocks
  }

  /// The last day, or the day and the minute where it does not end with a day.
  private func moment(before end: Instant) -> String {
    let day = CalendarDate(inBrusselsAt: end)
    if day.startInBrussels == end { return words.written(day.adding(days: -1), in: notice.language) }
    let clock = end.brussels.split(separator: "T").last?.prefix(5) ?? ""
    return "\(words.written(day, in: notice.language)), \(clock)"
  }

  private func told(_ items: [Notice.Item], _ count: NoticeWords.Counted, until: String) -> [NoticeBlock] {
    guard !items.isEmpty else { return [] }
    let lines = items.prefix(Self.itemsMax).map { line($0, until: until) }
    // A list of nothing but the word “message” tells less than the count does.
    guard lines.contains(where: { $0 != words.unnamed }) else { return [.text(count.text(items.count))] }
    let rest = items.count - lines.count
    return [.text(count.text(items.count)), .list(lines + (rest > 0 ? [words.others.text(rest)] : []))]
  }

  private func line(_ item: Notice.Item, until: String) -> String {
    var line = name(of: item) ?? words.unnamed
    if let date = item.removedOn {
      line += ", " + until.replacing("{date}", with: words.written(date, in: notice.language))
    }
    return line
  }

  /// Nil for a sender who is not to be named.
  private func name(of item: Notice.Item) -> String? {
    let sender = item.sender?.text(in: notice.language).text
    let name = sender.map { UnlinkedText($0, charactersMax: Self.senderCharactersMax).text } ?? ""
    return name.isEmpty ? nil : name
  }

  private var genuine: [NoticeBlock] {
    // An address that is not verified may be a stranger's: it is not told the phrase.
    let isVerified = notice.kind != .addressCode
    let phrase = notice.phrase.map { UnlinkedText($0, charactersMax: Notice.phraseCharactersMax).text } ?? ""
    let shown: NoticeBlock =
      phrase.isEmpty ? .text(words.noPhrase) : .fact(words.phraseLabel + words.labelEnd, phrase)
    return [.heading(words.genuineTitle)] + (isVerified ? [shown] : []) + [
      .fact(words.codeLabel + words.labelEnd, code.shown),
      .text(words.codeText), .text(words.warning),
    ]
  }

  /// `123 456`.
  private func grouped(_ digits: String) -> String {
    stride(from: 0, to: digits.count, by: 3).map { String(digits.dropFirst($0).prefix(3)) }
      .joined(separator: " ")
  }
}
