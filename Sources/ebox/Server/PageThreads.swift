import Dispatch
import Hummingbird

/// Threads that pages are made on: step by step in the order in which steps become ready, whichever
/// connection they are for.
///
/// An event loop takes every step that is ready before it looks at its connections again, for as long as
/// there are any. Under load some connections waited a third of a second while others were answered ten times
/// (docs/decisions/event-loops.md).
final class PageThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "pages", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}

/// Answers requests on ``PageThreads``; a body that is streamed goes out on the connection's event loop.
struct OnPageThreads<Context: RequestContext>: RouterMiddleware {
  let threads: PageThreads

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    try await withTaskExecutorPreference(threads) { try await next(request, context) }
  }
}
