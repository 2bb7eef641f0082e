import Contracts
import EBoxTesting
import Storage
import Testing
import Vocabulary

@testable import DocumentProvider

/// The counters that make a full box as fast as an empty one are always what counting would give.
@Suite("What a mailbox counts")
struct CountsTests {
  @Test("R-BOX-3: unread and hidden are right after every act", arguments: TestDatabases.allCases)
  func counts(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let channel = house.channel()
      func expect(_ total: Int, unread: Int, hidden: Int, _ what: Comment) async throws {
        let listing = try await channel.listing(MessageQuery())
        #expect(
          [listing.page.total, listing.unread, listing.hidden] == [total, unread, hidden], what)
        for isVisible in [true, false] {
          var query = MessageQuery()
          query.isVisible = isVisible
          let page = try await channel.messages(query)
          #expect(page.total == (isVisible ? total - hidden : hidden) && page.items.count == page.total, what)
        }
        var query = MessageQuery()
        (query.isRead, query.isVisible) = (false, true)
        let page = try await channel.messages(query)
        #expect(page.total == unread && page.items.count == unread, what)
      }
      func read(_ id: MessageID) async throws {
        let attachment = try await channel.message(id).attachments[0].id
        _ = try await channel.content(of: attachment, in: id, range: nil)
      }
      func show(_ id: MessageID, _ isVisible: Bool) async throws {
        try await channel.update([MessageUpdate(id, isVisible: isVisible)])
      }
      var ids: [MessageID] = []
      for days in 1...5 {
        var draft = Draft()
        draft.expiration = house.time.now().adding(seconds: Int64(days) * 86_400)
        ids.append(try await house.published(draft))
      }
      try await expect(5, unread: 5, hidden: 0, "published")
      try await read(ids[0])
      try await read(ids[0])
      try await expect(5, unread: 4, hidden: 0, "read")
      try await show(ids[1], false)
      try await show(ids[1], false)
      try await expect(5, unread: 3, hidden: 1, "an unread one hidden")
      try await read(ids[1])
      try await expect(5, unread: 3, hidden: 1, "read while hidden")
      try await show(ids[0], false)
      try await show(ids[2], false)
      try await expect(5, unread: 2, hidden: 3, "a read one and an unread one hidden")
      try await show(ids[1], true)
      try await show(ids[2], true)
      try await show(ids[2], true)
      try await expect(5, unread: 3, hidden: 1, "shown again")
      try await show(ids[3], false)
      // Now the first and the fourth are hidden, the first two are read.
      let expected = [(4, 2, 1), (3, 2, 1), (2, 1, 1), (1, 1, 0), (0, 0, 0)]
      for (total, unread, hidden) in expected {
        house.time.advance(seconds: 86_400)
        try await expect(total, unread: unread, hidden: hidden, "ended, not swept")
        try await house.provider.sweeper.sweep(now: house.time.now())
        try await expect(total, unread: unread, hidden: hidden, "ended and swept")
      }
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_hidden") == 0)
      #expect(
        try await house.rows("SELECT unread + hidden + listed FROM document_provider_mailbox") == 0)
    }
  }

  @Test(
    "what is kept for who has not activated counts as unread once it is available",
    arguments: TestDatabases.allCases)
  func kept(_ engine: TestDatabases) async throws {
    try await House.with(engine, active: false) { house in
      var draft = Draft()
      draft.messageType = Cast.invitation
      _ = try await house.published(draft)
      try await house.activate()
      let listing = try await house.channel().listing(MessageQuery())
      #expect(listing.unread == 1 && listing.page.total == 1)
    }
  }

  @Test(
    "R-BOX-3: the beginning of a list is the same when much has ended, or is hidden",
    arguments: TestDatabases.allCases)
  func beginning(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      var draft = Draft()
      draft.expiration = house.time.now().adding(seconds: 86_400)
      for _ in 0..<52 { _ = try await house.published(draft) }
      let channel = house.channel()
      func expect(_ ids: [MessageID], hidden: Int) async throws {
        var query = MessageQuery()
        query.isVisible = true
        let listing = try await channel.listing(query)
        #expect(listing.page.items.map(\.id) == ids.sorted(by: >) && listing.page.total == ids.count)
        #expect(listing.hidden == hidden && listing.unread == ids.count)
      }
      let few = try await house.database.read {
        try MailboxCounts.areFew(at: house.time.now(), in: $0)
      }
      #expect(few)
      house.time.advance(seconds: 3 * 86_400)
      let many = try await house.database.read {
        try MailboxCounts.areFew(at: house.time.now(), in: $0)
      }
      #expect(!many)
      let ids = [try await house.published(), try await house.published()]
      try await expect(ids, hidden: 0)
      try await channel.update([MessageUpdate(ids[1], isVisible: false)])
      try await expect([ids[0]], hidden: 1)
    }
  }

  @Test("the beginning of a list is that of everything, up to 200 messages")
  func whatIsBeginning() throws {
    func query(_ number: Int, _ change: (inout MessageQuery) -> Void = { _ in }) throws -> MessageQuery {
      var query = MessageQuery(page: try PageRequest(parsing: number))
      change(&query)
      return query
    }
    #expect(try query(1).isBeginning && query(8).isBeginning && !query(9).isBeginning)
    #expect(try query(1) { $0.isVisible = true }.isBeginning)
    #expect(try !query(1) { $0.isVisible = false }.isBeginning)
    #expect(try !query(1) { $0.isRead = false }.isBeginning)
    #expect(try !query(1) { $0.isRegisteredMail = true }.isBeginning)
  }

  @Test(
    "R-AUD-1, R-CON-4: hiding is audited, needs a consent in force, and forgets what a search knew",
    arguments: TestDatabases.allCases)
  func audited(_ engine: TestDatabases) async throws {
    try await House.with(engine) { house in
      let id = try await house.published()
      let channel = house.channel()
      try await channel.update([MessageUpdate(id, isVisible: false)])
      _ = try await channel.accesses(of: id)
      var words = MessageQuery()
      words.search = try MessageSearch(parsing: "OVER UW", in: .nl)
      let query = words
      #expect(try await channel.messages(query).total == 1)
      #expect(try await house.audit().suffix(3) == ["setVisibility done", "accesses done", "list done"])
      let spoken = try await house.rows(
        """
        SELECT COUNT(*) FROM audit_entry WHERE lower(details) <> replace(lower(details), 'over uw', '')
        """)
      #expect(spoken == 0)
      try await house.withdraw()
      for act in [
        { _ = try await channel.messages(query) }, { _ = try await channel.accesses(of: id) },
        { try await channel.update([MessageUpdate(id, isVisible: true)]) },
      ] as [@Sendable () async throws -> Void] {
        await #expect(throws: Failure<ReadingRejection>.self) { try await act() }
      }
      #expect(
        try await house.audit().suffix(3) == [
          "list denied BOX_NOT_ACTIVE", "accesses denied BOX_NOT_ACTIVE",
          "setVisibility denied BOX_NOT_ACTIVE",
        ])
      #expect(try await house.rows("SELECT COUNT(*) FROM document_provider_hidden") == 1)
    }
  }
}

@Suite("Folded texts")
struct FoldedTextTests {
  @Test(
    "case, accents, ligatures and typographic marks do not count",
    arguments: [
      ("ÉLÈVE", "eleve"), ("Straße", "STRASSE"), ("œuvre", "OEUVRE"), ("Æther", "aether"),
      ("e\u{301}t\u{e9}", "ete"), ("l’été", "l'ete"), ("ﬁnanciën", "financien"), ("Łódź", "lodz"),
    ])
  func same(left: String, right: String) {
    #expect(FoldedText(left) == FoldedText(right))
  }

  @Test("what is looked for stands anywhere, and only as it is")
  func contains() {
    let text = FoldedText("Beslissing over uw premie")
    for needle in ["beslissing", "PREMIE", "over uw", "", "e"] { #expect(text.contains(FoldedText(needle))) }
    for needle in ["premies", "beslissing  over", "x"] { #expect(!text.contains(FoldedText(needle))) }
    #expect(!FoldedText("").contains(FoldedText("a")))
    #expect(FoldedText("aab").contains(FoldedText("ab")))
  }
}
