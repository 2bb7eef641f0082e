import Contracts
import Foundation
import Logging
import Synchronization
import Vocabulary

/// A few workers that open PDFs, each a process behind a thread of its own; whoever came first is served
/// first. Threads and processes begin with the first document; a process that ended is replaced when it is
/// needed.
final class PDFWorkers: Sendable {
  typealias Judgement = Result<[DocumentFinding], InspectionUnavailable>

  private struct Job: Sendable {
    let document: HeldBytes
    let since: Duration
    let continuation: CheckedContinuation<Judgement, Never>
  }

  private struct State {
    var jobs: [Job] = []
    var running = 0
    var isStarted = false
    var isClosed = false
    var closing: [CheckedContinuation<Void, Never>] = []
    var processes: Set<pid_t> = []
  }

  private let settings: InspectionSettings
  private let time: any TimeSource
  private let log: Logger
  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  init(_ settings: InspectionSettings, time: any TimeSource, log: Logger) {
    (self.settings, self.time, self.log) = (settings, time, log)
  }

  /// Processes that run.
  var processes: Set<pid_t> { state.withLock { $0.processes } }

  /// - Throws: when no worker can be started, none was free for
  ///   ``InspectionSettings/waitSecondsMax``, or two in a row ended from outside.
  func findings(_ document: HeldBytes) async throws(InspectionUnavailable) -> [DocumentFinding] {
    let judgement = await withCheckedContinuation { continuation in
      let job = Job(document: document, since: time.elapsed(), continuation: continuation)
      let (isTaken, isFirst) = state.withLock { state in
        guard !state.isClosed else { return (false, false) }
        defer { state.isStarted = true }
        state.jobs.append(job)
        if !state.isStarted { state.running = settings.workers }
        return (true, !state.isStarted)
      }
      if isFirst { (1...settings.workers).forEach(startThread) }
      if isTaken { signal.signal() } else { continuation.resume(returning: .failure(.init(.pdf))) }
    }
    return try judgement.get()
  }

  /// What was asked for is done first. Returns when no process runs any more.
  func close() async {
    let waits = state.withLock { state in
      state.isClosed = true
      return state.running > 0
    }
    for _ in 1...settings.workers { signal.signal() }
    guard waits else { return }
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.running > 0 { state.closing.append(continuation) }
        return state.running == 0
      }
      if isOver { continuation.resume() }
    }
  }

  // MARK: On the threads

  private func startThread(_ number: Int) {
    let thread = Thread { [self] in runUntilClosed() }
    thread.name = "pdf-\(number)"
    thread.start()
  }

  private func runUntilClosed() {
    var worker: PDFWorker?
    while let job = next() {
      job.continuation.resume(returning: judge(job, &worker))
    }
    replace(&worker, by: nil)
    let closing = state.withLock { state in
      state.running -= 1
      defer { if state.running == 0 { state.closing = [] } }
      return state.running == 0 ? state.closing : []
    }
    for continuation in closing { continuation.resume() }
  }

  private func next() -> Job? {
    while true {
      signal.wait()
      let (job, isClosed) = state.withLock { state in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isClosed)
      }
      if let job { return job }
      if isClosed { return nil }
    }
  }

  /// A worker that ends tells nothing of the document, which it opens in a process apart: somebody else ended
  /// it, and another worker is asked, once.
  private func judge(_ job: Job, _ worker: inout PDFWorker?) -> Judgement {
    guard time.elapsed() - job.since <= .seconds(InspectionSettings.waitSecondsMax) else {
      log.warning("no PDF worker was free in time")
      return .failure(.init(.pdf))
    }
    for _ in 1...2 {
      do {
        let ready = try readyWorker(&worker)
        let deadline = time.elapsed() + .seconds(settings.clockFactor * settings.secondsMax)
        return .success(findings(of: try ready.inspect(job.document, until: deadline)))
      } catch {
        replace(&worker, by: nil)
        log.warning("a PDF worker failed", metadata: ["trouble": "\(error)"])
        if error != .ended { break }
      }
    }
    return .failure(.init(.pdf))
  }

  private func readyWorker(_ worker: inout PDFWorker?) throws(PDFWorker.Trouble) -> PDFWorker {
    if let worker, worker.isReady { return worker }
    replace(&worker, by: nil)
    let started = try PDFWorker(settings, time: time)
    replace(&worker, by: started)
    return started
  }

  private func replace(_ worker: inout PDFWorker?, by other: PDFWorker?) {
    let before = worker
    before?.end()
    worker = other
    state.withLock { state in
      if let before { state.processes.remove(before.process) }
      if let other { state.processes.insert(other.process) }
    }
  }

  /// A document that its process did not survive is damaged too: a letter that can't be opened in seconds of
  /// a processor's time and a gibibyte of memory is none that a citizen can open.
  private func findings(of answer: PDFWorker.Answer) -> [DocumentFinding] {
    guard case .findings(let findings) = answer else {
      log.warning("a PDF was not survived and counts as damaged", metadata: ["ending": "\(answer)"])
      return [.damaged]
    }
    return findings
  }
}
