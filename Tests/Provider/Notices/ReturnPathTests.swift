import EBoxTesting
import Testing
import TrustServices
import Vocabulary

@testable import Provider

@Suite("A return path is ours by its mark alone") struct ReturnPathTests {
  private static let marks = Array("0123456789abcdefghjkmnpqrstvwxyz")
  private static let keysCount = 50

  @Test(
    "R-NOT-5: of every mark that is one character repeated, or one character off, none passes; our own does")
  func marksOfOthers() async throws {
    let notice = try NoticeID(parsing: "01N00000000000000000000001")
    for _ in 0..<Self.keysCount {
      try await TemporaryFolder.with { folder in
        let keys = try NoticeKeys(keys: DirectoryKeyStore(opening: folder + "/keys", random: SystemRandom()))
        let path = ReturnPath(keys: keys, domain: "bounces.ebox.example")
        let own = try path.address(of: notice)
        #expect(path.notice(at: own) == notice)
        let mark = Array(keys.returnMark(of: notice))
        var forged = Self.marks.map { String(repeating: $0, count: mark.count) }
        for place in mark.indices {
          forged += Self.marks.map { String(mark[..<place] + [$0] + mark[(place + 1)...]) }
        }
        for other in forged where other != String(mark) {
          let address = try EmailAddress(parsing: own.text.replacing(String(mark), with: other))
          #expect(path.notice(at: address) == nil, "\(other) passed for \(String(mark))")
        }
      }
    }
  }
}
