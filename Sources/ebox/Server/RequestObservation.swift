import HTTPTypes
import Hummingbird
import Logging
import Metrics

/// Logs and counts each request by route pattern: a path may name a person's message. The time is that until
/// the answer begins; how long a document takes to go out depends on the reader's line.
struct RequestObservation<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let started = ContinuousClock.now
    do {
      let response = try await next(request, context)
      var traced = context
      if let id = response.headers[.traceID] { traced.logger[metadataKey: "hb.request.id"] = .string(id) }
      report(request.method, response.status.code, traced, ContinuousClock.now - started)
      return response
    } catch let error as any HTTPResponseError {
      report(request.method, error.status.code, context, ContinuousClock.now - started)
      throw error
    } catch {
      context.logger.error("fault", metadata: ["error": .string(faultText(error))])
      report(request.method, 500, context, ContinuousClock.now - started)
      throw error
    }
  }

  private func report(_ method: HTTPRequest.Method, _ status: Int, _ context: Context, _ duration: Duration) {
    let route = context.endpointPath ?? "none"
    let labels = [("method", known(method)), ("route", route), ("status", String(status))]
    Counter(label: "http_requests", dimensions: labels).increment()
    Timer(label: "http_request_duration", dimensions: [("method", known(method)), ("route", route)])
      .recordNanoseconds(duration.nanoseconds)
    context.logger.info(
      "request",
      metadata: [
        "method": .string(known(method)), "route": .string(route), "status": .stringConvertible(status),
        "milliseconds": .stringConvertible(duration.nanoseconds / 1_000_000),
      ])
  }

  /// Keeps what a stranger may invent out of labels.
  private func known(_ method: HTTPRequest.Method) -> String {
    [.get, .head, .post, .put, .patch, .delete, .options].contains(method) ? method.rawValue : "other"
  }

  /// The kind of fault; its own text may hold values of a row.
  private func faultText(_ error: any Error) -> String { String(reflecting: type(of: error)) }
}

extension Duration {
  /// Whole nanoseconds.
  fileprivate var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
