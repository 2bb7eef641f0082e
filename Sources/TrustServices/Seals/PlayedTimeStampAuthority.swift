import COpenSSL
package import Vocabulary

/// Plays a time-stamp authority: real answers by a made-up key, under a clock that may be moved. For
/// demonstrations and tests; no stamp of it proves anything.
package struct PlayedTimeStampAuthority: TimeStampAuthority {
  /// Under the arc of examples.
  package static let policy = "2.999.3161.1"

  private let key: ElectronicSeal
  private let time: any TimeSource
  private let random: any RandomSource

  /// - Parameter key: its certificate is for time stamps only (extended key usage, critical).
  package init(key: ElectronicSeal, time: any TimeSource, random: any RandomSource) {
    self.key = key
    self.time = time
    self.random = random
  }

  package func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] {
    // A serial number is positive.
    let serial = [1] + random.bytes(15)
    let now = time.now().secondsSince1970
    let answer = request.withUnsafeBufferPointer { request in
      serial.withUnsafeBufferPointer { serial in
        CryptoBytes.taken { bytes in
          ebox_authority_answer(
            key.handle, request.baseAddress, request.count, now, serial.baseAddress, serial.count,
            Self.policy,
            &bytes) == 0
        }
      }
    }
    guard let answer else { throw .unreachable("the played authority has a fault") }
    return answer
  }
}
