import Metrics
import Synchronization

/// Keeps the figures that swift-metrics is told and writes them in Prometheus' text exposition format 0.0.4.
///
/// Counters get the suffix `_total`, timers `_seconds`. A label value never comes from a request's path or
/// body, so the number of figures stays small.
final class PrometheusMetrics: MetricsFactory {
  private struct Family {
    let kind: MetricKind
    var figures: [MetricLabels: any MetricFigure] = [:]
  }

  private let families = Mutex<[String: Family]>([:])

  /// The whole exposition, families and figures in a stable order.
  var text: String {
    let families = families.withLock { $0 }
    var lines: [String] = []
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      lines.append("# TYPE \(name) \(family.kind.rawValue)")
      for (labels, figure) in family.figures.sorted(by: { $0.key.text() < $1.key.text() }) {
        lines += figure.lines(name: name, labels: labels)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    let name = metricName(label)
    return figure(name.hasSuffix("_total") ? name : name + "_total", .counter, dimensions) { CounterFigure() }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    figure(metricName(label), .gauge, dimensions) { GaugeFigure() }
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    guard aggregate else { return figure(metricName(label), .gauge, dimensions) { GaugeFigure() } }
    return figure(metricName(label), .histogram, dimensions) {
      HistogramFigure(bounds: HistogramFigure.valueBounds)
    }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    let name = metricName(label)
    return figure(name.hasSuffix("_seconds") ? name : name + "_seconds", .histogram, dimensions) {
      HistogramFigure(bounds: HistogramFigure.secondsBounds)
    }
  }

  // Figures live as long as the process: a scrape must not lose what a short-lived handle counted.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  /// The figure with that name and labels, made on first asking. A name used for two kinds gives a figure
  /// that is not exposed: a fault of ours must not fail a request.
  private func figure<Figure: MetricFigure>(
    _ name: String, _ kind: MetricKind, _ dimensions: [(String, String)], _ make: () -> Figure
  ) -> Figure {
    families.withLock { families in
      var family = families[name] ?? Family(kind: kind)
      let labels = MetricLabels(dimensions)
      if let known = family.figures[labels] as? Figure { return known }
      let figure = make()
      guard family.kind == kind else { return figure }
      family.figures[labels] = figure
      families[name] = family
      return figure
    }
  }
}
