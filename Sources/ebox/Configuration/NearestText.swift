/// The candidate with the fewest single-character edits from `text`, when that is at most a third of its
/// length.
func nearestText(to text: String, among candidates: [String]) -> String? {
  let scored = candidates.map { ($0, edits(Array(text), Array($0))) }
  guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(2, text.count / 3) else { return nil }
  return best.0
}

/// Levenshtein distance.
private func edits(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (i, character) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in right.enumerated() {
      let substitution = diagonal + (character == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[right.count]
}
