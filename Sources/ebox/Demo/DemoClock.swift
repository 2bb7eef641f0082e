import Foundation
import Synchronization
import Vocabulary

/// The system's clock, moved by whole days or to an instant; the place is kept over restarts. Exists in demo
/// and test deployments only.
final class DemoClock: TimeSource {
  static let advanceDaysMax = 4000

  private let file: URL
  private let system: any TimeSource
  private let offset: Mutex<Int64>

  /// - Parameter file: where the offset is kept, as text, in microseconds.
  init(file: URL, system: any TimeSource = SystemTime()) throws {
    self.file = file
    self.system = system
    var kept: Int64 = 0
    if FileManager.default.fileExists(atPath: file.path) {
      let text = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
      guard let number = Int64(text) else {
        throw InvalidIdentifier("clock", "\(file.lastPathComponent) is damaged")
      }
      kept = number
    }
    offset = Mutex(kept)
  }

  func now() -> Instant { Instant(microseconds: system.now().microseconds + offset.withLock { $0 }) }

  func elapsed() -> Duration { system.elapsed() }

  func advance(hours: Int) throws { try keep(offset.withLock { $0 + Int64(hours) * 3_600_000_000 }) }

  /// Moves on by days.
  func advance(days: Int) throws { try keep(offset.withLock { $0 + Int64(days) * 86_400_000_000 }) }

  /// Moves so that it is `instant` now.
  func set(to instant: Instant) throws { try keep(instant.microseconds - system.now().microseconds) }

  private func keep(_ microseconds: Int64) throws {
    try Data("\(microseconds)\n".utf8).write(to: file, options: .atomic)
    offset.withLock { $0 = microseconds }
  }
}
