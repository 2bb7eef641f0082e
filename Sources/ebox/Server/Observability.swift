import Logging
import Metrics

/// Sets up logs and figures, once a process.
enum Observability {
  static func start(_ settings: Settings) -> PrometheusMetrics {
    let level = settings.logLevel
    LoggingSystem.bootstrap { label in JSONLogHandler(label: label, level: level) }
    let metrics = PrometheusMetrics()
    MetricsSystem.bootstrap(metrics)
    return metrics
  }
}
