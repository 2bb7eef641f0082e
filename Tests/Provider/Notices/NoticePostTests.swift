import AuditTrail
import Contracts
import EBoxTesting
import Mail
import Provider
import Storage
import Testing
import Vocabulary

@Suite("Posting notices: each once, and twice only where nobody knows (R-NOT-1)") struct NoticePostTests {
  @Test("a notice is queued with the decision, and is gone with it", arguments: TestDatabases.allCases)
  func queued(_ engine: TestDatabases) async throws {
    try await PostOffice.with(engine) { office in
      struct Undone: Error {}
      let notice = try office.notice()
      let queue = office.provider.party.notices
      await #expect(throws: StorageFailure.self) {
        try await office.provider.database.write { transaction in
          try queue.add(notice, in: transaction)
          throw Undone()
        }
      }
      #expect(try await office.waiting() == 0)
      try await office.queue()
      #expect(try await office.waiting() == 1)
      #expect(try await office.post().postDue() == 1)
      #expect(try await office.waiting() == 0)
      #expect(try await office.post().postDue() == 0)
      #expect(office.relay.mails.count == 1)
      #expect(try await office.acts(notice) == ["accepted"])
    }
  }

  @Test("nothing personal lies open in the database or the trail", arguments: TestDatabases.allCases)
  func sealed(_ engine: TestDatabases) async throws {
    try await PostOffice.with(engine) { office in
      let notice = try await office.queue(1, to: "jan.peeters@example.be")
      try await office.post().postDue()
      let rows = try await office.provider.database.read { transaction in
        try transaction.rows(
          "SELECT mailbox, id, kind, address_hash, code_hash, sealed FROM provider_notice")
      }
      let bytes = rows.flatMap(\.values).flatMap { value -> [UInt8] in
        switch value {
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        case .int, .null: []
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      for personal in ["peeters", "example.be", "fietsen"] { #expect(!text.contains(personal)) }
      let entries = try await office.provider.entries("notice-\(notice.id.text)")
      #expect(entries.map(\.action) == [.noticePosted])
      #expect(entries[0].details["act"] == "accepted" && entries[0].details["reply"] == "250")
      #expect(entries[0].details["addressHash"]?.count == 64 && entries[0].details["digest"]?.count == 64)
      #expect(!"\(entries)".contains("peeters"))
    }
  }

  @Test("a mail that was not taken is tried again after a growing delay, for five days")
  func later() async throws {
    try await PostOffice.with(.sqlite) { office in
      let notice = try await office.queue()
      var tries: [Int64] = []
      let start = office.provider.clock.now()
      while try await office.waiting() > 0, tries.count < 100 {
        let before = office.relay.mails.count
        office.relay.answer(.tryLater(RelayReply(code: 451, status: EnhancedStatus("4.3.0"))))
        try await office.post().postDue()
        if office.relay.mails.count > before {
          tries.append(
            office.provider.clock.now().secondsSince1970 - start.secondsSince1970)
        }
        office.provider.clock.advance(seconds: tries.count < 6 ? 60 : 3600)
      }
      #expect(Array(tries.prefix(5)) == [0, 60, 180, 420, 900])
      let gaps = zip(tries.dropFirst(), tries).map { $0 - $1 }
      #expect(gaps.allSatisfy { $0 <= 5 * 3600 })
      #expect(try #require(tries.last) < 5 * 86_400 && tries.count > 25)
      let acts = try await office.acts(notice)
      #expect(acts.last == "expired" && acts.dropLast().allSatisfy { $0 == "postponed" })
    }
  }

  @Test("an address code is given up after an hour")
  func codes() async throws {
    try await PostOffice.with(.sqlite) { office in
      let notice = try await office.queue(1, .addressCode)
      office.provider.clock.advance(seconds: 3600)
      try await office.post().postDue()
      #expect(office.relay.mails.isEmpty)
      #expect(try await office.acts(notice) == ["expired"])
    }
  }

  @Test("a code that somebody waits for goes before the daily mails")
  func urgent() async throws {
    try await PostOffice.with(.sqlite) { office in
      for number in 1...40 { try await office.queue(number, to: "daily-\(number)@example.be") }
      try await office.queue(99, .addressCode, to: "waits@example.be")
      try await office.post().postDue()
      let order = office.relay.mails.map(\.recipient.text)
      #expect(order.count == 41 && order.first == "waits@example.be")
    }
  }

  @Test("a mail whose fate is unknown is sent once more, and no more than that")
  func unknown() async throws {
    try await PostOffice.with(.sqlite) { office in
      let notice = try await office.queue()
      for _ in 0..<4 {
        office.relay.answer(.unknown)
        try await office.post().postDue()
        office.provider.clock.advance(seconds: 86_400)
      }
      #expect(office.relay.mails.count == 2)
      #expect(try await office.acts(notice) == ["unknown", "unknown"])
      #expect(try await office.waiting() == 0)
      // The same code both times: whichever arrives is ours.
      let texts = try office.relay.mails.map { try ReadMail(parsing: $0.bytes).plain }
      #expect(texts[0] == texts[1])
    }
  }

  @Test("a process that dies while it sends leaves the same: once more", arguments: TestDatabases.allCases)
  func crash(_ engine: TestDatabases) async throws {
    try await PostOffice.with(engine) { office in
      let notice = try await office.queue()
      let database = office.provider.database
      // What the dead process left: a sending begun under a lease, and no outcome.
      try await office.post("prepares").postDue()
      try await database.write { transaction in
        try transaction.run(
          "DELETE FROM provider_notice_act WHERE notice = $1", .text(notice.id.text))
        try transaction.run(
          """
          INSERT INTO provider_notice_waiting
            (mailbox, notice, shard, urgency, due_at, attempts, unknowns, begun_at)
          VALUES ($1, $2, $3, 1, $4, 1, 0, $4)
          """,
          .text(notice.mailbox.text), .text(notice.id.text), .int(Outbox.shard(of: notice.mailbox)),
          .int(notice.queuedAt.microseconds))
        try transaction.run(
          "UPDATE provider_notice_shard SET owner = 'dead', leased_until = $1",
          .int(notice.queuedAt.adding(seconds: 300).microseconds))
      }
      #expect(try await office.post().postDue() == 0)
      office.provider.clock.advance(seconds: 301)
      #expect(try await office.post().postDue() == 1)
      #expect(office.relay.mails.count == 2)
      #expect(try await office.acts(notice) == ["unknown", "accepted"])
      #expect(try await office.waiting() == 0)
    }
  }

  @Test("a refused address or mail ends it; a policy does not")
  func refusals() async throws {
    try await PostOffice.with(.sqlite) { office in
      let address = try await office.queue(1)
      office.relay.answer(.refusedForAddress(RelayReply(code: 550, status: EnhancedStatus("5.1.1"))))
      try await office.post().postDue()
      #expect(try await office.acts(address) == ["refused"])
      let mail = try await office.queue(2)
      office.relay.answer(.refusedForMail(RelayReply(code: 552, status: EnhancedStatus("5.2.2"))))
      try await office.post().postDue()
      #expect(try await office.acts(mail) == ["refused"])
      let policy = try await office.queue(3)
      office.relay.answer(.refusedForAll(RelayReply(code: 550, status: EnhancedStatus("5.7.1"))))
      try await office.post().postDue()
      #expect(try await office.acts(policy) == ["postponed"])
      office.provider.clock.advance(seconds: 60)
      try await office.post().postDue()
      #expect(try await office.acts(policy) == ["postponed", "accepted"])
    }
  }

  @Test("a relay that can't be reached is left alone, and nothing is lost")
  func unreachable() async throws {
    try await PostOffice.with(.sqlite) { office in
      for number in 1...30 { try await office.queue(number) }
      office.relay.answer(.unreachable("down"))
      #expect(try await office.post().postDue() == 0)
      #expect(office.relay.mails.count == 1)
      office.provider.clock.advance(seconds: 60)
      #expect(try await office.post().postDue() == 30)
      #expect(try await office.waiting() == 0)
    }
  }

  @Test("several processes share the queue, and no mail goes out twice", arguments: TestDatabases.allCases)
  func shared(_ engine: TestDatabases) async throws {
    try await PostOffice.with(engine) { office in
      for number in 1...60 { try await office.queue(number, to: "citizen-\(number)@example.be") }
      office.relay.whileSending { _ in await Task.yield() }
      try await withThrowingTaskGroup(of: Int.self) { group in
        for owner in ["one", "two", "three"] {
          let post = try office.post(owner)
          group.addTask { try await post.postDue() }
        }
        var taken = 0
        for try await count in group { taken += count }
        #expect(taken <= 60)
      }
      try await office.post().postDue()
      let recipients = office.relay.mails.map(\.recipient.text)
      #expect(recipients.count == 60 && Set(recipients).count == 60)
      #expect(try await office.waiting() == 0)
    }
  }

  @Test("after 13 months address and text are gone, after ten years the rest")
  func retention() async throws {
    try await PostOffice.with(.sqlite) { office in
      let notice = try await office.queue()
      try await office.post().postDue()
      let counts: @Sendable () async throws -> [Int64] = {
        try await office.provider.database.read { transaction in
          try transaction.rows(
            """
            SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(sealed) AS BIGINT),
              (SELECT CAST(COUNT(*) AS BIGINT) FROM provider_notice_act) FROM provider_notice
            """
          )[0].values.map { value in
            if case .int(let number) = value { number } else { -1 }
          }
        }
      }
      office.provider.clock.advance(seconds: 394 * 86_400)
      try await office.provider.party.sweep()
      #expect(try await counts() == [1, 1, 1])
      office.provider.clock.advance(seconds: 4 * 86_400)
      try await office.provider.party.sweep()
      #expect(try await counts() == [1, 0, 1])
      office.provider.clock.advance(seconds: 9 * 366 * 86_400)
      try await office.provider.party.sweep()
      #expect(try await counts() == [1, 0, 1])
      office.provider.clock.advance(seconds: 366 * 86_400)
      try await office.provider.party.sweep()
      #expect(try await counts() == [0, 0, 0])
      #expect(try await office.acts(notice).isEmpty)
    }
  }
}
