import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// Waits on 127.0.0.1 for the browser that comes back from the provider (RFC 8252 §7.3).
struct LoopbackListener: Sendable {
  static let path = "/callback"
  /// What a channel registers, so that any port is taken.
  static let registered = "http://127.0.0.1" + path

  /// How long a browser that keeps its connection open is waited for at the end.
  private static let goodbye = Duration.seconds(2)

  let attempt: SignInAttempt
  /// Seconds until nobody is waited for any more.
  let seconds: Int

  /// Listens on a free port, tells its redirect URI, and stops when the answer to the attempt is there.
  /// - Parameter begin: gets the redirect URI once the port is open.
  /// - Throws: ``ClientRefusal`` when nobody came back in time.
  func answer(_ begin: @escaping @Sendable (String) async throws -> Void) async throws -> SignInAnswer {
    let (answers, told) = AsyncStream.makeStream(of: SignInAnswer.self)
    let (ports, bound) = AsyncStream.makeStream(of: Int.self)
    let logger = Logger(label: "ebox.sign-in") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(
      router: router(told),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        bound.yield(channel.localAddress?.port ?? 0)
        bound.finish()
      }, logger: logger)
    let services = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [.init(service: application)], logger: logger))
    return try await withThrowingTaskGroup(of: SignInAnswer?.self) { group in
      group.addTask {
        try await services.run()
        return nil
      }
      group.addTask {
        for await port in ports { try await begin("http://127.0.0.1:\(port)" + Self.path) }
        for await answer in answers { return answer }
        return nil
      }
      let seconds = seconds
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        throw ClientRefusal("Nobody signed in within \(seconds) seconds.")
      }
      let answer = try await group.next() ?? nil
      // The browser still gets its page: running requests are answered first.
      await services.triggerGracefulShutdown()
      guard let answer else { throw ClientRefusal("The listener on 127.0.0.1 stopped.") }
      group.addTask {
        try await Task.sleep(for: Self.goodbye)
        return nil
      }
      _ = try await group.next()
      group.cancelAll()
      return answer
    }
  }

  private func router(_ told: AsyncStream<SignInAnswer>.Continuation) -> Router<BasicRequestContext> {
    let router = Router()
    let attempt = attempt
    router.get(RouterPath(Self.path)) { request, _ in
      let answer = SignInAnswer(query: request.uri.query ?? "")
      guard answer.belongs(to: attempt) else {
        return Self.page("This is not the answer to the sign-in that is waited for.", .badRequest)
      }
      told.yield(answer)
      return Self.page("Done: you can close this window and go back to the command line.", .ok)
    }
    return router
  }

  private static func page(_ text: String, _ status: HTTPResponse.Status) -> Response {
    let html = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>eBox</title></head>
      <body><main><h1>eBox</h1><p>\(text)</p></main></body></html>
      """
    var headers: HTTPFields = [
      .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
      .contentSecurityPolicy: "default-src 'none'", .connection: "close",
    ]
    if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }
}
