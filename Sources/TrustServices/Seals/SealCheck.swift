import COpenSSL
package import Vocabulary

/// Checks a seal with a time stamp (CAdES-T) as a third party does, offline: with the document, the seal and
/// the certificates that the verifier trusts. Times are those of the stamp, so that the answer is the same in
/// ten years. Revocation is not looked at: what is needed for it is not in the seal.
package struct SealCheck: Sendable {
  /// In the order in which they build on each other.
  package enum Step: String, Hashable, Sendable, CaseIterable {
    /// A detached CMS SignedData, whole, of one signer whose certificate is in it; digests SHA-256 or longer.
    case form
    /// The document is the one that was sealed.
    case document
    /// The seal's own signature.
    case signature
    /// The signed attributes name the signer's certificate.
    case signingCertificate
    /// One time stamp is there, and can be read.
    case timeStamp
    /// It is over the signature of this seal.
    case timeStampContent
    /// The stamp's own signature.
    case timeStampSignature
    /// Its certificate is an authority's and leads to an anchor, at the time of the stamp.
    case timeStampTrust
    /// The signer's certificate is for signatures and leads to an anchor.
    case trust
    /// It and those it leads to were valid at the time of the stamp.
    case validity
  }

  package enum Verdict: String, Hashable, Sendable {
    case holds, fails
    /// Another step fails, on which it builds.
    case notMade
  }

  package struct Finding: Hashable, Sendable {
    package let step: Step
    package let verdict: Verdict
  }

  /// All steps, in their order.
  package let findings: [Finding]
  /// Subject of the signer's certificate, as the seal has it.
  package let signer: String?
  /// SHA-256 of the signer's certificate, as ``ElectronicSeal/fingerprint``.
  package let fingerprint: [UInt8]?
  /// Subject of the time-stamp authority's certificate; nil unless the stamp holds.
  package let authority: String?
  /// When it was sealed, by the signer's own word.
  package let signedAt: Instant?
  /// When it was there, by the stamp's word; worth something only when the stamp holds.
  package let stampedAt: Instant?

  /// Whether every step holds.
  package var isSound: Bool { findings.allSatisfy { $0.verdict == .holds } }
  /// Steps that fail.
  package var failures: [Step] { findings.filter { $0.verdict == .fails }.map(\.step) }

  /// - Parameters:
  ///   - seal: DER.
  ///   - stampAnchors: for the time stamp's certificate.
  /// - Throws: ``SealFailure/fault`` when memory is short.
  package init(
    _ document: [UInt8], seal: [UInt8], anchors: TrustAnchors, stampAnchors: TrustAnchors
  ) throws(SealFailure) {
    var found = ebox_seal_verdict()
    let outcome = document.withUnsafeBufferPointer { document in
      seal.withUnsafeBufferPointer { seal in
        ebox_seal_judge(
          document.baseAddress, document.count, seal.baseAddress, seal.count, anchors.handle,
          stampAnchors.handle, &found)
      }
    }
    defer { ebox_seal_verdict_free(&found) }
    guard outcome == 0 else { throw .fault }
    let checks: [(Step, ebox_check)] = [
      (.form, found.form), (.document, found.digest), (.signature, found.signature),
      (.signingCertificate, found.named), (.timeStamp, found.stamp), (.timeStampContent, found.imprint),
      (.timeStampSignature, found.stamp_signature), (.timeStampTrust, found.stamp_trust),
      (.trust, found.trust), (.validity, found.validity),
    ]
    findings = checks.map { Finding(step: $0.0, verdict: Verdict($0.1)) }
    signer = found.signer.map { String(cString: $0) }
    fingerprint =
      found.has_fingerprint == 1 ? withUnsafeBytes(of: found.fingerprint) { Array($0) } : nil
    authority = found.authority.map { String(cString: $0) }
    signedAt = found.has_signed_at == 1 ? Instant(secondsSince1970: found.signed_at) : nil
    stampedAt = found.has_stamped_at == 1 ? Instant(secondsSince1970: found.stamped_at) : nil
  }
}

extension SealCheck.Verdict {
  fileprivate init(_ check: ebox_check) {
    self =
      switch check {
      case EBOX_CHECK_HOLDS: .holds
      case EBOX_CHECK_FAILS: .fails
      default: .notMade
      }
  }
}
