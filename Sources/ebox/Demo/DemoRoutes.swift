import DocumentProvider
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// What only a demonstration has: a page with its logins, and a clock that can be moved.
struct DemoRoutes: Sendable {
  /// `{"advanceDays": 7}` is far smaller.
  static let bodyBytesMax = 1024

  let file: DemoFile
  let clock: DemoClock
  let sweeper: Sweeper

  private struct ClockMove: Decodable { let advanceDays: Int }

  func add(to router: Router<some RequestContext>) {
    router.get("/demo") { [self] _, _ in page() }
    router.get("/demo/clock") { [self] _, _ in time() }
    router.post("/demo/clock") { [self] request, _ in try await move(request) }
  }

  /// Moves on, and sweeps what ended, so that the move shows at once. Takes JSON, or the page's form.
  private func move(_ request: Request) async throws -> Response {
    let body = try await request.body.collect(upTo: Self.bodyBytesMax)
    let isForm = request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
    guard let days = isForm ? formDays(body) : try jsonDays(body),
      (1...DemoClock.advanceDaysMax).contains(days)
    else {
      throw HTTPError(.badRequest, message: "advanceDays must be 1 to \(DemoClock.advanceDaysMax)")
    }
    try clock.advance(days: days)
    try await sweeper.sweep(now: clock.now())
    return isForm ? Response(status: .seeOther, headers: [.location: "/demo"]) : time()
  }

  private func jsonDays(_ body: ByteBuffer) throws -> Int? {
    do {
      return try JSONDecoder().decode(ClockMove.self, from: Data(body.readableBytesView)).advanceDays
    } catch {
      return nil
    }
  }

  private func formDays(_ body: ByteBuffer) -> Int? {
    let text = String(buffer: body)
    return text.hasPrefix("advanceDays=") ? Int(text.dropFirst("advanceDays=".count)) : nil
  }

  private func time() -> Response {
    answer("{\"now\":\"\(clock.now().brussels)\"}", "application/json")
  }

  private func page() -> Response {
    let rows = file.citizens.map {
      "<tr><td>\($0.login)</td><td>\($0.name)</td><td>\($0.language)</td><td>\($0.state.rawValue)</td></tr>"
    }
    return answer(
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>eBox demonstration</title>
      <link rel="stylesheet" href="/assets/ebox.css"><main>
      <h1>eBox demonstration</h1>
      <p><a href="\(file.portalURL)">My eBox</a>. No person is meant: these numbers belong to nobody.</p>
      <table><thead><tr><th>Login</th><th>Who</th><th>Language</th><th>State at start</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>
      <h2>Clock</h2><p>It is \(clock.now().brussels) here.</p>
      <form method="post" action="/demo/clock"><label>Move on by
      <input type="number" name="advanceDays" value="1" min="1" max="\(DemoClock.advanceDaysMax)"> days</label>
      <button>Move</button></form></main></html>
      """, "text/html; charset=utf-8")
  }

  private func answer(_ text: String, _ type: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
