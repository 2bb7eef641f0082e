import HTTPTypes
import Hummingbird
import Logging
import Vocabulary

extension HTTPField.Name {
  /// Identifies one request in answers and logs.
  static let requestID = HTTPField.Name("X-Request-Id") ?? .via
  /// The id under which the registries' edge audits a request; it takes the place of ours.
  static let traceID = HTTPField.Name("BelGov-Trace-Id") ?? .via
}

/// Gives each request its id: the caller's when it is sane, one of our own otherwise. The edges read it as
/// `context.id`.
struct RequestIDMiddleware<Context: RequestContext>: RouterMiddleware {
  static var charactersMax: Int { 64 }
  private static var metadataKey: String { "hb.request.id" }

  let random: any RandomSource

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let id = request.headers[.requestID].flatMap { Self.isSane($0) ? $0 : nil } ?? newID()
    var context = context
    context.logger[metadataKey: Self.metadataKey] = .string(id)
    var response = try await next(request, context)
    response.headers[.requestID] = response.headers[.traceID] ?? id
    return response
  }

  /// Letters, digits, `-`, `_` and `.`; at most ``charactersMax``. Digits alone are refused: a caller must
  /// not put a national number into our logs.
  static func isSane(_ id: String) -> Bool {
    (1...charactersMax).contains(id.utf8.count) && id.utf8.contains { $0 > 0x39 }
      && id.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || "-_.".utf8.contains($0)
      }
  }

  private func newID() -> String {
    random.bytes(16).map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }
}
