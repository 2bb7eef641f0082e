import Foundation

/// A text as a search compares it: without case, without accents, ligatures and ß written out.
struct FoldedText: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ text: String) {
    let utf8 = text.utf8
    if utf8.allSatisfy({ $0 < 0x80 }) {
      bytes = utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      return
    }
    var folded: [UInt8] = []
    folded.reserveCapacity(utf8.count)
    for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      if let spelled = Self.spelled[scalar] {
        folded += spelled.utf8
      } else if scalar.properties.generalCategory != .nonspacingMark {
        folded += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    bytes = folded
  }

  func contains(_ needle: FoldedText) -> Bool {
    guard let first = needle.bytes.first else { return true }
    let count = needle.bytes.count
    guard bytes.count >= count else { return false }
    return bytes.withUnsafeBufferPointer { hay in
      needle.bytes.withUnsafeBufferPointer { needle in
        for start in 0...(hay.count - count) where hay[start] == first {
          var place = 1
          while place < count, hay[start + place] == needle[place] { place += 1 }
          if place == count { return true }
        }
        return false
      }
    }
  }

  private static let spelled: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "\u{2019}": "'", "\u{2010}": "-", "\u{2011}": "-",
  ]
}
