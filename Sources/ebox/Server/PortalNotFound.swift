import HTTPTypes
import Hummingbird
import MyEBox

/// Answers a browser that asked for what is not there with a page instead of nothing.
struct PortalNotFound<Context: RequestContext>: RouterMiddleware {
  let portal: MyEBox

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound && isBrowser(request) {
      return portal.notFound(request)
    }
  }

  private func isBrowser(_ request: Request) -> Bool {
    [.get, .head].contains(request.method) && request.headers[.accept]?.contains("text/html") == true
  }
}
