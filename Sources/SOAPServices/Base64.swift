import Foundation

/// Plain base64 (RFC 4648 §4); blanks are taken as XML schema does.
enum Base64 {
  static func bytes(_ text: String) -> [UInt8]? {
    Data(base64Encoded: text.filter { !$0.isWhitespace }).map(Array.init)
  }
}
