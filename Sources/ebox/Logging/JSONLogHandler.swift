import Foundation
import Logging
import Synchronization
import Vocabulary

/// Writes each log line as one JSON object to standard error: `time`, `level`, `logger`, `message`, and the
/// metadata.
struct JSONLogHandler: LogHandler {
  private static let output = Mutex(FileHandle.standardError)

  let label: String
  let clock: any TimeSource
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  init(label: String, level: Logger.Level, clock: any TimeSource = SystemTime()) {
    self.label = label
    self.clock = clock
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = JSONLogLine(
      time: clock.now(), level: event.level, label: label, message: event.message.description,
      metadata: metadata.merging(event.metadata ?? [:]) { $1 })
    Self.output.withLock { output in
      do {
        try output.write(contentsOf: Data((line.text + "\n").utf8))
      } catch {
        // Who collects the log has gone; requests are answered all the same.
      }
    }
  }
}
