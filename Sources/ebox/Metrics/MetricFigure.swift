import Metrics
import Synchronization

/// One figure: a family's value for one set of labels.
protocol MetricFigure: AnyObject, Sendable {
  /// Lines of the exposition format, without the family's header.
  func lines(name: String, labels: MetricLabels) -> [String]
}

/// Only rises.
final class CounterFigure: MetricFigure, CounterHandler {
  private let value = Mutex(Int64(0))

  func increment(by amount: Int64) { value.withLock { $0 &+= amount } }
  func reset() { value.withLock { $0 = 0 } }

  func lines(name: String, labels: MetricLabels) -> [String] {
    ["\(name)\(labels.text()) \(value.withLock { $0 })"]
  }
}

/// Rises and falls.
final class GaugeFigure: MetricFigure, MeterHandler, RecorderHandler {
  private let value = Mutex(0.0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  func lines(name: String, labels: MetricLabels) -> [String] {
    ["\(name)\(labels.text()) \(value.withLock { $0 })"]
  }
}

/// Counts values by upper bound. As a timer its unit is the second.
final class HistogramFigure: MetricFigure, RecorderHandler, TimerHandler {
  /// Upper bounds in seconds: from half a millisecond to ten seconds.
  static let secondsBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  /// Upper bounds of plain values, such as bytes or counts.
  static let valueBounds = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000.0]

  private struct State {
    var counts: [Int64]
    var sum = 0.0
    var count: Int64 = 0
  }

  private let bounds: [Double]
  private let state: Mutex<State>

  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count)))
  }

  func record(_ value: Int64) { record(Double(value)) }
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

  func record(_ value: Double) {
    let index = bounds.firstIndex { value <= $0 }
    state.withLock {
      if let index { $0.counts[index] += 1 }
      $0.sum += value
      $0.count += 1
    }
  }

  func lines(name: String, labels: MetricLabels) -> [String] {
    let state = state.withLock { $0 }
    var cumulative: Int64 = 0
    var lines: [String] = []
    for (bound, count) in zip(bounds, state.counts) {
      cumulative += count
      lines.append("\(name)_bucket\(labels.text(adding: [("le", "\(bound)")])) \(cumulative)")
    }
    lines.append("\(name)_bucket\(labels.text(adding: [("le", "+Inf")])) \(state.count)")
    lines.append("\(name)_sum\(labels.text()) \(state.sum)")
    lines.append("\(name)_count\(labels.text()) \(state.count)")
    return lines
  }
}
