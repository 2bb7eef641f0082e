/// Where clamd listens.
package enum ClamAVAddress: Hashable, Sendable, CustomStringConvertible {
  case tcp(host: String, port: Int)
  /// Path of a socket on this machine.
  case unix(String)

  /// `/run/clamav/clamd.ctl`, `scanner.example:3310` or `[::1]:3310`; nil for anything else.
  package init?(parsing text: String) {
    if text.hasPrefix("/") {
      self = .unix(text)
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65535).contains(port)
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { return nil }
    self = .tcp(host: String(host), port: port)
  }

  package var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): path
    }
  }
}
