import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// `/health` in the form of the Belgif guide, and `/metrics` for Prometheus. Neither tells anything about
/// people.
struct OperationsRoutes: Sendable {
  /// The first shares its database with the provider and My eBox.
  private let providers: [HostedProvider]
  private let metrics: PrometheusMetrics

  init(_ providers: [HostedProvider], metrics: PrometheusMetrics) {
    self.providers = providers
    self.metrics = metrics
  }

  func add(to router: Router<some RequestContext>) {
    router.get("/health") { [self] _, _ in try Self.answer(await health()) }
    router.get("/metrics") { [self] _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text)))
    }
  }

  enum State: String, Encodable { case up = "UP", degraded = "DEGRADED", down = "DOWN" }

  struct Health: Encodable, Equatable {
    struct Detail: Encodable, Equatable { let status: State }

    let status: State
    /// By document provider, where there are several.
    var details: [String: Detail]?
  }

  /// DOWN when the first database can't be read: no party can answer then. DEGRADED, and still 200, when only
  /// that of another document provider can't, or does not answer in time.
  func health() async -> Health {
    let answers = await AskingSeveral.ask(providers) { hosted in
      _ = try await hosted.stores.database.read { transaction in try transaction.rows("SELECT 1") }
    }
    let states = answers.map { answer -> State in
      guard case .success = answer else { return .down }
      return .up
    }
    let details = zip(providers.map(\.listing.id.text), states)
    var health = Health(status: states.first == .down ? .down : states.contains(.down) ? .degraded : .up)
    if providers.count > 1 {
      health.details = Dictionary(details.map { ($0.0, Health.Detail(status: $0.1)) }) { first, _ in first }
    }
    return health
  }

  private static func answer(_ health: Health) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Response(
      status: health.status == .down ? .serviceUnavailable : .ok,
      headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(health))))
  }
}
