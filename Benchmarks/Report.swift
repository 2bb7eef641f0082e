import Foundation

/// One measured line: what, with how many clients and bytes, each round's figures side by side.
struct ReportLine: Codable, Sendable {
  let what: String
  let clients: Int
  let bytes: Int
  /// Medians over the rounds.
  let rate: Double
  let p50Microseconds: Double
  let p99Microseconds: Double
  /// CPU time of the measured process for one operation; nil where nobody looked.
  let cpuMicroseconds: Double?
  let rounds: Int

  init(_ what: String, clients: Int, bytes: Int, rounds: [Measurement]) {
    self.what = what
    self.clients = clients
    self.bytes = bytes
    self.rounds = rounds.count
    rate = median(rounds.map(\.rate))
    p50Microseconds = median(rounds.map { Double($0.percentile(0.5)) })
    p99Microseconds = median(rounds.map { Double($0.percentile(0.99)) })
    let perCPUSecond = rounds.map(\.ratePerCPUSecond).filter { $0 > 0 }
    cpuMicroseconds = perCPUSecond.isEmpty ? nil : 1_000_000 / median(perCPUSecond)
  }

  var text: String {
    func column(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return what.padding(toLength: 34, withPad: " ", startingAt: 0) + column("\(clients)", 8)
      + column("\(bytes / 1000) KB", 9) + column(String(format: "%.0f/s", rate), 11)
      + column(String(format: "%.2f ms", p50Microseconds / 1000), 12)
      + column(String(format: "%.2f ms", p99Microseconds / 1000), 12)
      + (cpuMicroseconds.map { column(String(format: "%.3f ms CPU", $0 / 1000), 16) } ?? "")
  }

  static let head =
    "what                               clients     size       rate          p50         p99   (medians)"
}

/// A figure against its target, said plainly either way.
struct Verdict: Codable, Sendable {
  let target: String
  let measured: String
  let isMet: Bool
  var text: String { "\(isMet ? "met   " : "MISSED") \(target): \(measured)" }
}

/// Everything that a run of the bench has to say.
struct Report: Codable {
  var lines: [ReportLine] = []
  var verdicts: [Verdict] = []

  mutating func add(_ line: ReportLine, quiet: Bool) {
    lines.append(line)
    if !quiet { print(line.text) }
  }

  mutating func check(_ target: String, _ measured: String, _ isMet: Bool, quiet: Bool) {
    let verdict = Verdict(target: target, measured: measured, isMet: isMet)
    verdicts.append(verdict)
    if !quiet { print(verdict.text) }
  }
}
