import Vocabulary

/// Where a page of several lists, put in order as one, lies in each of them (R-BOX-8).
///
/// Of each list a number of first items stands before the page. How many is known within bounds: the lengths
/// of the lists give the first ones, and a look at the items in the middle between them draws them together
/// (selection among sorted lists), so that a page far back costs a few looks and not all that is before it.
struct MergedPage<Key: Comparable & Sendable>: Sendable {
  /// An item of a list, counted from 0.
  struct Place: Hashable, Sendable {
    let list: Int
    let place: Int
  }

  /// Items of a list whose place before or on the page may stay undecided: they are fetched instead.
  static var undecidedMax: Int { 50 }

  private let totals: [Int]
  private let offset: Int
  private let size: Int
  /// How many items of each list stand before the page: at least, and at most.
  private var before: [ClosedRange<Int>]
  /// The item in the middle between the bounds of a list, once it was looked at.
  private var middles: [Key?]

  /// - Parameter totals: the lengths of the lists, each in ascending order.
  init(totals: [Int], offset: Int, size: Int) {
    let all = totals.reduce(0, +)
    let start = min(offset, all)
    self.totals = totals
    self.size = size
    self.offset = start
    before = totals.map { max(0, start - (all - $0))...min($0, start) }
    middles = totals.map { _ in nil }
  }

  /// What must be looked at next; nothing when ``ranges`` are near enough.
  var wanted: [Place] {
    guard before.contains(where: { $0.count - 1 > Self.undecidedMax }) else { return [] }
    return before.indices.filter { isOpen($0) && middles[$0] == nil }.map {
      Place(list: $0, place: middle($0))
    }
  }

  /// The items of each list of which the page is made, and what else may be before it.
  var ranges: [Range<Int>] {
    before.indices.map {
      before[$0].lowerBound..<max(before[$0].lowerBound, min(totals[$0], before[$0].upperBound + size))
    }
  }

  /// How many of the items in ``ranges``, put in order, stand before the page.
  var skipped: Int { offset - before.map(\.lowerBound).reduce(0, +) }

  /// Draws the bounds together.
  /// - Parameter found: what stands at the ``wanted`` places; a list ends before a place that is missing.
  mutating func narrow(by found: [Place: Key]) {
    for place in wanted {
      if let key = found[place] {
        middles[place.list] = key
      } else {
        setBounds(of: place.list, before[place.list].lowerBound...place.place)
      }
    }
    while wanted.isEmpty, before.contains(where: { $0.count - 1 > Self.undecidedMax }) { step() }
  }

  /// One list gives up the half that can't be before the page, or is sure to be.
  private mutating func step() {
    let open = before.indices.filter(isOpen).compactMap { list in middles[list].map { (list, $0) } }
    let beforeMiddles = open.map { (before[$0.0].count - 1) / 2 }.reduce(0, +)
    if skipped <= beforeMiddles {
      guard let (list, _) = open.max(by: { $0.1 < $1.1 }) else { return }
      setBounds(of: list, before[list].lowerBound...middle(list))
    } else {
      guard let (list, _) = open.min(by: { $0.1 < $1.1 }) else { return }
      setBounds(of: list, (middle(list) + 1)...before[list].upperBound)
    }
    tighten()
  }

  /// What all others leave room for.
  private mutating func tighten() {
    let least = before.map(\.lowerBound).reduce(0, +)
    let most = before.map(\.upperBound).reduce(0, +)
    for list in before.indices {
      let bounds = before[list]
      let lower = max(bounds.lowerBound, offset - (most - bounds.upperBound))
      let upper = min(bounds.upperBound, offset - (least - bounds.lowerBound))
      if lower <= upper { setBounds(of: list, lower...upper) }
    }
  }

  private mutating func setBounds(of list: Int, _ bounds: ClosedRange<Int>) {
    guard bounds != before[list] else { return }
    let middle = middle(list)
    before[list] = bounds
    if self.middle(list) != middle { middles[list] = nil }
  }

  private func isOpen(_ list: Int) -> Bool { before[list].count > 1 }

  private func middle(_ list: Int) -> Int { before[list].lowerBound + (before[list].count - 1) / 2 }
}

extension PageRequest {
  /// The fewest pages of a list that hold all items of a range; one, as small as can be, where one can.
  static func covering(_ range: Range<Int>) throws(InvalidIdentifier) -> [PageRequest] {
    guard let first = range.first, let last = range.last else { return [] }
    for size in stride(from: range.count, through: sizeMax, by: 1) where first / size == last / size {
      return [try PageRequest(parsing: first / size + 1, size: size)]
    }
    var pages: [PageRequest] = []
    for number in first / sizeMax...last / sizeMax {
      pages.append(try PageRequest(parsing: number + 1, size: sizeMax))
    }
    return pages
  }
}
