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

  /// What a figure was asked for by, before names are made fit for Prometheus.
  private struct Asked: Hashable {
    let kind: MetricKind
    let label: String
    let values: [String]
  }

  private struct State {
    var families: [String: Family] = [:]
    var asked: [Asked: any MetricFigure] = [:]
  }

  private let state = Mutex(State())

  /// The whole exposition, families and figures in a stable order.
  var text: String {
    let families = state.withLock { $0.families }
    var lines: [String] = []
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      if let help = MetricHelp.lines[name] { lines.append("# HELP \(name) \(help)") }
      lines.append("# TYPE \(name) \(family.kind.rawValue)")
      for (labels, figure) in family.figures.sorted(by: { $0.key.text() < $1.key.text() }) {
        lines += figure.lines(name: name, labels: labels)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    figure(label, .counter, dimensions, suffix: "_total") { CounterFigure() }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    figure(label, .gauge, dimensions) { GaugeFigure() }
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    guard aggregate else { return figure(label, .gauge, dimensions) { GaugeFigure() } }
    return figure(label, .histogram, dimensions) { HistogramFigure(bounds: HistogramFigure.valueBounds) }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    figure(label, .histogram, dimensions, suffix: "_seconds") {
      HistogramFigure(bounds: HistogramFigure.secondsBounds)
    }
  }

  // Figures live as long as the process: a scrape must not lose what a short-lived handle counted.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  /// The figure with that label and dimensions, made on first asking. A name used for two kinds gives a
  /// figure that is not exposed: a fault of ours must not fail a request.
  private func figure<Figure: MetricFigure>(
    _ label: String, _ kind: MetricKind, _ dimensions: [(String, String)], suffix: String = "",
    _ make: () -> Figure
  ) -> Figure {
    let asked = Asked(kind: kind, label: label, values: dimensions.flatMap { [$0.0, $0.1] })
    return state.withLock { state in
      if let known = state.asked[asked] as? Figure { return known }
      let bare = metricName(label)
      let name = bare.hasSuffix(suffix) ? bare : bare + suffix
      let labels = MetricLabels(dimensions)
      var family = state.families[name] ?? Family(kind: kind)
      let figure = family.figures[labels] as? Figure ?? make()
      state.asked[asked] = figure
      guard family.kind == kind else { return figure }
      family.figures[labels] = figure
      state.families[name] = family
      return figure
    }
  }
}
