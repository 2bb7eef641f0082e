import ArgumentParser
import AsyncHTTPClient
import Contracts
import MyEBox
import Vocabulary

/// A citizen, signed in for one command.
struct CitizenSessionOptions: ParsableArguments {
  @OptionGroup var citizen: CitizenOptions
  @OptionGroup var client: ClientKeyOptions

  @Option(
    help: ArgumentHelp(
      "The only registry to ask, ending in /messageRegistry/v3; default all that the provider names.",
      valueName: "url"))
  var registry: String?

  @Option(help: ArgumentHelp("A demonstration's file; default ebox-demo/demo.json.", valueName: "file"))
  var demo: String?

  /// The access token is revoked at the end, however it ends.
  /// - Parameter body: is given the document provider that has the message, and its registered mail.
  func run(
    on message: MessageID, _ body: (OpenRegistry, any RegisteredMailbox) async throws -> Void
  ) async throws {
    try await ClientSession.run { http in
      let access = try await citizen.access(demo, client, registry: registry, http)
      do {
        let opened = try await access.opened(of: message)
        guard let mailbox = opened.registeredMail else {
          throw ClientRefusal("There is no registered mail at \(opened.name(in: .en)).")
        }
        try await body(opened, mailbox)
      } catch {
        await access.end()
        throw error
      }
      await access.end()
    }
  }
}

/// What accepting and refusing share.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var session: CitizenSessionOptions

  @Argument(help: "Message id.")
  var message: String

  @Flag(help: "Do not ask whether it is meant.")
  var yes = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard yes || Terminal.canAsk else {
      throw ValidationError("--yes is needed where nobody can be asked: a decision is final.")
    }
  }

  /// - Parameter question: what is asked with the message's subject, on a terminal.
  func decide(_ decision: AcceptanceDecision, _ question: String) async throws {
    let id = try MessageID(parsing: message)
    try await session.run(on: id) { opened, mailbox in
      if !yes {
        let found = try await opened.registry.message(id)
        Terminal.note(
          """
          \(SavedFile.shown(found.subject.text(in: .nl).text))
            from \(found.sender), sent on \(found.publishedAt.brussels)
          """)
        guard Terminal.confirm("\(question) This is final.") else {
          throw ClientRefusal("Nothing was decided.")
        }
      }
      let delivery = WrittenDelivery(try await mailbox.decide(decision, on: id))
      if json { return try Terminal.json(delivery) }
      Terminal.result(delivery.lines.joined(separator: "\n"))
    }
  }
}

/// `ebox inbox accept`.
struct InboxAcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accepts registered mail for a citizen: its content can be opened from then on.",
    discussion: """
      The decision is final; it and its instant are proven to the sender. Accepting again changes nothing.

      EXAMPLE
        ebox inbox accept 01KAMXN3V0M4T1X0R8W9Q2Y5CE --citizen 78041299916
      """)

  @OptionGroup var options: DecisionOptions

  func run() async throws { try await options.decide(.accept, "Accept this registered mail?") }
}

/// `ebox inbox refuse`.
struct InboxRefuseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse",
    abstract: "Refuses registered mail for a citizen: nobody can open it any more.",
    discussion: """
      The decision is final; it and its instant are proven to the sender, and a refusal may have consequences
      in law. Refusing again changes nothing.

      EXAMPLE
        ebox inbox refuse 01KAMXN3V0M4T1X0R8W9Q2Y5CE --citizen 78041299916
      """)

  @OptionGroup var options: DecisionOptions

  func run() async throws {
    try await options.decide(.refuse, "Refuse this registered mail, without having read it?")
  }
}

/// `ebox inbox proofs`.
struct InboxProofsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proofs",
    abstract: "Saves the proofs of registered mail for its citizen: the same as the sender has.",
    discussion: """
      Each as a document (XML) and the seal over it (CMS, detached, with a time stamp), which anybody can
      check without us: docs/guides/proofs.md, `ebox proof verify`. Ends with 75 while a seal is being made.

      EXAMPLE
        ebox inbox proofs 01KAMXN3V0M4T1X0R8W9Q2Y5CE --citizen 78041299916 --folder proofs
      """)

  @OptionGroup var session: CitizenSessionOptions

  @Argument(help: "Message id.")
  var message: String

  @Option(help: ArgumentHelp("Where they are saved.", valueName: "folder"))
  var folder: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let id = try MessageID(parsing: message)
    try await session.run(on: id) { opened, mailbox in
      guard let delivery = try await opened.registry.message(id).delivery else {
        throw ClientRefusal("This message is no registered mail.")
      }
      let sealed = try await mailbox.proofs(of: id)
      let facts = delivery.facts.filter(delivery.citizenMayHaveProof)
      let saved = try await SavedProof.save(facts, sealed: sealed, of: id, in: folder) {
        try await mailbox.proof($0, of: id)
      }
      try saved.tell(json: json)
    }
  }
}
