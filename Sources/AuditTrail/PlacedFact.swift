/// What a placed entry says for counting: nothing of who, nothing of what.
package struct PlacedFact: Hashable, Sendable {
  /// Raw values of ``AuditEntry/Action`` and ``AuditEntry/Outcome``; a newer program on the same database may
  /// have written others.
  package let action: String
  package let outcome: String
  package let code: String?
  private let details: String

  init(_ record: AuditRecord) {
    action = record.action
    outcome = record.outcome
    code = record.code
    details = record.details
  }

  /// A value of the details that needs no escapes in JSON, such as a raw value of an enum; nil when there is
  /// no such detail. Reads the bytes and parses nothing: the sequencer counts every entry.
  package func detail(_ name: String) -> String? {
    let (bytes, key) = (Array(details.utf8), Array("\"\(name)\":\"".utf8))
    guard bytes.count >= key.count else { return nil }
    for start in 0...(bytes.count - key.count) where bytes[start] == key[0] {
      guard bytes[start..<(start + key.count)].elementsEqual(key) else { continue }
      let value = bytes[(start + key.count)...].prefix { $0 != UInt8(ascii: "\"") }
      return String(decoding: value, as: UTF8.self)
    }
    return nil
  }
}
