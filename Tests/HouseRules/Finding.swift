/// A place where the house is not as it should be.
struct Finding: Hashable, CustomStringConvertible {
  let path: String
  /// 1-based.
  let line: Int
  let wrong: String
  let remedy: String

  var description: String { "\(path):\(line): \(wrong) – \(remedy)" }
}
