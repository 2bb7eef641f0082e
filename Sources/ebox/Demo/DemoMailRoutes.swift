import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Mail
import NIOCore
import Pages
import Provider
import Storage
import Vocabulary

/// Outgoing mail of a demonstration: a list, and each mail as its reader sees it, with its source.
struct DemoMailRoutes: Sendable {
  static let path = "/demo/mail"

  /// `{"count": 10000, "address": "citizen-#@example.be"}` is far smaller.
  static let bodyBytesMax = 1024
  static let countMax = 100_000
  /// Notices that are queued in one transaction.
  private static let batch = 500

  let mails: DemoMails
  let queue: NoticeQueue
  let database: any Database
  let time: any TimeSource
  let random: any RandomSource

  private struct Load: Decodable {
    let count: Int
    /// `#` stands for the number.
    let address: String
  }

  func add(to router: Router<some RequestContext>) {
    router.get(RouterPath(Self.path)) { [self] _, _ in try list() }
    router.post(RouterPath(Self.path)) { [self] request, _ in try await load(request) }
    router.get(RouterPath(Self.path + "/queue")) { [self] _, _ in try await counts() }
    router.get(RouterPath(Self.path + "/{number}")) { [self] _, context in try one(context) }
    router.get(RouterPath(Self.path + "/{number}/html")) { [self] _, context in try html(context) }
    router.get(RouterPath(Self.path + "/{number}/source")) { [self] _, context in try source(context) }
  }

  /// Queues notices to made-up citizens, for measuring and for tests of what happens when things go wrong.
  private func load(_ request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: Self.bodyBytesMax)
    guard let load = try? JSONDecoder().decode(Load.self, from: Data(body.readableBytesView)),
      (1...Self.countMax).contains(load.count)
    else { throw HTTPError(.badRequest, message: "count must be 1 to \(Self.countMax), with an address") }
    let notices = try (1...load.count).map { number in try notice(to: load.address, number) }
    let queue = queue
    for start in stride(from: 0, to: notices.count, by: Self.batch) {
      let batch = notices[start..<min(start + Self.batch, notices.count)]
      try await database.write { transaction in
        for notice in batch { try queue.add(notice, in: transaction) }
      }
    }
    return Response(status: .noContent)
  }

  /// Of the kind that nothing a citizen does can cancel.
  private func notice(to address: String, _ number: Int) throws -> Notice {
    let now = time.now()
    return Notice(
      id: NoticeID(at: now, random: random), mailbox: MailboxID(at: now, random: random),
      kind: .addressReplaced,
      address: try EmailAddress(parsing: address.replacing("#", with: String(number))), language: .nl,
      phrase: "demo", queuedAt: now)
  }

  private func counts() async throws -> Response {
    struct Counts: Encodable {
      let waiting: Int
      let acts: [String: Int]
    }
    let queue = queue
    let counts = try await database.read { try queue.counts(in: $0) }
    let json = try JSONEncoder().encode(Counts(waiting: counts.waiting, acts: counts.acts))
    return answer(String(decoding: json, as: UTF8.self), "application/json")
  }

  private func list() throws -> Response {
    let numbers = try mails.numbers()
    let rows = try numbers.prefix(DemoMails.shownMax).map { number -> String in
      let mail = try ReadMail(parsing: try mails.mail(number) ?? [])
      return """
        <tr><td>\(escaped(mail.date))</td><td>\(escaped(mail.to))</td>
        <td><a href="\(Self.path)/\(number)">\(escaped(mail.subject))</a></td></tr>
        """
    }
    let table = """
      <table><thead><tr><th scope="col">Date</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>
      """
    return page(
      "Outgoing mail",
      """
      <p>\(numbers.count) mails. They are kept in <code>\(escaped(mails.folder.path))</code>; none leaves this
      machine.</p>
      \(rows.isEmpty ? "<p>No mail was sent yet.</p>" : table)
      """)
  }

  private func one(_ context: some RequestContext) throws -> Response {
    let (number, bytes) = try found(context)
    let mail = try ReadMail(parsing: bytes)
    return page(
      mail.subject,
      """
      <p><a href="\(Self.path)">All mails</a></p>
      <dl class="facts-table"><dt>From</dt><dd>\(escaped(mail.from))</dd><dt>To</dt>
      <dd>\(escaped(mail.to))</dd><dt>Date</dt><dd>\(escaped(mail.date))</dd></dl>
      <h2>As HTML</h2>
      <iframe class="document" sandbox title="The mail as HTML" src="\(Self.path)/\(number)/html"></iframe>
      <h2>As plain text</h2>
      <pre class="text">\(escaped(mail.plain))</pre>
      <h2>Source</h2>
      <p><a href="\(Self.path)/\(number)/source">The mail as it was sent</a>, \(bytes.count) bytes</p>
      <details><summary>Header</summary><pre class="text">\(escaped(header(bytes)))</pre></details>
      """)
  }

  private func html(_ context: some RequestContext) throws -> Response {
    let mail = try ReadMail(parsing: try found(context).bytes)
    return answer(
      mail.html, "text/html; charset=utf-8",
      policy: "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'")
  }

  private func source(_ context: some RequestContext) throws -> Response {
    answer(String(decoding: try found(context).bytes, as: UTF8.self), "text/plain; charset=utf-8")
  }

  private func found(_ context: some RequestContext) throws -> (number: Int, bytes: [UInt8]) {
    guard let number = context.parameters.get("number", as: Int.self), let bytes = try mails.mail(number)
    else { throw HTTPError(.notFound) }
    return (number, bytes)
  }

  private func header(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    return String(text.prefix(upTo: text.firstRange(of: "\n\n")?.lowerBound ?? text.endIndex))
  }

  private func page(_ title: String, _ main: String) -> Response {
    answer(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title)) – eBox demonstration</title>
      <link rel="stylesheet" href="\(Pages.styleAddress)"></head>
      <body><main id="main"><h1>\(escaped(title))</h1>
      \(main)
      </main></body></html>
      """, "text/html; charset=utf-8")
  }

  private func answer(
    _ text: String, _ type: String,
    policy: String = "default-src 'none'; style-src 'self'; frame-src 'self'; frame-ancestors 'none'"
  ) -> Response {
    var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
    headers[.contentSecurityPolicy] = policy
    headers[.xContentTypeOptions] = "nosniff"
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

private func escaped(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    .replacing("\"", with: "&quot;")
}
