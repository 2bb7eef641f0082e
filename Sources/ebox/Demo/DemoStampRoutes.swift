import HTTPTypes
import Hummingbird
import NIOCore
import TrustServices

/// The demonstration's played time-stamp authority over HTTP (RFC 3161 §3.4), for who tries it with openssl.
struct DemoStampRoutes: Sendable {
  static let path = "/demo/timestamp"
  /// A request is some hundred bytes.
  static let bodyBytesMax = 4096

  let authority: PlayedTimeStampAuthority

  func add(to router: Router<some RequestContext>) {
    router.post(RouterPath(Self.path)) { [self] request, _ in
      guard request.headers[.contentType] == "application/timestamp-query" else {
        throw HTTPError(.unsupportedMediaType)
      }
      let query = try await request.body.collect(upTo: Self.bodyBytesMax)
      let answer = try await authority.answer(to: Array(query.readableBytesView))
      return Response(
        status: .ok, headers: [.contentType: "application/timestamp-reply", .cacheControl: "no-store"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer)))
    }
  }
}
