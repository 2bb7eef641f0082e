/// A number of bytes as people read it: decimal units, one digit after the comma from a megabyte on.
package struct WrittenSize: Sendable {
  package let text: String

  package init(_ bytes: Int64, _ words: Words) {
    switch bytes {
    case ..<1000: text = "\(bytes) \(words[.bytesUnit])"
    case ..<999_500: text = "\((bytes + 500) / 1000) \(words[.kilobytesUnit])"
    default:
      let tenths = (bytes + 50_000) / 100_000
      text = "\(tenths / 10)\(words[.decimalComma])\(tenths % 10) \(words[.megabytesUnit])"
    }
  }
}
