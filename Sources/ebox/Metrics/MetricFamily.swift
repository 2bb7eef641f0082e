/// What kind of figure a family holds, as Prometheus names it.
enum MetricKind: String, Sendable { case counter, gauge, histogram }

/// A figure's labels, in the order given.
struct MetricLabels: Hashable, Sendable {
  let pairs: [Pair]

  struct Pair: Hashable, Sendable {
    let name: String
    let value: String
  }

  init(_ dimensions: [(String, String)]) {
    pairs = dimensions.map { Pair(name: metricName($0.0), value: $0.1) }
  }

  /// `{method="GET",status="200"}`, or nothing.
  func text(adding extra: [(String, String)] = []) -> String {
    let all = pairs.map { ($0.name, $0.value) } + extra
    guard !all.isEmpty else { return "" }
    return "{" + all.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
  }

  private func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

/// Letters, digits and underscores; what else there is becomes an underscore.
func metricName(_ label: String) -> String {
  let name = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  return name.first?.isNumber == true ? "_" + name : name
}
