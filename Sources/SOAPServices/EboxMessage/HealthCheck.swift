import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// healthCheck: PING says that the service answers; DEFAULT and DEEP try what it stands on.
struct HealthCheck: Sendable {
  /// As health checks name the service.
  let component: String
  let probe: any HealthProbe
  let surroundings: SOAPSurroundings

  func serve(_ exchange: SOAPExchange) async throws -> Response {
    try await exchange.checkNoAttachments()
    let type = exchange.payload.attribute(XMLName("", "type")) ?? "DEFAULT"
    let checks = type == "PING" ? [] : await probe.checks()
    let settings = surroundings.settings
    return SOAPAnswer.response { writer in
      let attributes = [
        ("xmlns:m", EboxMessageContract.monitoring), ("timestamp", surroundings.time.now().description),
      ]
      writer.element("m:HealthCheckResponse", attributes) { writer in
        write(isUp: checks.allSatisfy(\.isUp), &writer)
        writer.element("m:Component") { writer in
          writer.element("m:Name", text: component)
          writer.element("m:Version", text: settings.version)
        }
        writer.element("m:Location") { writer in
          writer.element("m:Environment", text: settings.environment.monitored)
          writer.element("m:Host", text: settings.baseURL)
        }
        for check in checks { write(check, type, &writer) }
      }
    }
  }

  private func write(_ check: HealthFinding, _ type: String, _ writer: inout XMLWriter) {
    writer.element("m:SanityCheck", [("id", check.id), ("type", type)]) { writer in
      write(isUp: check.isUp, &writer)
      writer.element("m:Resource", [("name", check.id), ("type", check.isDatabase ? "DB" : "FILESYSTEM")]) {
        _ in
      }
      writer.element("m:TimeInMillis", text: "\(check.milliseconds)")
    }
  }

  private func write(isUp: Bool, _ writer: inout XMLWriter) {
    writer.element("m:Status") { $0.element("m:Level", text: isUp ? "OK" : "CRITICAL") }
  }
}
