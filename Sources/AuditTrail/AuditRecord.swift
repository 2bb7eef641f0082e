import Contracts
import Vocabulary

/// An ``AuditEntry`` as it is kept and hashed: every field a text or a number, exactly as in its row.
///
/// Serialization, version 1. The bytes are UTF-8 of one JSON object in the canonical form of RFC 8785 (JCS):
/// no white space; keys in order of their UTF-16 code units; in texts only `"`, `\` and the characters below
/// U+0020 are escaped, as `\"` `\\` `\b` `\t` `\n` `\f` `\r`, the others as `\u00xx` in lower case. An absent
/// field is left out. The keys:
///
/// | key | value |
/// |---|---|
/// | `action`, `outcome` | raw values of ``AuditEntry/Action`` and ``AuditEntry/Outcome`` |
/// | `at` | RFC 3339, UTC, six digits of fraction, `Z` |
/// | `clientId`, `code`, `mailbox`, `message`, `organization` | texts; optional |
/// | `details` | an object of texts, keys in order; `{}` when there are none |
/// | `id`, `party`, `requestId` | texts |
/// | `v` | the number 1 |
///
/// The leaf hash is SHA-256 of 0x00 and these bytes (RFC 6962 §2.1). A changed serialization gets another
/// `v`; bytes of entries that have their place are never made in another way.
struct AuditRecord: Hashable, Sendable {
  static let version = 1

  let party: String
  let id: String
  /// Microseconds since 1970.
  let at: Int64
  let action: String
  let outcome: String
  let code: String?
  let requestID: String
  let clientID: String?
  let organization: String?
  let mailbox: String?
  let message: String?
  /// The canonical JSON object; it goes into the bytes as it stands, so that no change to it is lost in
  /// parsing.
  let details: String
}

extension AuditRecord {
  init(_ entry: AuditEntry, party: String) {
    self.init(
      party: party, id: entry.id.text, at: entry.at.microseconds, action: entry.action.rawValue,
      outcome: entry.outcome.rawValue, code: entry.code, requestID: entry.requestID.text,
      clientID: entry.clientID,
      organization: entry.organization?.digits, mailbox: entry.mailbox?.text, message: entry.message?.text,
      details: CanonicalJSON.object(entry.details))
  }

  /// The serialization described above.
  var bytes: [UInt8] {
    var json = CanonicalJSON()
    json.field("action", action)
    json.field("at", Instant(microseconds: at).description)
    json.field("clientId", clientID)
    json.field("code", code)
    json.raw("details", details)
    json.field("id", id)
    json.field("mailbox", mailbox)
    json.field("message", message)
    json.field("organization", organization)
    json.field("outcome", outcome)
    json.field("party", party)
    json.field("requestId", requestID)
    json.raw("v", String(AuditRecord.version))
    return json.finished
  }
}
