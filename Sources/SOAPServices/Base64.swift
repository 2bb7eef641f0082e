import Foundation

/// Plain base64 (RFC 4648 §4); blanks are taken as XML schema does.
enum Base64 {
  static func bytes(_ text: String) -> [UInt8]? {
    let bare = text.utf8.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return Data(base64Encoded: Data(bare)).map(Array.init)
  }
}
