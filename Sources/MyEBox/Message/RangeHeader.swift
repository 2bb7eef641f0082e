import Contracts
import Vocabulary

/// What a `Range` header asks of a content of `size` bytes (RFC 9110 §14.2).
enum RangeHeader: Hashable, Sendable {
  /// No range of bytes that we serve: several ranges, another unit, or malformed; the whole is answered.
  case all
  case bytes(ByteRange)
  case unsatisfiable

  init(_ header: String, size: Int64) {
    guard let match = header.wholeMatch(of: /bytes=(\d{0,18})-(\d{0,18})/) else {
      self = .all
      return
    }
    switch (Int64(match.output.1), Int64(match.output.2)) {
    case (nil, nil): self = .all
    case (nil, let suffix?):
      self =
        suffix == 0 ? .unsatisfiable : RangeHeader(from: max(0, size - suffix), through: size - 1, size: size)
    case (let first?, nil): self = RangeHeader(from: first, through: size - 1, size: size)
    case (let first?, let last?):
      self = last < first ? .all : RangeHeader(from: first, through: min(last, size - 1), size: size)
    }
  }

  private init(from first: Int64, through last: Int64, size: Int64) {
    guard first < size else {
      self = .unsatisfiable
      return
    }
    do {
      self = .bytes(try ByteRange(parsing: first, through: last))
    } catch {
      self = .unsatisfiable
    }
  }
}
