import Contracts
import Foundation
import Pages
import Vocabulary

/// The page that lists what an archive holds: one file of HTML in the citizen's language that loads nothing,
/// runs nothing, and links to the files beside it.
struct OfflineIndex {
  private let words: Words
  private let channels: [ChannelID: TranslatedText]
  private var text: DeflatedText
  private let now: Instant
  private var count = 0

  init(words: Words, channels: [ChannelID: TranslatedText], madeAt now: Instant) throws {
    self.words = words
    self.channels = channels
    self.now = now
    text = try DeflatedText()
    let made = words.filled(
      .archiveIndexMade, ["date": WrittenTime(now, in: words.language).dateAndTime])
    try text.add(
      """
      <!DOCTYPE html>
      <html lang="\(words.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(words[.archiveIndexTitle].htmlEscaped)</title>
      <style>
      \(Self.style)</style>
      </head>
      <body>
      <main>
      <h1>\(words[.archiveIndexTitle].htmlEscaped)</h1>
      <p>\(made.htmlEscaped)</p>
      <p>\(words[.archiveIndexFiles].htmlEscaped)</p>
      <ol>

      """)
  }

  mutating func add(_ found: WalkedMessage, _ files: [ArchivedFile]) async throws {
    count += 1
    let message = found.message
    let subject = message.subject.text(in: words.language)
    let sender = try await found.referenceData.organization(message.sender)?.name.text(in: words.language)
    let received = WrittenTime(message.availableAt, in: words.language)
    let state = state(of: message)
    var html = """
      <li>
      <h2 lang="\(subject.language.rawValue)">\(subject.text.htmlEscaped)</h2>
      <p lang="\((sender?.language ?? words.language).rawValue)"><strong>\
      \((sender?.text ?? message.sender.digits).htmlEscaped)</strong></p>
      <p>\(words[.received].htmlEscaped) <time datetime="\(message.availableAt.brussels)">\
      \(received.dateAndTime.htmlEscaped)</time> · \(WrittenTerm(message.expiration, words).text.htmlEscaped) · \
      \(state.htmlEscaped)</p>

      """
    for line in registeredLines(found) { html += "<p>\(line.htmlEscaped)</p>\n" }
    let type = try await found.referenceData.messageType(message.messageType)
    let facts = MessageFacts(message, type, found.replies, words, now)
    for fact in facts.lines { html += "<p>\(fact.htmlEscaped)</p>\n" }
    html += files.isEmpty ? "" : "<ul>\n"
    for file in files {
      html +=
        "<li><a href=\"\(Self.address(file.path))\">\(file.name.htmlEscaped)</a> "
        + "(\(WrittenSize(file.size, words).text.htmlEscaped))</li>\n"
    }
    html += files.isEmpty ? "</li>\n" : "</ul>\n</li>\n"
    try text.add(html)
  }

  private func state(of message: Message) -> String {
    if let readAt = message.readAt {
      return words.filled(.readSince, ["date": WrittenTime(readAt, in: words.language).dateAndTime])
    }
    return words[message.isOpenable ? .archiveReadByArchive : .notYetRead]
  }

  /// That it is registered mail, what happened to it, which proof is not made yet, and why nothing of it is
  /// here.
  private func registeredLines(_ found: WalkedMessage) -> [String] {
    let message = found.message
    guard message.isRegisteredMail else { return [] }
    var lines = [words[.registeredMail]]
    guard let delivery = message.delivery else { return lines }
    let written = WrittenDelivery(delivery, now: now, channels: channels, words)
    for line in written.lines {
      // The proof of submission is given once the mail is open.
      let isMade = found.proofs.contains(line.fact.id)
      let isGivenLater = line.fact.event == .submissionAcceptance && !delivery.isOpen
      lines.append(isMade || isGivenLater ? line.text : "\(line.text). \(words[.proofBeingMade])")
    }
    if case .awaitingAcceptance = written.state {
      lines += [written.badge?.text, words[.archiveAwaiting]].compactMap { $0 }
    } else if !delivery.isOpen {
      lines.append(words[.registeredClosed])
    }
    return lines
  }

  func finished() throws -> DeflatedText {
    var text = text
    let count = words.counted(count, one: .inboxTotalOne, many: .inboxTotalMany)
    try text.add("</ol>\n<p>\(count.htmlEscaped)</p>\n</main>\n</body>\n</html>\n")
    try text.finish()
    return text
  }

  /// A relative reference: each part percent-encoded, so that no name means anything in an address.
  static func address(_ path: String) -> String {
    path.utf8.map { byte in
      plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + hex(byte >> 4) + hex(byte & 15)
    }.joined()
  }

  private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }
  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)

  private static let style = """
    body { margin: 0; font: 1.0625rem/1.55 system-ui, "Noto Sans", "DejaVu Sans", sans-serif;
      color: #1b2733; background: #f5f7f9; }
    main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; }
    h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
    h2 { font-size: 1.0625rem; line-height: 1.35; margin: 0; overflow-wrap: anywhere; }
    ol { list-style: none; padding: 0; margin: 1.5rem 0; }
    ol > li { background: #fff; border: 1px solid #cfd8e0; border-radius: 8px; padding: 1rem;
      margin: 0 0 0.75rem; }
    li p { margin: 0.25rem 0; color: #4a5866; font-size: 0.9375rem; }
    ul { margin: 0.5rem 0 0; padding-left: 1.25rem; overflow-wrap: anywhere; }
    a { color: #0a5291; } a:focus-visible { outline: 3px solid #b34700; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) {
      body { color: #e7edf3; background: #0f161d; } ol > li { background: #18222c; border-color: #35434f; }
      li p { color: #aab7c4; } a { color: #8cc4ff; }
    }
    @media print { body { background: #fff; } ol > li { break-inside: avoid; } }

    """
}
