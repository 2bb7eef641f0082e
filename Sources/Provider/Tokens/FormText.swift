import Foundation

/// Names and values as `application/x-www-form-urlencoded` writes them.
enum FormText {
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  static func encode(_ parameters: [(String, String)]) -> String {
    parameters.map { "\(escape($0))=\(escape($1))" }.joined(separator: "&")
  }

  static func url(_ address: String, _ parameters: [(String, String)]) -> String {
    address + (address.contains("?") ? "&" : "?") + encode(parameters)
  }

  static func escape(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
