import ServiceLifecycle

/// Work that goes on beside the server and ends with it.
struct BackgroundJob: Service {
  /// Works until its task is cancelled.
  let work: @Sendable () async -> Void

  func run() async throws {
    await cancelWhenGracefulShutdown { await work() }
  }
}
