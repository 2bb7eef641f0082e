import AuditTrail
import Contracts
import EBoxTesting
import Foundation
import Storage
import Testing
import Vocabulary

@Suite struct AuditReaderTests {
  @Test(
    "R-AUD-3: entries are found by mailbox, message and request, placed or not",
    arguments: TestDatabases.allCases)
  func subjects(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      let mailbox = MailboxID(at: Sample.instant, random: SystemRandom())
      let message = MessageID(at: Sample.instant, random: SystemRandom())
      let first = try Sample.entry(0, request: "r", mailbox: mailbox)
      let second = try Sample.entry(1, request: "r", message: message)
      let third = try Sample.entry(2, mailbox: mailbox, message: message)
      try await database.write { transaction in
        try Sample.trail.record(first, in: transaction)
        try Sample.trail.record(second, in: transaction)
      }
      try await Sample.sequencer(database, time: PlayedTime()).sequenceOnce()
      try await database.write { transaction in
        try Sample.trail.record(third, in: transaction)
        try AuditTrail(party: "provider").record(third, in: transaction)
      }
      let reader = AuditReader(Sample.trail, database: database)
      let ofMailbox = try await reader.entries(of: .mailbox(mailbox))
      #expect(ofMailbox.items.map(\.entry) == [first, third] && ofMailbox.total == 2)
      #expect(ofMailbox.items.map(\.place) == [0, nil])
      #expect(try await reader.entries(of: .message(message)).items.map(\.entry) == [second, third])
      #expect(try await reader.entries(of: .request(RequestID("r"))).items.map(\.entry) == [first, second])
      #expect(try await reader.entries(of: .request(RequestID("none"))).total == 0)
    }
  }

  @Test("entries come in pages", arguments: TestDatabases.allCases)
  func pages(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      try await Sample.record(5, on: database)
      let reader = AuditReader(Sample.trail, database: database)
      let page = try await reader.entries(
        of: .mailbox(Sample.mailbox), page: PageRequest(parsing: 2, size: 2))
      #expect(page.items.map { $0.entry.details["number"] } == ["2", "3"])
      #expect(page.total == 5 && page.hasNext)
    }
  }

  @Test(
    "R-AUD-3: an export holds the bytes that were hashed, so that anyone can check them",
    arguments: TestDatabases.allCases)
  func export(_ engine: TestDatabases) async throws {
    try await engine.with(Sample.migrations) { database in
      try await Sample.record(7, on: database)
      try await Sample.sequencer(database, time: PlayedTime()).sequenceOnce()
      try await Sample.record(1, on: database)
      var lines: [String] = []
      let reader = AuditReader(Sample.trail, database: database)
      #expect(try await reader.export(2..<100) { lines.append($0) } == 5)
      for (index, line) in lines.enumerated() {
        let end = try #require(line.range(of: #","leaf":""#))
        let bytes = Array(line[..<end.lowerBound].dropFirst(#"{"entry":"#.count).utf8)
        #expect(line.hasSuffix(#","leaf":"\#(MerkleTree.leaf(bytes))","place":\#(index + 2)}"#))
      }
      #expect(try await reader.export(0..<3) { _ in } == 3)
    }
  }
}
