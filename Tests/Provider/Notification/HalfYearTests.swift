import AuditTrail
import Contracts
import EBoxTesting
import Testing
import Vocabulary

@testable import Provider

/// Half a year of Anna's life, and of three who get nothing, hour by hour, over both clock changes. The table
/// was written by hand, from the agreement; it is not what the program said.
@Suite("R-NOT-1, R-NOT-2, R-NOT-3: half a year")
struct HalfYearTests {
  /// When (Brussels), what, to whom, in which language: new messages, then reminders; the last day in
  /// brackets where it is said. Mails with her own words end in `*`, without senders in `-`.
  static let expected = [
    // Quiet people: one code each who gave an address, and nothing ever after.
    "2026-10-12T08:00:00+02:00 addressCode bert nl",
    "2026-10-12T08:01:00+02:00 addressCode dirk nl",
    "2026-10-12T09:05:00+02:00 addressCode anna nl",
    // Came on Monday at ten, and on Tuesday a minute before eight.
    "2026-10-13T08:00:00+02:00 daily anna nl: m1 m2",
    // Registered mail apart and at once, with until when to decide; the reminder of that a week before, at
    // her hour; once accepted, that it is unread for 14 days.
    "2026-10-14T10:00:00+02:00 registered anna nl: r1(decide 2026-10-29)",
    "2026-10-23T02:00:00+02:00 registered anna nl: reminders r1(decide 2026-10-29)",
    // m3 was read before its mail. Her hour is two, on the day on which two comes twice; m5 came in between.
    "2026-10-25T02:00:00+02:00 daily anna nl: m4",
    "2026-10-26T02:00:00+01:00 daily anna nl: m5",
    // m2 is unread for 14 days.
    "2026-10-27T02:00:00+01:00 daily anna nl: reminders m2",
    "2026-10-28T02:00:00+01:00 registered anna nl: reminders r1",
    // At once; m7 came within a minute of m6.
    "2026-11-02T10:00:00+01:00 atOnce anna nl: m6",
    "2026-11-02T10:01:20+01:00 atOnce anna nl: m7",
    "2026-11-03T09:00:00+01:00 atOnce anna nl: m8(2026-11-08)",
    "2026-11-05T11:00:00+01:00 atOnce anna nl: m9",
    // Six days to decide: the reminder at half of them, and then silence.
    "2026-11-10T10:00:00+01:00 registered anna nl: r2(decide 2026-11-15)",
    "2026-11-14T02:00:00+01:00 registered anna nl: reminders r2(decide 2026-11-15)",
    "2026-11-19T02:00:00+01:00 daily anna nl: reminders m9",
    // Daily again, at six in the evening.
    "2026-11-21T18:00:00+01:00 daily anna nl: m10",
    // Registered mail that waits for no decision is never in the mail of the day.
    "2026-11-22T09:00:00+01:00 registered anna nl: r3",
    "2026-11-28T18:00:00+01:00 daily anna nl: m11, reminders m9(2026-12-05)",
    // French, with her own words.
    "2026-12-01T18:00:00+01:00 daily anna fr: m12 *",
    "2026-12-06T18:00:00+01:00 registered anna fr: reminders r3 *",
    // A new address, that is confirmed a day later.
    "2026-12-07T10:00:00+01:00 addressCode anna-new fr *",
    "2026-12-07T18:00:00+01:00 daily anna fr: m13 *",
    "2026-12-08T09:00:00+01:00 addressCode anna-new fr *",
    "2026-12-08T09:05:00+01:00 addressReplaced anna fr *",
    "2026-12-08T18:00:00+01:00 daily anna-new fr: m14 *",
    // No address from 14 December to 4 January; then all that is unread.
    "2027-01-04T09:00:00+01:00 addressCode anna fr *",
    "2027-01-04T18:00:00+01:00 daily anna fr: m15 m16 *",
    // Waits for a decision when she withdraws: it is not delivered, and nothing more is said of it.
    "2027-01-10T08:00:00+01:00 registered anna fr: r4(decide 2027-01-24) *",
    // Withdrawn before six, active again a week later.
    "2027-01-18T18:00:00+01:00 daily anna fr: m17 *",
    "2027-01-20T18:00:00+01:00 daily anna fr: m18 *",
    // Unread for 14 days on 3 February, while withdrawn; active again on the tenth.
    "2027-02-10T18:00:00+01:00 daily anna fr: reminders m18 *",
    // A channel notified: m19. It left m25 lie for a day, and m26 went by mail too; then its consent was
    // withdrawn.
    "2027-02-18T18:00:00+01:00 daily anna fr: m25 *",
    "2027-02-19T18:00:00+01:00 daily anna fr: m26 *",
    "2027-02-20T18:00:00+01:00 daily anna fr: m27 *",
    // Mail came back from 1 March on; the same address is confirmed anew.
    "2027-03-05T10:00:00+01:00 addressCode anna fr *",
    "2027-03-05T18:00:00+01:00 daily anna fr: m20 *",
    // Two o'clock, on the day without one.
    "2027-03-28T03:00:00+02:00 daily anna fr: m21 *",
    // Without senders.
    "2027-04-02T02:00:00+02:00 daily anna fr: m22 *-",
    // Nobody looked from the fifth to half past ten of the eighth: one mail for all those days.
    "2027-04-08T10:30:00+02:00 daily anna fr: m23 m24 *-",
  ]

  @Test("every mail of half a year", arguments: TestDatabases.allCases)
  func everyMail(_ engine: TestDatabases) async throws {
    try await TestProvider.with(engine) { provider in
      var hour = try Instant(parsing: "2026-10-12T08:00:00+02:00")
      provider.set(hour)
      let town = try await Town(provider)
      let acts = try town.story().sorted { $0.at < $1.at }
      var rest = acts[...]
      let end = try Instant(parsing: "2027-04-12T00:00:00+02:00")
      let down = (
        try Instant(parsing: "2027-04-05T00:00:00+02:00"), try Instant(parsing: "2027-04-08T10:30:00+02:00")
      )
      while hour < end {
        while let act = rest.first, act.at <= hour {
          rest = rest.dropFirst()
          provider.set(act.at)
          try await act.act()
          if act.at < down.0 || act.at >= down.1 { try await provider.decideNotices() }
        }
        provider.set(hour)
        if hour < down.0 || hour > down.1 { try await provider.decideNotices() }
        hour = hour.adding(seconds: 3600)
      }
      #expect(rest.isEmpty)
      let sent = try await town.mails()
      for (line, expected) in zip(sent, Self.expected) { #expect(line == expected) }
      #expect(sent.count == Self.expected.count)
    }
  }
}

/// Anna and the quiet ones.
private struct Town: Sendable {
  struct Act: Sendable {
    let at: Instant
    let act: @Sendable () async throws -> Void
  }

  let provider: TestProvider
  let anna: CitizenCaller
  let bert: CitizenCaller
  let cleo: CitizenCaller
  let dirk: CitizenCaller
  let names: MessageNames

  init(_ provider: TestProvider) async throws {
    self.provider = provider
    anna = try await provider.caller("78041299916", request: "anna")
    bert = try await provider.caller("65093099914", request: "bert")
    cleo = try await provider.caller("81022599963", request: "cleo")
    dirk = try await provider.caller("92080699933", request: "dirk")
    names = MessageNames()
    // Bert gets no messages; Cleo declined; Dirk withdrew.
    try await provider.activate(bert)
    try await provider.verify("bert@example.be", of: bert)
    try await provider.activate(cleo)
    try await provider.profile(cleo).declineAddress()
    provider.clock.advance(seconds: 60)
    try await provider.activate(dirk)
    try await provider.verify("dirk@example.be", of: dirk)
    try await provider.withdraw(dirk)
  }

  func story() throws -> [Act] {
    try beginning() + paces() + addresses() + consents() + ending() + registered()
  }

  private func beginning() throws -> [Act] {
    [
      try at("2026-10-12T09:00:00+02:00") { try await provider.activate(anna) },
      try at("2026-10-12T09:05:00+02:00") { try await propose("anna") },
      try at("2026-10-12T09:06:00+02:00") { try await confirm("anna") },
      try publish("m1", "2026-10-12T10:00:00+02:00"),
      try publish("m2", "2026-10-13T07:59:00+02:00"),
      try publish("m3", "2026-10-13T12:00:00+02:00"),
      try read("m3", "2026-10-13T18:00:00+02:00"),
      try read("m1", "2026-10-14T09:00:00+02:00"),
      // To Cleo and Dirk too.
      try at("2026-10-15T09:00:00+02:00") {
        for quiet in [cleo, dirk] {
          try await provider.tell(.newDocument, provider.newMessage(), of: quiet.mailbox)
        }
      },
      try choose("2026-10-20T12:00:00+02:00") { $0.hour = try NoticeHour(parsing: 2) },
      try publish("m4", "2026-10-24T20:00:00+02:00"),
      try publish("m5", "2026-10-25T02:30:00+02:00"),
      try read("m4", "2026-10-25T10:00:00+01:00"),
      try read("m5", "2026-10-26T10:00:00+01:00"),
      try read("m2", "2026-10-27T20:00:00+01:00"),
    ]
  }

  private func paces() throws -> [Act] {
    [
      try choose("2026-11-02T09:00:00+01:00") { $0.pace = .atOnce },
      try publish("m6", "2026-11-02T10:00:00+01:00"),
      try publish("m7", "2026-11-02T10:00:20+01:00"),
      try at("2026-11-02T10:01:20+01:00") {},
      try read("m6", "2026-11-02T12:00:00+01:00"),
      try read("m7", "2026-11-02T12:00:00+01:00"),
      try publish("m8", "2026-11-03T09:00:00+01:00", until: "2026-11-09T00:00:00+01:00"),
      try publish("m9", "2026-11-05T11:00:00+01:00", until: "2026-12-06T00:00:00+01:00"),
      try expire("m8", "2026-11-09T00:00:30+01:00"),
      try choose("2026-11-20T09:00:00+01:00") {
        $0.pace = .daily
        $0.hour = try NoticeHour(parsing: 18)
      },
      try publish("m10", "2026-11-21T12:00:00+01:00"),
      try publish("m11", "2026-11-28T17:00:00+01:00"),
      try read("m10", "2026-11-29T12:00:00+01:00"),
      try read("m11", "2026-11-29T12:00:00+01:00"),
      try choose("2026-12-01T09:00:00+01:00") { $0.language = .fr },
      try at("2026-12-01T09:01:00+01:00") {
        try await provider.profile(anna).choose(phrase: NoticePhrase(parsing: "éléphant gris"))
      },
      try publish("m12", "2026-12-01T10:00:00+01:00"),
      try read("m12", "2026-12-02T10:00:00+01:00"),
      try expire("m9", "2026-12-06T00:00:30+01:00"),
    ]
  }

  private func addresses() throws -> [Act] {
    [
      try at("2026-12-07T10:00:00+01:00") { try await propose("anna-new") },
      try publish("m13", "2026-12-07T11:00:00+01:00"),
      try at("2026-12-08T09:00:00+01:00") { try await provider.profile(anna).sendCodeAgain() },
      try at("2026-12-08T09:05:00+01:00") { try await confirm("anna-new") },
      try publish("m14", "2026-12-08T10:00:00+01:00"),
      try read("m13", "2026-12-09T10:00:00+01:00"),
      try read("m14", "2026-12-09T10:00:00+01:00"),
      try at("2026-12-14T09:00:00+01:00") { try await provider.profile(anna).removeAddress() },
      try publish("m15", "2026-12-14T10:00:00+01:00"),
      try publish("m16", "2026-12-20T10:00:00+01:00"),
      try at("2027-01-04T09:00:00+01:00") { try await propose("anna") },
      try at("2027-01-04T09:01:00+01:00") { try await confirm("anna") },
      try read("m15", "2027-01-05T10:00:00+01:00"),
      try read("m16", "2027-01-05T10:00:00+01:00"),
    ]
  }

  private func consents() throws -> [Act] {
    [
      try publish("m17", "2027-01-11T08:00:00+01:00"),
      try at("2027-01-11T09:00:00+01:00") { try await provider.withdraw(anna) },
      try at("2027-01-18T09:00:00+01:00") { try await provider.activate(anna) },
      try read("m17", "2027-01-19T10:00:00+01:00"),
      try publish("m18", "2027-01-20T10:00:00+01:00"),
      try at("2027-01-30T09:00:00+01:00") { try await provider.withdraw(anna) },
      try at("2027-02-10T09:00:00+01:00") { try await provider.activate(anna) },
      try read("m18", "2027-02-11T10:00:00+01:00"),
      try at("2027-02-15T09:00:00+01:00") { try await provider.activate(anna, "channel-two") },
      try choose("2027-02-15T09:05:00+01:00") { $0.notifier = try ChannelID(parsing: "channel-two") },
      try publish("m19", "2027-02-15T10:00:00+01:00"),
      try at("2027-02-15T18:30:00+01:00") {
        let told = try await provider.askedByChannel(acknowledging: true)
        #expect(told.map { $0.newMessages.map { names.name($0.message.text) } } == [["m19"]])
        #expect(told.map(\.phrase?.text) == ["éléphant gris"])
      },
      try publish("m25", "2027-02-17T10:00:00+01:00"),
      try publish("m26", "2027-02-19T10:00:00+01:00"),
      try at("2027-02-19T20:00:00+01:00") {
        let told = try await provider.askedByChannel(acknowledging: true)
        #expect(told.isEmpty)
      },
      try publish("m27", "2027-02-20T08:00:00+01:00"),
      try at("2027-02-20T09:00:00+01:00") { try await provider.withdraw(anna, "channel-two") },
      try read("m19", "2027-02-21T10:00:00+01:00"), try read("m25", "2027-02-21T10:01:00+01:00"),
      try read("m26", "2027-02-21T10:02:00+01:00"), try read("m27", "2027-02-21T10:03:00+01:00"),
    ]
  }

  private func ending() throws -> [Act] {
    [
      try at("2027-03-01T09:00:00+01:00") { try await provider.bounce("anna@example.be", of: anna.mailbox) },
      try publish("m20", "2027-03-02T10:00:00+01:00"),
      try at("2027-03-05T10:00:00+01:00") { try await propose("anna") },
      try at("2027-03-05T10:01:00+01:00") { try await confirm("anna") },
      try read("m20", "2027-03-06T10:00:00+01:00"),
      try choose("2027-03-20T09:00:00+01:00") { $0.hour = try NoticeHour(parsing: 2) },
      try publish("m21", "2027-03-27T20:00:00+01:00"),
      try read("m21", "2027-03-28T10:00:00+02:00"),
      try choose("2027-04-01T09:00:00+02:00") { $0.namesSenders = false },
      try publish("m22", "2027-04-01T10:00:00+02:00"),
      try read("m22", "2027-04-02T10:00:00+02:00"),
      try publish("m23", "2027-04-04T10:00:00+02:00"),
      try publish("m24", "2027-04-06T10:00:00+02:00"),
      try at("2027-04-08T10:30:00+02:00") {},
    ]
  }

  private func registered() throws -> [Act] {
    [
      try publish("r1", "2026-10-14T10:00:00+02:00", acceptUntil: "2026-10-30T00:00:00+01:00"),
      try end("r1", "2026-10-24T10:00:00+02:00", .consignmentAcceptance),
      try read("r1", "2026-10-28T20:00:00+01:00"),
      try publish("r2", "2026-11-10T10:00:00+01:00", acceptUntil: "2026-11-16T00:00:00+01:00"),
      try end("r2", "2026-11-16T00:00:30+01:00", .acceptanceRejectionExpiry),
      try at("2026-11-22T09:00:00+01:00") {
        let message = provider.newMessage()
        names.keep("r3", message)
        try await provider.tell(.newDocument, message, of: anna.mailbox, registered: .init())
      },
      try read("r3", "2026-12-07T09:00:00+01:00"),
      try publish("r4", "2027-01-10T08:00:00+01:00", acceptUntil: "2027-01-25T00:00:00+01:00"),
      try end("r4", "2027-01-11T09:00:00+01:00", .contentConsignmentFailure),
    ]
  }

  private func publish(_ name: String, _ time: String, acceptUntil: String) throws -> Act {
    let until = try Instant(parsing: acceptUntil)
    return try at(time) {
      let message = provider.newMessage()
      names.keep(name, message)
      try await provider.tell(
        .newDocument, message, of: anna.mailbox, registered: .init(acceptUntil: until))
    }
  }

  private func end(_ name: String, _ time: String, _ outcome: RegisteredMailEvent) throws -> Act {
    try at(time) {
      try await provider.tell(
        .registeredOutcome, names.message(name), of: anna.mailbox, registered: .init(outcome: outcome))
    }
  }

  private func at(_ time: String, _ act: @escaping @Sendable () async throws -> Void) throws -> Act {
    Act(at: try Instant(parsing: time), act: act)
  }

  private func publish(_ name: String, _ time: String, until: String? = nil) throws -> Act {
    let expires = try until.map { try Instant(parsing: $0) }
    return try at(time) {
      let message = provider.newMessage()
      names.keep(name, message)
      try await provider.tell(.newDocument, message, of: anna.mailbox, until: expires)
    }
  }

  private func read(_ name: String, _ time: String) throws -> Act {
    try at(time) { try await provider.tell(.readDocument, names.message(name), of: anna.mailbox) }
  }

  private func expire(_ name: String, _ time: String) throws -> Act {
    try at(time) { try await provider.tell(.documentExpired, names.message(name), of: anna.mailbox) }
  }

  private func choose(
    _ time: String, _ change: @escaping @Sendable (inout NoticeChoices) throws -> Void
  ) throws -> Act {
    try at(time) {
      var choices = try await provider.profile(anna).current().choices
      try change(&choices)
      try await provider.profile(anna).choose(choices)
    }
  }

  private func propose(_ name: String) async throws {
    try await provider.profile(anna).propose(EmailAddress(parsing: "\(name)@example.be"))
  }

  private func confirm(_ name: String) async throws {
    try await provider.profile(anna).confirm(try await provider.code(to: "\(name)@example.be"))
  }

  /// The mails as the table has them; which message stands where comes from the audit trail.
  func mails() async throws -> [String] {
    let said = try await provider.entries("notices").reduce(into: [String: [String: String]]()) {
      $0[$1.details["notice"] ?? ""] = $1.details
    }
    return try await provider.mails().map { mail in
      let details = said[mail.id.text] ?? [:]
      let new = lines(mail.newMessages, details["newMessages"])
      let reminders = lines(mail.reminders, details["reminders"])
      let name = mail.address.text.prefix { $0 != "@" }
      var parts = [new, reminders.isEmpty ? "" : "reminders " + reminders].filter { !$0.isEmpty }
      parts = [parts.joined(separator: ", ")].filter { !$0.isEmpty }
      let isUnnamed = (mail.newMessages + mail.reminders).contains { $0.sender == nil }
      let marks = (mail.phrase == "éléphant gris" ? "*" : "") + (isUnnamed ? "-" : "")
      let head = "\(mail.queuedAt.brussels) \(mail.kind.rawValue) \(name) \(mail.language.rawValue)"
      return ([head + (parts.isEmpty ? "" : ":")] + parts + [marks].filter { !$0.isEmpty })
        .joined(separator: " ")
    }
  }

  private func lines(_ items: [Notice.Item], _ ids: String?) -> String {
    let ids = (ids ?? "").split(separator: " ").map(String.init)
    return zip(items, ids).map { item, id in
      let lastToDecide = item.decideBefore.map {
        CalendarDate(inBrusselsAt: Instant(microseconds: $0.microseconds - 1))
      }
      return names.name(id) + (item.removedOn.map { "(\($0))" } ?? "")
        + (lastToDecide.map { "(decide \($0))" } ?? "")
    }.joined(separator: " ")
  }
}
