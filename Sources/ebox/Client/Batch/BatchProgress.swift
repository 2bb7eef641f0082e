import Foundation

/// A line on the terminal that says how far a batch is; silent when nobody looks.
final class BatchProgress {
  private static let barCharacters = 24
  private static let between = Duration.milliseconds(200)

  private let total: Int
  private let isWatched = isatty(STDERR_FILENO) == 1
  private let began = ContinuousClock.now
  private var told: ContinuousClock.Instant?

  init(total: Int) { self.total = total }

  func tell(_ totals: BatchTotals) {
    let now = ContinuousClock.now
    guard isWatched, told.map({ now - $0 >= Self.between }) ?? true else { return }
    told = now
    write("\r" + line(totals, after: now - began))
  }

  func end(_ totals: BatchTotals) {
    if isWatched { write("\r" + line(totals, after: ContinuousClock.now - began) + "\n") }
  }

  /// As it stands on the terminal.
  func line(_ totals: BatchTotals, after passed: Duration) -> String {
    let share = total == 0 ? 1 : Double(totals.all) / Double(total)
    let filled = min(Int(share * Double(Self.barCharacters)), Self.barCharacters)
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: Self.barCharacters - filled)
    let seconds = max(Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18, 0.001)
    let rate = Int(Double(totals.all - totals.earlier) / seconds)
    let wrong = totals.refused + totals.invalid + totals.failed
    return "[\(bar)] \(totals.all)/\(total), \(rate) a second, \(wrong) not published"
  }

  private func write(_ text: String) {
    do { try FileHandle.standardError.write(contentsOf: Data(text.utf8)) } catch {
      // Nobody looks any more.
    }
  }
}
