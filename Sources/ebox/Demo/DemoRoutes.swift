import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

/// What only a demonstration has: a page with its logins, and a clock that can be moved.
struct DemoRoutes: Sendable {
  /// `{"advanceDays": 7}` is far smaller.
  static let bodyBytesMax = 1024

  let file: DemoFile
  let clock: DemoClock
  let travel: DemoTravel
  let channels: DemoChannels
  private let pages: Pages

  private struct ClockMove: Decodable { let advanceDays: Int }

  /// - Throws: ``PageMistake`` when the page can't be used.
  init(file: DemoFile, clock: DemoClock, travel: DemoTravel, channels: DemoChannels) throws {
    self.file = file
    self.clock = clock
    self.travel = travel
    self.channels = channels
    pages = try Pages(PageSite(name: .demoName, home: DemoPage.path, isSecure: false), templates: [.demo])
  }

  func add(to router: Router<some RequestContext>) {
    router.get(RouterPath(DemoPage.path)) { [self] request, _ in await page(request) }
    router.get(RouterPath(DemoPage.clockPath)) { [self] _, _ in time() }
    router.post(RouterPath(DemoPage.clockPath)) { [self] request, _ in try await move(request) }
  }

  private func page(_ request: Request) async -> Response {
    let visit = PageVisit(request)
    let page = DemoPage(
      file: file, words: pages.words(visit.language), now: clock.now(), move: await travel.last,
      channelState: channels.state)
    return pages.response(page.response, to: visit)
  }

  /// Moves on, and lets happen what happens in that time. Takes JSON, or the page's form; not from another
  /// site.
  private func move(_ request: Request) async throws -> Response {
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] } ?? "same-origin"
    guard site == "same-origin" else { throw HTTPError(.forbidden) }
    let body = try await request.body.collect(upTo: Self.bodyBytesMax)
    let isForm = request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
    guard let days = isForm ? formDays(body) : try jsonDays(body),
      (1...DemoClock.advanceDaysMax).contains(days)
    else {
      throw HTTPError(.badRequest, message: "advanceDays must be 1 to \(DemoClock.advanceDaysMax)")
    }
    do {
      try await travel.pass(days: days)
    } catch let failure as DemoFailure {
      throw HTTPError(.conflict, message: failure.description)
    }
    return isForm
      ? Response(status: .seeOther, headers: [.location: DemoPage.path + "#clock"]) : time()
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
    Response(
      status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"now\":\"\(clock.now().brussels)\"}")))
  }
}
