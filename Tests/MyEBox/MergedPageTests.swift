import Testing
import Vocabulary

@testable import MyEBox

@Suite("Pages of several lists as one")
struct MergedPageTests {
  /// Numbers from `seed`, the same on every machine.
  private struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  /// The page by looks at items, and how many looks it took.
  private func page(of lists: [[Int]], offset: Int, size: Int) throws -> (items: [Int], looks: Int) {
    var merged = MergedPage<Int>(totals: lists.map(\.count), offset: offset, size: size)
    var looks = 0
    while !merged.wanted.isEmpty {
      let wanted = merged.wanted
      looks += wanted.count
      try #require(looks < 1000)
      merged.narrow(
        by: Dictionary(
          uniqueKeysWithValues: wanted.map { ($0, lists[$0.list][$0.place]) }))
    }
    let ranges = merged.ranges
    for (list, range) in ranges.enumerated() {
      #expect(range.count <= MergedPage<Int>.undecidedMax + size && range.upperBound <= lists[list].count)
    }
    let items = zip(lists, ranges).flatMap { $0[$1] }.sorted()
    return (Array(items.dropFirst(merged.skipped).prefix(size)), looks)
  }

  @Test(
    "R-BOX-8: every page of lists of any lengths is what all of them in order have there",
    arguments: 0..<24)
  func everyPage(seed: UInt64) throws {
    var numbers = Numbers(seed: seed)
    let count = 2 + numbers.next(below: 3)
    var lists = [[Int]](repeating: [], count: count)
    let weights = (0..<count).map { _ in 1 + numbers.next(below: 40) }
    for value in 0..<(1 + numbers.next(below: 700)) {
      var draw = numbers.next(below: weights.reduce(0, +))
      // Runs of one list, so that bounds are tried on both sides.
      let list = weights.firstIndex { weight in
        defer { draw -= weight }
        return draw < weight
      }
      lists[seed % 2 == 0 ? list ?? 0 : min(value / 150, count - 1)].append(value)
    }
    let all = lists.flatMap(\.self).sorted()
    for offset in stride(from: 0, through: all.count + 25, by: 25) {
      #expect(try page(of: lists, offset: offset, size: 25).items == Array(all.dropFirst(offset).prefix(25)))
    }
  }

  @Test("R-BOX-3: a page in the middle of two boxes of 5 000 takes few looks, beside a small box none")
  func fewLooks() throws {
    let odd = (0..<5000).map { 2 * $0 + 1 }
    let even = (0..<5000).map { 2 * $0 }
    let middle = try page(of: [odd, even], offset: 5000, size: 25)
    #expect(middle.items == Array(5000..<5025) && middle.looks <= 16)
    let apart = try page(of: [Array(0..<5000), Array(5000..<10_000)], offset: 7500, size: 25)
    #expect(apart.items == Array(7500..<7525) && apart.looks <= 16)
    let small = try page(of: [odd, [0, 2, 4]], offset: 4975, size: 25)
    #expect(small.looks == 0 && small.items.count == 25)
  }

  @Test("a list that became shorter meanwhile ends where nothing is found")
  func shorter() {
    var merged = MergedPage<Int>(totals: [1000, 1000], offset: 1000, size: 25)
    var looks = 0
    while !merged.wanted.isEmpty, looks < 100 {
      looks += 1
      merged.narrow(
        by: Dictionary(
          uniqueKeysWithValues: merged.wanted.filter { $0.list == 0 || $0.place < 10 }.map {
            ($0, $0.place * 2 + $0.list)
          }))
    }
    #expect(looks < 100 && merged.ranges[1].lowerBound <= 10)
  }

  @Test(
    "one page where one can hold the range, else the fewest",
    arguments: [
      (0..<25, [(1, 25)]), (0..<0, []), (25..<50, [(2, 25)]), (30..<50, [(2, 25)]), (99..<101, [(34, 3)]),
      (9999..<10_000, [(10_000, 1)]), (50..<150, [(1, 100), (2, 100)]),
    ])
  func covering(range: Range<Int>, expected: [(Int, Int)]) throws {
    let pages = try PageRequest.covering(range)
    #expect(pages == (try expected.map { try PageRequest(parsing: $0.0, size: $0.1) }))
    #expect(range.allSatisfy { place in pages.contains { $0.offset..<($0.offset + $0.size) ~= place } })
  }
}
