import Vocabulary

/// The address to which a bounce of one notice comes (VERP): `b-id-mark@domain`. The mark is made with our
/// key, so that nobody who does not hold that mail can condemn an address.
struct ReturnPath {
  private static let prefix = "b"

  let keys: NoticeKeys
  let domain: String

  func address(of notice: NoticeID) throws(InvalidIdentifier) -> EmailAddress {
    try EmailAddress(
      parsing: "\(Self.prefix)-\(notice.text.lowercased())-\(keys.returnMark(of: notice))@\(domain)")
  }

  /// The notice whose return path it is; nil when it is none of ours.
  func notice(at address: EmailAddress) -> NoticeID? {
    let text = address.text.lowercased()
    guard text.hasSuffix("@\(domain.lowercased())") else { return nil }
    let parts = text.dropLast(domain.utf8.count + 1).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.prefix, let id = try? NoticeID(parsing: parts[1].uppercased()),
      isSame(String(parts[2]), keys.returnMark(of: id))
    else { return nil }
    return id
  }

  /// Without telling by its time how much of it is right.
  private func isSame(_ given: String, _ own: String) -> Bool {
    let (given, own) = (Array(given.utf8), Array(own.utf8))
    guard given.count == own.count else { return false }
    return zip(given, own).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
