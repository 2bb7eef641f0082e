import Contracts
import Testing
import Vocabulary

@testable import AuditTrail

/// The bytes of an entry, which never change.
@Suite struct AuditRecordTests {
  private let full = AuditRecord(
    party: "provider", id: "01KDVQ3VVVX2Q0Z8C2WJ3D9K7M", at: 1_767_225_600_123_456, action: "publish",
    outcome: "rejected", code: "INVALID_INPUT", requestID: "r-1", clientID: "client",
    organization: "0316380841",
    mailbox: "01KDVQ3VVVX2Q0Z8C2WJ3D9K7A", message: "01KDVQ3VVVX2Q0Z8C2WJ3D9K7B",
    details: #"{"a":"1","b":"2"}"#)

  private func text(_ record: AuditRecord) -> String { String(decoding: record.bytes, as: UTF8.self) }

  @Test("version 1 of the serialization, with every field")
  func allFields() {
    let expected =
      #"{"action":"publish","at":"2026-01-01T00:00:00.123456Z","clientId":"client","code":"INVALID_INPUT","#
      + #""details":{"a":"1","b":"2"},"id":"01KDVQ3VVVX2Q0Z8C2WJ3D9K7M","#
      + #""mailbox":"01KDVQ3VVVX2Q0Z8C2WJ3D9K7A","message":"01KDVQ3VVVX2Q0Z8C2WJ3D9K7B","#
      + #""organization":"0316380841","outcome":"rejected","party":"provider","requestId":"r-1","v":1}"#
    #expect(text(full) == expected)
    #expect(
      "\(MerkleTree.leaf(full.bytes))" == "36c0ae7a476df07e6330068379c7bbfcea35d08e6c9c8d6f047f1c7982bb1bf1")
  }

  @Test("absent fields are left out")
  func absentFields() {
    let record = AuditRecord(
      party: "p", id: "i", at: 0, action: "read", outcome: "done", code: nil, requestID: "r", clientID: nil,
      organization: nil, mailbox: nil, message: nil, details: "{}")
    let expected =
      #"{"action":"read","at":"1970-01-01T00:00:00.000000Z","details":{},"id":"i","outcome":"done","#
      + #""party":"p","requestId":"r","v":1}"#
    #expect(text(record) == expected)
  }

  @Test("details are in the order of UTF-16 code units, and escaped as RFC 8785 says")
  func details() {
    let object = CanonicalJSON.object([
      "\u{FB33}": "last", "\u{1F600}": "before it", "a": "\"\\\u{8}\t\n\u{C}\r\u{1}\u{1F}/é\u{7F}",
      "": "first",
    ])
    #expect(
      object
        == #"{"":"first","a":"\"\\\b\t\n\f\r\u0001\u001f/é\#u{7F}","#
        + #""\#u{1F600}":"before it","\#u{FB33}":"last"}"#
    )
  }

  @Test("an entry and its row give the same record, and come back from it")
  func roundTrip() throws {
    let entry = try Sample.entry(7)
    let record = AuditRecord(entry, party: "provider")
    #expect(record.details == #"{"number":"7"}"#)
    let placed = try PlacedEntry(PlacedRecord(record: record, position: 1, place: nil, leaf: nil))
    #expect(placed.entry == entry)
  }
}
