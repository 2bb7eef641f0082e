import Foundation

/// Writes query strings and splits those that come.
enum FormQuery {
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  static func path(_ path: String, _ parameters: [(String, String)]) -> String {
    if parameters.isEmpty { return path }
    let query = parameters.map { "\(escape($0))=\(escape($1))" }.joined(separator: "&")
    return path + (path.contains("?") ? "&" : "?") + query
  }

  /// The query without the parameters of these names, otherwise as it came.
  static func without(_ names: Set<String>, _ query: String) -> String {
    query.split(separator: "&").filter { pair in !names.contains(String(pair.prefix { $0 != "=" })) }
      .joined(separator: "&")
  }

  /// `scheme://host:port` of an address, for a content security policy; nil when it has none.
  static func origin(of address: String) -> String? {
    guard let parts = URLComponents(string: address), let scheme = parts.scheme, let host = parts.host,
      ["http", "https"].contains(scheme)
    else { return nil }
    return "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
  }

  private static func escape(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
