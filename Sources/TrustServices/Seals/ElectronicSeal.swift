import COpenSSL
package import Vocabulary

/// A key with which an organisation seals documents, with its certificates. Used by many tasks at once;
/// prints nothing of the key.
///
/// A signature takes a few milliseconds of this machine and waits for nothing.
package final class ElectronicSeal: @unchecked Sendable {
  let handle: OpaquePointer
  /// The subject of its certificate (RFC 4514).
  package let subject: String
  /// Between which its certificate is valid.
  package let validity: (begins: Instant, ends: Instant)
  /// SHA-256 of its certificate.
  package let fingerprint: [UInt8]

  /// - Parameters:
  ///   - key: PEM, without a password: RSA of 2048 bits or more, P-256 or P-384.
  ///   - certificates: PEM: the key's own first, then what leads to an anchor.
  package init(key: [UInt8], certificates: [UInt8]) throws(SealMaterialFailure) {
    var outcome = EBOX_SIGNER_OK
    let handle = key.withUnsafeBufferPointer { key in
      certificates.withUnsafeBufferPointer { certificates in
        ebox_signer_load(key.baseAddress, key.count, certificates.baseAddress, certificates.count, &outcome)
      }
    }
    guard let handle else {
      switch outcome {
      case EBOX_SIGNER_KEY_UNFIT: throw .keyUnfit
      case EBOX_SIGNER_CERTIFICATES_UNREADABLE: throw .certificatesUnreadable
      case EBOX_SIGNER_CERTIFICATE_OF_OTHER_KEY: throw .certificateOfOtherKey
      case EBOX_SIGNER_CERTIFICATE_UNFIT: throw .certificateUnfit
      default: throw .keyUnreadable
      }
    }
    var (begins, ends) = (Int64(0), Int64(0))
    var fingerprint = [UInt8](repeating: 0, count: 32)
    guard let subject = CryptoBytes.text(ebox_signer_subject(handle)),
      ebox_signer_validity(handle, &begins, &ends) == 0,
      ebox_signer_fingerprint(handle, &fingerprint) == 0
    else {
      ebox_signer_free(handle)
      throw .certificatesUnreadable
    }
    self.handle = handle
    self.subject = subject
    self.fingerprint = fingerprint
    validity = (Instant(secondsSince1970: begins), Instant(secondsSince1970: ends))
  }

  deinit { ebox_signer_free(handle) }

  /// A detached seal, DER: CMS SignedData as CAdES, with this signing time, without a time stamp.
  /// - Throws: ``SealFailure/fault`` for an empty document or one of more than 16 MiB.
  package func sign(_ document: [UInt8], at instant: Instant) throws(SealFailure) -> [UInt8] {
    let seal = document.withUnsafeBufferPointer { document in
      CryptoBytes.taken { bytes in
        ebox_seal_make(handle, document.baseAddress, document.count, instant.secondsSince1970, &bytes) == 0
      }
    }
    guard let seal else { throw .fault }
    return seal
  }
}

extension Instant {
  /// Whole seconds, as certificates and time stamps have them.
  init(secondsSince1970 seconds: Int64) { self.init(microseconds: seconds * 1_000_000) }
}
