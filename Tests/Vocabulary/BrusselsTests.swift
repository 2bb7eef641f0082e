import Foundation
import Testing

@testable import Vocabulary

@Suite struct BrusselsTests {
  @Test("the clock of Brussels is that of the tz database, at each change and between them")
  func offsets() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
    func offset(_ second: Int64) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    }
    for second in stride(from: Int64(-2_000_000_000), to: 8_000_000_000, by: 86_400 * 5 + 3601) {
      #expect(Brussels.offset(at: second) == offset(second))
    }
    var change = Date(timeIntervalSince1970: 0)
    var count = 0
    while let next = zone.nextDaylightSavingTimeTransition(after: change), count < 400 {
      let second = Int64(next.timeIntervalSince1970)
      for near in (second - 1)...(second + 1) { #expect(Brussels.offset(at: near) == offset(near)) }
      (change, count) = (next, count + 1)
    }
    #expect(count > 200)
  }

  @Test("base64url has no padding, and is refused with it or in the plain alphabet")
  func base64URL() {
    for length in 0..<40 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ length &* 31) }
      let text = Base64URL.encode(bytes)
      #expect(!text.contains { "+/=".contains($0) })
      #expect(Base64URL.decode(text).map(Array.init) == bytes)
    }
    #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
    for text in ["-__-=", "+//+", "a", "a b", "ä"] { #expect(Base64URL.decode(text) == nil) }
  }
}
