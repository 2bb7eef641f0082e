extension Value {
  /// A text, or NULL for nil.
  package static func text(orNull text: String?) -> Value { text.map(Value.text) ?? .null }
  /// A number, or NULL for nil.
  package static func int(orNull number: Int64?) -> Value { number.map(Value.int) ?? .null }
}
