import HTTPTypes
package import Hummingbird

extension Request {
  /// Whether a browser asks by a guess of its own, ahead of its user (`Sec-Purpose`, Fetch standard; older
  /// browsers say `Purpose`). What reads content, or counts as a citizen's act, does not answer that.
  package var isAskedAhead: Bool {
    ["Sec-Purpose", "Purpose"].compactMap { HTTPField.Name($0) }.contains { name in
      headers[values: name].contains { $0.lowercased().contains("prefetch") }
    }
  }
}

extension Response {
  /// The answer to a guess: the browser asks again once its user does.
  package static var notAhead: Response {
    var headers = HTTPFields.pageSecurity(["default-src 'none'"])
    headers[.cacheControl] = "no-store"
    return Response(status: .serviceUnavailable, headers: headers)
  }
}
