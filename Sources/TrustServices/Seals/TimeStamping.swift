import COpenSSL
package import Vocabulary

/// Puts time stamps into seals: CAdES becomes CAdES-T.
package struct TimeStamping: Sendable {
  /// How far a stamp's time may be from this server's clock.
  package static let skewSecondsMax: Int64 = 300
  static let nonceBytes = 16

  private let authority: any TimeStampAuthority
  private let anchors: TrustAnchors
  private let policy: String?
  private let time: any TimeSource
  private let random: any RandomSource

  /// - Parameters:
  ///   - anchors: to which the authority's certificate must lead.
  ///   - policy: that the stamp must be under, dotted; nil for any.
  package init(
    authority: any TimeStampAuthority, anchors: TrustAnchors, policy: String? = nil, time: any TimeSource,
    random: any RandomSource
  ) {
    self.authority = authority
    self.anchors = anchors
    self.policy = policy
    self.time = time
    self.random = random
  }

  /// - Parameter seal: a seal without a stamp.
  /// - Returns: the seal with a stamp over its signature, as its unsigned attribute signatureTimeStampToken.
  package func stamp(_ seal: [UInt8]) async throws(SealFailure) -> [UInt8] {
    let request = try request(for: seal)
    let answer = try await authority.answer(to: request)
    let (stamped, at) = try take(answer, to: request, into: seal)
    let difference = at - time.now().secondsSince1970
    guard abs(difference) <= Self.skewSecondsMax else { throw .clocksDiffer(seconds: difference) }
    return stamped
  }

  private func request(for seal: [UInt8]) throws(SealFailure) -> [UInt8] {
    let nonce = random.bytes(Self.nonceBytes)
    let request = seal.withUnsafeBufferPointer { seal in
      nonce.withUnsafeBufferPointer { nonce in
        CryptoBytes.taken { bytes in
          ebox_stamp_request(seal.baseAddress, seal.count, nonce.baseAddress, nonce.count, policy, &bytes)
            == 0
        }
      }
    }
    guard let request else { throw .fault }
    return request
  }

  private func take(
    _ answer: [UInt8], to request: [UInt8], into seal: [UInt8]
  ) throws(SealFailure) -> (stamped: [UInt8], at: Int64) {
    var at = Int64(0)
    var outcome = EBOX_STAMP_FAULT
    let stamped = seal.withUnsafeBufferPointer { seal in
      request.withUnsafeBufferPointer { request in
        answer.withUnsafeBufferPointer { answer in
          CryptoBytes.taken { bytes in
            outcome = ebox_stamp_take(
              seal.baseAddress, seal.count, request.baseAddress, request.count, answer.baseAddress,
              answer.count, anchors.handle, &at, &bytes)
            return outcome == EBOX_STAMP_OK
          }
        }
      }
    }
    if let stamped { return (stamped, at) }
    switch outcome {
    case EBOX_STAMP_UNREADABLE: throw .answerUnreadable
    case EBOX_STAMP_REFUSED: throw .refused
    case EBOX_STAMP_OF_OTHER_REQUEST: throw .answerToOther
    case EBOX_STAMP_NOT_TRUSTED: throw .authorityUntrusted
    case EBOX_STAMP_WRONG: throw .stampWrong
    default: throw .fault
    }
  }
}
