import COpenSSL

/// Certificates that are trusted, as an operator or a verifier has them in a file. Used by many tasks
/// at once.
package final class TrustAnchors: @unchecked Sendable {
  let handle: OpaquePointer

  /// - Throws: ``SealMaterialFailure/anchorsUnreadable``.
  package init(pem: [UInt8]) throws(SealMaterialFailure) {
    let handle = pem.withUnsafeBufferPointer { ebox_anchors_load($0.baseAddress, $0.count) }
    guard let handle else { throw .anchorsUnreadable }
    self.handle = handle
  }

  deinit { ebox_anchors_free(handle) }
}
