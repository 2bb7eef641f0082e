/// Lets a loop rest until there is work. Many wakes while it works are one.
package struct Wakeup: Sendable {
  private let wakes: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  package init() {
    (wakes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Never blocks; callable from anywhere, also after a commit in a hot path.
  package func wake() { continuation.yield() }

  /// Runs `work` at once, after each wake, and at the latest every `interval`, one at a time; returns when
  /// the task is cancelled and `work` has returned. Once only.
  /// - Parameter linger: how long a wake waits for others, so that much work costs few transactions.
  package func run(every interval: Duration, linger: Duration, _ work: @escaping @Sendable () async -> Void)
    async
  {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          continuation.yield()
          guard await rest(interval) else { return }
        }
      }
      for await _ in wakes {
        guard await rest(linger) else { break }
        await work()
      }
      group.cancelAll()
    }
  }

  /// False when the task was cancelled.
  private func rest(_ duration: Duration) async -> Bool {
    do {
      try await Task.sleep(for: duration)
      return true
    } catch {
      return false
    }
  }
}
