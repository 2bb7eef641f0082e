import COpenSSL

/// What a call of the C side gives back as bytes.
enum CryptoBytes {
  /// - Parameter call: whether it filled them.
  static func taken(_ call: (inout ebox_crypto_bytes) -> Bool) -> [UInt8]? {
    var bytes = ebox_crypto_bytes(start: nil, count: 0)
    defer { ebox_crypto_bytes_free(&bytes) }
    guard call(&bytes), let start = bytes.start else { return nil }
    return Array(UnsafeBufferPointer(start: start, count: bytes.count))
  }

  /// A text that is given away.
  static func text(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { ebox_crypto_text_free(text) }
    return String(cString: text)
  }
}
