import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// `/health` in the form of the Belgif guide, and `/metrics` for Prometheus. Neither tells anything about
/// people.
struct OperationsRoutes: Sendable {
  let database: any Database
  let metrics: PrometheusMetrics

  func add(to router: Router<some RequestContext>) {
    router.get("/health") { [self] _, _ in await health() }
    router.get("/metrics") { [self] _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text)))
    }
  }

  /// DOWN when the database can't be read: no party can answer then.
  private func health() async -> Response {
    do {
      _ = try await database.read { transaction in try transaction.rows("SELECT 1") }
      return answer("UP", .ok)
    } catch {
      return answer("DOWN", .serviceUnavailable)
    }
  }

  private func answer(_ state: String, _ status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"status\":\"\(state)\"}")))
  }
}
