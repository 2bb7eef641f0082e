import Foundation

/// Words in another alphabet than ASCII, as headers carry them: `=?UTF-8?B?…?=`, each whole characters and
/// short enough to stand behind a field's name in one line (RFC 2047 §2, §5).
enum EncodedWord {
  static let columnsMax = 64
  static let opening = "=?UTF-8?B?"
  static let closing = "?="
  /// Bytes of text that fit in one.
  private static let bytesMax = (columnsMax - opening.utf8.count - closing.utf8.count) / 4 * 3

  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var bytes: [UInt8] = []
    for character in text {
      // A character of many scalars may be longer than a word: then it is cut between scalars.
      for scalar in character.unicodeScalars {
        let next = Array(String(scalar).utf8)
        if bytes.count + next.count > bytesMax {
          words.append(word(bytes))
          bytes = []
        }
        bytes += next
      }
    }
    if !bytes.isEmpty || words.isEmpty { words.append(word(bytes)) }
    return words
  }

  private static func word(_ bytes: [UInt8]) -> String {
    opening + Data(bytes).base64EncodedString() + closing
  }
}
