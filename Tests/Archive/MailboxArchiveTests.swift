import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Testing
import Vocabulary

@testable import Archive
@testable import Pages

@Suite("Everything as one archive")
struct MailboxArchiveTests {
  private static func archive(
    _ mailboxes: [PlayedMailbox], _ language: Language = .en
  ) throws -> MailboxArchive {
    MailboxArchive(
      mailboxes.enumerated().map {
        OpenRegistry(provider: "p\($0.offset)", registry: $0.element, referenceData: $0.element)
      },
      words: try #require(try Words.all()[language]), now: Sample.now, pause: { _ in })
  }

  @Test("R-BOX-3: every message with its files and its text, and an index that needs no network")
  func whole() async throws {
    let two = Sample(subject: "Twee <b>bijlagen</b>", fileNames: ["a.pdf", "A.pdf"], minutesAgo: 5).make()
    let text = Sample(fileNames: [], hasBody: true, isRead: true, minutesAgo: 9).make()
    let mailbox = PlayedMailbox([two, text])
    mailbox.give(Array("%PDF een".utf8) + [UInt8](repeating: 9, count: 1992), to: two.attachments[0].id)
    mailbox.give(
      try TranslatedText(parsing: [.nl: "Beste,\n<script>"], kind: "body", charactersMax: 100), to: text.id)
    let archive = try Self.archive([mailbox])
    let measured = try await archive.measured()
    #expect(measured.messages == 2 && measured.unread == 1 && measured.bytes == 4000)
    #expect(mailbox.reads.isEmpty)
    let sink = Sink()
    let written = try await archive.write(to: sink.take)
    #expect(written == measured && mailbox.reads == [two.id, two.id])

    let unpacked = try await Unpacked(sink.bytes)
    let index = unpacked.text("index.html")
    let folder = "messages/2026-11-22 Twee _b_bijlagen__b_ \(two.id.text.suffix(10))"
    #expect(
      unpacked.files.map(\.path) == [
        "\(folder)/a.pdf", "\(folder)/A (2).pdf",
        "messages/2026-11-22 Beslissing over uw renovatiepremie \(text.id.text.suffix(10))/message.txt",
        "index.html",
      ])
    #expect(unpacked["\(folder)/a.pdf"]?.starts(with: Array("%PDF een".utf8)) == true)
    #expect(unpacked.text(unpacked.files[2].path) == "Beste,\n<script>")
    #expect(index.contains("<html lang=\"en\">") && index.contains("2 messages in total"))
    #expect(index.contains("Twee &lt;b&gt;bijlagen&lt;/b&gt;") && !index.contains("<script"))
    #expect(index.contains("Premies &lt;script&gt;") && index.contains("22 November 2026 at 10:55"))
    #expect(index.contains("default-src 'none'") && !index.contains("http://") && !index.contains("https://"))
    for link in index.matches(of: /href="([^"]+)"/) {
      let path = try #require(String(link.output.1).removingPercentEncoding)
      #expect(unpacked[path] != nil, "\(path)")
    }
  }

  @Test("R-BOX-3: what is to be paid and done, business data and a correction are taken along")
  func facts() async throws {
    func text(_ text: String) throws -> TranslatedText {
      try TranslatedText(parsing: [.nl: text], kind: "text", charactersMax: 100)
    }
    let payment = Payment(
      id: "f", amount: try MoneyAmount(parsing: "100.00"), vatAmount: try MoneyAmount(parsing: "21.00"),
      currency: try CurrencyCode(parsing: "EUR"), dueDate: try Instant(parsingEnd: "2027-01-31"),
      account: try IBAN(parsing: "BE49999000000171"),
      reference: .structured(try StructuredCommunication(parsing: "+++999/0000/00171+++")))
    let data = BusinessData(
      key: try BusinessDataKey(parsing: "DOSSIER"), name: try text("Dossier <b>"),
      values: [try text("2026-77")])
    let message = Sample(
      payment: payment, due: Due(.appeal, end: try Instant(parsingEnd: "2026-11-01")), businessData: [data],
      replacedBy: MessageID(at: Sample.now, random: SystemRandom())
    ).make()
    let sink = Sink()
    _ = try await Self.archive([PlayedMailbox([message])]).write(to: sink.take)
    let index = try await Unpacked(sink.bytes).text("index.html")
    for line in [
      "The term ended on 1 November 2026", "To be paid by 31 January 2027",
      "Amount: €121.00, of which €21.00 VAT", "Account: BE49 9990 0000 0171",
      "Communication: +++999/0000/00171+++", "Dossier &lt;b&gt;: 2026-77",
      "The sender corrected this message with a newer one.",
    ] {
      #expect(index.contains("<p>\(line)</p>"), "\(line)")
    }
    let plain = Sink()
    _ = try await Self.archive([PlayedMailbox([Sample().make()])]).write(to: plain.take)
    #expect(try await !Unpacked(plain.bytes).text("index.html").contains("BE49"))
  }

  @Test("the index is in the citizen's language", arguments: Language.allCases)
  func languages(language: Language) async throws {
    let sink = Sink()
    _ = try await Self.archive([PlayedMailbox([Sample().make()])], language).write(to: sink.take)
    let words = try #require(try Words.all()[language])
    let index = try await Unpacked(sink.bytes).text("index.html")
    #expect(index.contains("<h1>\(words[.archiveIndexTitle].htmlEscaped)</h1>"))
  }

  @Test("R-BOX-8: messages of several document providers, newest first")
  func several() async throws {
    let messages = (0..<250).map { Sample(subject: "nr \($0)", minutesAgo: Int64($0)).make() }
    let parts = [0, 1].map { part in
      PlayedMailbox(messages.enumerated().filter { $0.offset % 2 == part }.map(\.element))
    }
    let sink = Sink()
    let size = try await Self.archive(parts).write(to: sink.take)
    #expect(size.messages == 250)
    let index = try await Unpacked(sink.bytes).text("index.html")
    let order = index.matches(of: /nr (\d+)<\/h2>/).compactMap { Int($0.output.1) }
    #expect(order == Array(0..<250))
  }

  @Test("messages that come and end meanwhile: none twice, none of those that stay is missed")
  func moving() async throws {
    let messages = (0..<250).map { Sample(subject: "nr \($0)", minutesAgo: Int64($0)).make() }
    let mailbox = PlayedMailbox(messages)
    mailbox.before(list: 2) { mailbox in
      for message in messages[0..<3] { mailbox.remove(message.id) }
    }
    mailbox.before(list: 3) { $0.add(Sample(subject: "new", minutesAgo: -1).make()) }
    let sink = Sink()
    let size = try await Self.archive([mailbox]).write(to: sink.take)
    #expect(size.messages == 251)
    #expect(Set(mailbox.reads).count == mailbox.reads.count && mailbox.reads.count == 251)
  }

  @Test("a message that ends while it is taken is left out; a busy document provider is asked again")
  func gone() async throws {
    let messages = (0..<3).map { Sample(subject: "nr \($0)", minutesAgo: Int64($0)).make() }
    let mailbox = PlayedMailbox(messages)
    mailbox.fail(messages[0].id, [.rejected(.messageNotFound)])
    mailbox.fail(messages[1].id, [.overloaded(retryAfterSeconds: 1), .overloaded(retryAfterSeconds: 1)])
    let sink = Sink()
    let size = try await Self.archive([mailbox]).write(to: sink.take)
    #expect(size.messages == 2)
    let index = try await Unpacked(sink.bytes).text("index.html")
    #expect(!index.contains("nr 0<") && index.contains("nr 1<") && index.contains("nr 2<"))
  }

  @Test("R-CON-4: a consent withdrawn in the middle cuts it, and what was sent is no archive")
  func cut() async throws {
    let messages = (0..<3).map { Sample(minutesAgo: Int64($0)).make() }
    let mailbox = PlayedMailbox(messages)
    mailbox.fail(messages[1].id, [.denied(.channelNotLinked)])
    let sink = Sink()
    let archive = try Self.archive([mailbox])
    await #expect(throws: Failure<ReadingRejection>.self) { _ = try await archive.write(to: sink.take) }
    #expect(mailbox.reads == [messages[0].id] && !sink.bytes.isEmpty)
    await #expect(throws: ProgramFailed.self) { _ = try await Unpacked(sink.bytes) }
    struct Over: Error {}
    await #expect(throws: Over.self) {
      _ = try await archive.write(check: { throw Over() }, to: { _ in })
    }
  }

  @Test("R-PUB-10: the index names what was replied, and when")
  func replies() async throws {
    let message = Sample(isReplyAuthorized: true).make()
    let mailbox = PlayedMailbox([message])
    let digest = try Digest(.sha256, parsing: [UInt8](repeating: 7, count: 32))
    mailbox.give(
      ReplyReceipt(
        id: MessageID(at: Sample.now, random: SystemRandom()), original: message.id,
        recipient: message.sender, sentAt: Sample.now, expiration: message.expiration, text: nil,
        files: [ReplyReceipt.File(fileName: "<b>.pdf", mediaType: .pdf, size: 7, digest: digest)]))
    let sink = Sink()
    _ = try await Self.archive([mailbox]).write(to: sink.take)
    let index = try await Unpacked(sink.bytes).text("index.html")
    #expect(index.contains("Reply sent on 22 November 2026") && index.contains("&lt;b&gt;.pdf"))
  }

  @Test("hostile names of files and subjects stay in their folder")
  func hostile() async throws {
    let message = Sample(
      subject: "../../<script>\u{202E}", fileNames: ["../../evil.sh", "..\\evil.sh", "index.html", "CON"]
    ).make()
    let sink = Sink()
    _ = try await Self.archive([PlayedMailbox([message])]).write(to: sink.take)
    let unpacked = try await Unpacked(sink.bytes)
    #expect(unpacked.files.count == 5)
    for file in unpacked.files.dropLast() {
      #expect(file.path.hasPrefix("messages/2026-11-22 ") && file.path.split(separator: "/").count == 3)
      #expect(!file.path.contains("..") || file.path.contains("_.."))
    }
    #expect(!unpacked.text("index.html").contains("<script"))
  }

  @Test("10 000 messages pass through in small pieces")
  func large() async throws {
    let messages = (0..<10_000).map { Sample(size: 200, minutesAgo: Int64($0)).make() }
    let sink = Sink()
    let size = try await Self.archive([PlayedMailbox(messages)]).write(to: sink.take)
    #expect(size.messages == 10_000)
    // The deflated index is the largest piece.
    #expect(sink.largest < 2_000_000)
    let files = try await Unpacked(sink.bytes).files
    #expect(files.count == 10_001)
  }
}
