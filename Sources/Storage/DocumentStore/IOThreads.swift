import Foundation

/// Operating system threads for calls that block: disk reads, writes and syncs never run on the cooperative
/// pool.
final class IOThreads: Sendable {
  typealias Job = @Sendable () -> Void

  private let line: Line

  init(_ name: String, count: Int) {
    let line = Line(threads: count)
    self.line = line
    for number in 0..<count {
      let thread = Thread { line.work() }
      thread.name = "\(name)-\(number)"
      thread.start()
    }
  }

  deinit { line.close(then: nil) }

  /// Runs a job on a thread of its own.
  /// - Throws: what the job throws; ``DocumentStoreFailure/closed`` when the threads have ended.
  func run<T: Sendable>(_ job: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { answer in
      let isTaken = line.add { answer.resume(with: Result(catching: job)) }
      if !isTaken { answer.resume(throwing: DocumentStoreFailure.closed) }
    }
  }

  /// - Returns: whether it was taken; false once closed.
  func submit(_ job: @escaping Job) -> Bool { line.add(job) }

  /// Takes no more jobs, and returns when those taken are done and the threads gone.
  func close() async {
    await withCheckedContinuation { answer in line.close { answer.resume() } }
  }

  /// The queue; the threads hold it, not ``IOThreads``, so that they end with their owner.
  private final class Line: @unchecked Sendable {
    /// Guards everything below.
    private let condition = NSCondition()
    private var jobs: [Job] = []
    private var next = 0
    private var isClosing = false
    private var threads: Int
    private var closed: [Job] = []

    init(threads: Int) { self.threads = threads }

    func add(_ job: @escaping Job) -> Bool {
      condition.lock()
      defer { condition.unlock() }
      guard !isClosing else { return false }
      jobs.append(job)
      condition.signal()
      return true
    }

    func close(then done: Job?) {
      condition.lock()
      isClosing = true
      let isOver = threads == 0
      if let done, !isOver { closed.append(done) }
      condition.broadcast()
      condition.unlock()
      if isOver { done?() }
    }

    func work() {
      while let job = take() { job() }
      condition.lock()
      threads -= 1
      let told = threads == 0 ? closed : []
      condition.unlock()
      for done in told { done() }
    }

    private func take() -> Job? {
      condition.lock()
      defer { condition.unlock() }
      while next == jobs.count {
        if isClosing { return nil }
        condition.wait()
      }
      let job = jobs[next]
      next += 1
      if next == jobs.count || next > 1024 {
        jobs.removeFirst(next)
        next = 0
      }
      return job
    }
  }
}
