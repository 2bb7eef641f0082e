/// Why a key and its certificates can't make seals, or a file holds no anchors. Case order is check order;
/// nothing of the files is carried.
package enum SealMaterialFailure: Error, Hashable, Sendable, CustomStringConvertible {
  case keyUnreadable, keyUnfit
  case certificatesUnreadable, certificateOfOtherKey, certificateUnfit
  case anchorsUnreadable

  package var description: String {
    switch self {
    case .keyUnreadable: "must hold a private key in PEM, without a password"
    case .keyUnfit: "must hold an RSA key of 2048 bits or more, or a key on P-256 or P-384"
    case .certificatesUnreadable:
      "must hold the key's certificate in PEM, then at most 15 that lead to an anchor"
    case .certificateOfOtherKey: "its first certificate is another key's"
    case .certificateUnfit: "its first certificate is not for signatures (key usage)"
    case .anchorsUnreadable: "must hold 1 to 256 certificates in PEM"
    }
  }
}

/// Why a document was not sealed. Nothing was made; the same can be tried again.
package enum SealFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is to be sealed or stamped is empty, too large, or no seal; or memory is short.
  case fault
  /// The seal's own certificate is not valid now.
  case certificateOver
  /// The time-stamp authority gave no answer.
  case unreachable(String)
  /// It answered something else than RFC 3161 says.
  case answerUnreadable
  /// It says no.
  case refused
  /// The answer is to another request: other bytes, another nonce, another policy.
  case answerToOther
  /// The authority's certificate is none, or does not lead to an anchor at the time of the stamp.
  case authorityUntrusted
  /// The stamp's own signature is wrong.
  case stampWrong
  /// The stamp tells a time that is further from this clock than ``TimeStamping/skewSecondsMax``.
  case clocksDiffer(seconds: Int64)

  package var description: String {
    switch self {
    case .fault: "the seal could not be made"
    case .certificateOver: "the seal's certificate is not valid now"
    case .unreachable(let reason): "the time-stamp authority gave no answer: \(reason)"
    case .answerUnreadable: "the time-stamp authority's answer can't be read"
    case .refused: "the time-stamp authority refused"
    case .answerToOther: "the time stamp is of something else"
    case .authorityUntrusted: "the time stamp's certificate is not trusted"
    case .stampWrong: "the time stamp's signature is wrong"
    case .clocksDiffer(let seconds): "the time stamp is \(seconds) s from this server's clock"
    }
  }
}
