/// How long single operations took, and how many there were in how much time.
struct Measurement: Sendable {
  /// Sorted, microseconds.
  let microseconds: [Int]
  /// Wall time of the whole run, seconds.
  let seconds: Double
  /// Of the measured process, all its threads; nil where nobody looked.
  var cpuSeconds: Double?

  init(microseconds: [Int], seconds: Double) {
    self.microseconds = microseconds.sorted()
    self.seconds = seconds
  }

  /// Operations a second.
  var rate: Double { seconds > 0 ? Double(microseconds.count) / seconds : 0 }

  /// Operations a second of CPU time: what one core would do that did nothing else.
  var ratePerCPUSecond: Double {
    cpuSeconds.map { $0 > 0 ? Double(microseconds.count) / $0 : 0 } ?? 0
  }

  /// - Parameter share: 0.5 is the median, 0.99 the 99th percentile.
  func percentile(_ share: Double) -> Int {
    guard !microseconds.isEmpty else { return 0 }
    return microseconds[min(microseconds.count - 1, Int(Double(microseconds.count) * share))]
  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard let last = sorted.last else { return 0 }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1
    ? sorted[middle] : ((sorted[middle - 1] + (middle < sorted.count ? sorted[middle] : last)) / 2)
}
