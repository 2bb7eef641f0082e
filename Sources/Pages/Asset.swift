import Crypto
import Foundation
package import Hummingbird
import NIOCore

/// A file that every page uses; named by its digest, so that a browser may keep it for good.
struct Asset: Sendable {
  let path: String
  private let mediaType: String
  private let text: String

  private init(_ name: String, _ ending: String, _ mediaType: String, _ text: String) {
    let digest = SHA256.hash(data: Data(text.utf8)).prefix(8).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    path = "/assets/\(name)-\(digest.joined()).\(ending)"
    self.mediaType = mediaType
    self.text = text
  }

  static let style = Asset("ebox", "css", "text/css; charset=utf-8", styleSheet)
  static let logo = Asset("ebox", "svg", "image/svg+xml", logoDrawing)
  static let all = [style, logo]

  var response: Response {
    var headers = HTTPFields()
    headers[.contentType] = mediaType
    headers[.cacheControl] = "public, max-age=31536000, immutable"
    headers[.xContentTypeOptions] = "nosniff"
    headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

extension Pages {
  /// The style sheet's address, for a page that is not made by ``Pages``.
  package static var styleAddress: String { Asset.style.path }

  /// Serves the style sheet and the logo; once a router, whichever parties share it.
  package static func addAssets(to router: some RouterMethods<some RequestContext>) {
    for asset in Asset.all {
      router.get(RouterPath(asset.path)) { _, _ in asset.response }
      router.head(RouterPath(asset.path)) { _, _ in asset.response.createHeadResponse() }
    }
  }
}

private let logoDrawing = """
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" role="img">
  <rect width="32" height="32" rx="7" fill="#0b4f8a"/>
  <path d="M6 12.5 16 6l10 6.5V25H6z" fill="#fff"/>
  <path d="m6 13 10 7 10-7" fill="none" stroke="#0b4f8a" stroke-width="2" stroke-linejoin="round"/>
  </svg>
  """
