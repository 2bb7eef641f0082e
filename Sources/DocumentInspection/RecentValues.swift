/// Remembers at most `count` values: at least the half of them that were used last.
struct RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let half: Int
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  init(_ count: Int) { half = max(count / 2, 1) }

  var count: Int { young.count + old.count }

  /// Asking is using.
  mutating func value(_ key: Key) -> Value? {
    if let value = young[key] { return value }
    guard let value = old[key] else { return nil }
    set(key, value)
    return value
  }

  mutating func set(_ key: Key, _ value: Value) {
    if young[key] == nil, young.count == half { (old, young) = (young, [:]) }
    old[key] = nil
    young[key] = value
  }
}
