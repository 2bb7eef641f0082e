import ArgumentParser
import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// `ebox publish`.
struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publishes a document to a citizen, or many to many.",
    discussion: """
      With --batch it publishes a line for each citizen, a JSON object: {"to": "78041299916"}, and what else
      differs from the command line: file, subject, lang, type, application, attach, data, expires, replaces,
      amount, iban, payBy, communication, due. The results stand beside the file, a line each. A batch that
      broke off goes on where it was when it is run again; no line is published twice.

      EXAMPLES
        ebox publish letter.pdf --to 78041299916 --subject "Beslissing" --type PREMIE-BESLISSING
        ebox publish letter.pdf --sender demo-tax --to 65093099914 --lang fr \\
          --subject "Avertissement" --type AANSLAGBILJET-PB --attach table.csv \\
          --amount 412.37 --iban BE49999000000171 --communication +++999/0000/00171+++ --pay-by 2027-03-31
        ebox publish decision.pdf --registered --sender demo-municipality --to 78041299916 \\
          --subject "Besluit" --type AANGETEKEND-BESLUIT
        ebox publish --batch campaign.ndjson letter.pdf --sender demo-vaccination \\
          --type VACCINATIE-UITNODIGING --subject "Uitnodiging"
        ebox publish --batch campaign.ndjson --upload letter.pdf --sender demo-vaccination \\
          --type VACCINATIE-UITNODIGING --subject "Uitnodiging"
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: "The main content.", completion: .file())
  var file: String?

  @Option(help: ArgumentHelp("National number of the recipient.", valueName: "number"))
  var to: String?

  @Option(help: "Subject.")
  var subject: String?

  @Option(help: ArgumentHelp("Message type.", valueName: "id"))
  var type: String?

  @Option(name: .customLong("lang"), help: ArgumentHelp("Language of the message.", valueName: "nl|fr|de|en"))
  var language = "nl"

  @Option(help: ArgumentHelp("Sender application; default the sender's only one.", valueName: "id"))
  var application: String?

  @Option(help: ArgumentHelp("A file beside the main content.", valueName: "file"))
  var attach: [String] = []

  @Option(help: ArgumentHelp("Earlier end of the term, RFC 3339.", valueName: "instant"))
  var expires: String?

  @Option(help: ArgumentHelp("Business data of the message type.", valueName: "KEY=value"))
  var data: [String] = []

  @Option(help: ArgumentHelp("The earlier message that this one corrects.", valueName: "id"))
  var replaces: String?

  @Flag(help: "Let the citizen reply, where the message type allows it; `ebox replies` reads it.")
  var allowReply = false

  @Flag(help: "As registered mail, where the message type is one; `ebox registered` tells what became of it.")
  var registered = false

  @OptionGroup(title: "What the citizen has to do") var dues: DueOptions

  @OptionGroup(title: "Many at once") var batch: BatchOptions

  @Flag(
    help: "Judge everything and publish nothing: reachable or not, paper or not, what is wrong with files.")
  var dryRun = false

  @Option(help: ArgumentHelp("Makes repeating safe; made up when not given.", valueName: "key"))
  var idempotencyKey: String?

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let messageId, expirationDate: String
    let code: String?
    /// The number to use from now on, when another one replaced `--to`.
    let replacedBy: String?
    let idempotencyKey: String
    let warnings: [Warning]
  }

  private struct DryRun: Encodable {
    let dryRun = true
    let expirationDate: String
    let code: String?
    let isPaperNeeded: Bool
    let paperUntil: String?
    let replacedBy: String?
    let warnings: [Warning]
  }

  private struct Warning: Encodable {
    let httpPartName, code, detail: String

    init(_ warning: PublicationWarning) {
      (httpPartName, code, detail) = (warning.part, warning.finding.rawValue, warning.finding.words)
    }
  }

  func validate() throws {
    if batch.file == nil {
      guard file != nil, to != nil, subject != nil, type != nil else {
        throw ValidationError("A file, --to, --subject and --type are needed, or --batch.")
      }
    } else if to != nil || idempotencyKey != nil || replaces != nil || !dues.words.isEmpty {
      throw ValidationError("--to, --idempotency-key, --replaces and what is to be done stand in the batch.")
    }
    for path in [file, batch.file].compactMap(\.self) + attach
    where !FileManager.default.isReadableFile(atPath: path) {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw ValidationError(isThere ? "\(path) may not be read." : "There is no file \(path).")
    }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try sender.resolve()
      let client = access.client(http)
      if let file = batch.file {
        if batch.upload { return try await upload(file, access, client.batches) }
        return try await publish(file, access, client.sender)
      }
      let key = try IdempotencyKey(parsing: idempotencyKey ?? Base64URL.encode(SystemRandom().bytes(16)))
      let progress = UploadProgress()
      let publisher = FilePublisher(registry: client.sender, progress: { progress.sent($0, of: $1) })
      let publication = try drawn(BatchLine(), access, key)
      if dryRun { return try report(try await publisher.rehearse(publication)) }
      if !json { Terminal.note("Idempotency key \(key)") }
      try report(try await publisher.publish(publication), key)
    }
  }

  private func publish(
    _ manifest: String, _ access: SenderAccess, _ registry: any SenderRegistry
  ) async throws {
    let path = batch.resultsPath(isDryRun: dryRun)
    let results = try BatchResults(path, isFresh: dryRun, retries: batch.again)
    let command = self
    let run = BatchRun(
      manifest: manifest, name: batchName(manifest), sender: access.sender, isDryRun: dryRun,
      connections: batch.connections, registry: registry
    ) { row, key in try command.drawn(row, access, key) }
    let progress = BatchProgress(total: try LineReader.count(manifest))
    defer { progress.end(results.totals) }
    try await run.run(results) { progress.tell($0) }
    try results.close()
    try report(results.totals, path)
  }

  private func batchName(_ manifest: String) -> String {
    batch.name ?? URL(fileURLWithPath: manifest).lastPathComponent
  }

  /// Has the registry publish it. Lines that can't be read have their results at once, and are not sent.
  /// Earlier results stay until the registry has the batch.
  private func upload(_ manifest: String, _ access: SenderAccess, _ batches: RemoteBatches) async throws {
    let path = batch.resultsPath(isDryRun: dryRun)
    let archive = try BatchArchive(path + ".upload")
    let results = try BatchResults(path + ".new", isFresh: true, retries: false)
    let total: Int
    let sent: BatchStatus?
    do {
      total = try prepare(archive, manifest, access, results)
      sent = archive.lines.isEmpty ? nil : try await send(archive, batchName(manifest), batches)
      try archive.remove()
    } catch {
      try archive.remove()
      throw error
    }
    try results.move(from: path + ".new", to: path)
    if let sent {
      let progress = BatchProgress(total: total)
      defer { progress.end(results.totals) }
      try await BatchUpload(batches: batches, archive: archive).follow(sent.id, results) { progress.tell($0) }
    }
    try results.close()
    try report(results.totals, path)
  }

  private func send(
    _ archive: BatchArchive, _ name: String, _ batches: RemoteBatches
  ) async throws -> BatchStatus {
    let (progress, bytes) = (UploadProgress(), archive.bytes)
    let (sent, isKnown) = try await BatchUpload(batches: batches, archive: archive).send(
      name, isDryRun: dryRun
    ) { progress.sent($0, of: bytes) }
    Terminal.note(
      isKnown
        ? "Batch \(sent.id) was sent before; these are its results."
        : "Batch \(sent.id) is with the registry, which goes on also when this command is stopped.")
    return sent
  }

  /// - Returns: how many lines there are.
  private func prepare(
    _ archive: BatchArchive, _ manifest: String, _ access: SenderAccess, _ results: BatchResults
  ) throws -> Int {
    var reader = try LineReader(manifest)
    var (number, total) = (0, 0)
    while let text = try reader.next() {
      number += 1
      if text.allSatisfy(\.isWhitespace) { continue }
      total += 1
      let key = BatchKey(text, in: batchName(manifest), from: access.sender)
      do {
        let publication = try drawn(
          try BatchLine(parsing: text), access, try IdempotencyKey(parsing: key.text))
        try archive.add(publication, key, line: number)
      } catch {
        try results.add(
          BatchLineResult(line: number, key: key.text, status: .invalid, error: BatchRun.words(error)))
      }
    }
    return total
  }

  private func report(_ totals: BatchTotals, _ path: String) throws {
    if json {
      try Terminal.json(totals)
    } else {
      Terminal.result(
        """
        \(dryRun ? "Nothing was published; \(totals.rehearsed) would be." : "Published \(totals.published).")
          turned down  \(totals.refused)
          not read     \(totals.invalid)
          repeated     \(totals.repeated)
          no answer    \(totals.failed)
          results      \(path)
        """)
    }
    if totals.failed > 0 { throw ExitStatus.tryLater.code }
    if !totals.isWhole { throw ExitStatus.turnedDown.code }
  }

  /// What the row says, and the command line where it says nothing.
  private func drawn(_ row: BatchLine, _ access: SenderAccess, _ key: IdempotencyKey) throws
    -> FilePublication
  {
    guard let application = row.application ?? application ?? access.applicationID else {
      throw ValidationError("--application is needed beside --registry or --on-behalf-of.")
    }
    func needed(_ text: String?, _ name: String) throws(InvalidIdentifier) -> String {
      guard let text else { throw InvalidIdentifier(name, "is given neither here nor for all") }
      return text
    }
    let language = try Language(parsing: row.language ?? language)
    let paths = [try needed(row.file ?? file, "file")] + (row.attach.isEmpty ? attach : row.attach)
    let files = try paths.enumerated().map { index, path in
      FileToPublish(path: path, mediaType: try FileMediaType.of(path), isMainContent: index == 0)
    }
    let dues = row.dues.isEmpty ? dues.words : row.dues
    return FilePublication(
      sender: access.sender, application: try ApplicationID(parsing: application),
      messageType: try MessageTypeID(parsing: needed(row.type ?? type, "type")),
      recipient: try NationalNumber(parsing: needed(row.to ?? to, "to")),
      subject: try TranslatedText(
        parsing: [language: needed(row.subject ?? subject, "subject")], kind: "subject",
        charactersMax: PublicationLimits.subjectCharactersMax),
      files: files, expiration: try (row.expires ?? expires).map { try Instant(parsing: $0) },
      payment: try dues.payment(id: key.text), due: try dues.otherDue(),
      businessData: try row.data.isEmpty
        ? businessData(language) : BusinessDataWords.requests(row.data, language),
      replaces: try (row.replaces ?? replaces).map { try MessageID(parsing: $0) },
      isReplyAuthorized: allowReply, isRegisteredMail: registered,
      idempotencyKey: key)
  }

  /// A key given several times has several values, in that order.
  private func businessData(_ language: Language) throws -> [BusinessDataRequest] {
    var values: [(key: String, values: [String])] = []
    for text in data {
      let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2 else { throw ValidationError("--data is KEY=value.") }
      if let place = values.firstIndex(where: { $0.key == halves[0] }) {
        values[place].values.append(halves[1])
      } else {
        values.append((halves[0], [halves[1]]))
      }
    }
    return try values.map { try BusinessDataWords.request($0.key, $0.values, language) }
  }

  private func report(_ rehearsal: PublicationRehearsal) throws {
    guard let recipient = rehearsal.recipients.first else { throw ClientFault.answerMalformed }
    if json {
      return try Terminal.json(
        DryRun(
          expirationDate: recipient.expiration.brussels, code: recipient.isDigital ? nil : "NO_DIGITAL_USER",
          isPaperNeeded: recipient.isPaperNeeded, paperUntil: recipient.paperUntil.map { "\($0)" },
          replacedBy: recipient.currentNumber?.digits, warnings: rehearsal.warnings.map(Warning.init)))
    }
    let paper =
      switch (recipient.isPaperNeeded, recipient.paperUntil) {
      case (true, let until?): "send it on paper too, until \(until)"
      case (true, nil): "send it on paper"
      case (false, _): "not needed"
      }
    Terminal.result(
      """
      Nothing was published. It would come to this:
        until      \(recipient.expiration.brussels)
        recipient  \(recipient.isDigital ? "has an active eBox" : "NO_DIGITAL_USER")
        paper      \(paper)
      """)
    tell(recipient.currentNumber, rehearsal.warnings)
  }

  private func tell(_ current: NationalNumber?, _ warnings: [PublicationWarning]) {
    if let current { Terminal.result("  number     was replaced: use \(current.digits) from now on") }
    for warning in warnings {
      Terminal.result("  warning    \(name(of: warning.part)): \(warning.finding.words)")
    }
  }

  /// The file that was sent under this name.
  private func name(of part: String) -> String {
    let files = [file].compactMap(\.self) + attach
    let number = part.hasPrefix("upfile") ? Int(part.dropFirst("upfile".count)) ?? 0 : 0
    return files.indices.contains(number - 1) ? files[number - 1] : part
  }

  private func report(_ receipt: PublicationReceipt, _ key: IdempotencyKey) throws {
    let recipient = try receipt.onlyRecipient()
    if json {
      return try Terminal.json(
        Answer(
          messageId: recipient.messageID.text, expirationDate: recipient.expiration.brussels,
          code: recipient.isDigital ? nil : "NO_DIGITAL_USER", replacedBy: recipient.currentNumber?.digits,
          idempotencyKey: key.text, warnings: receipt.warnings.map(Warning.init)))
    }
    Terminal.result(
      """
      Published.
        message    \(recipient.messageID)
        until      \(recipient.expiration.brussels)
        recipient  \(recipient.isDigital ? "has an active eBox" : "NO_DIGITAL_USER: send it on paper")
      """)
    tell(recipient.currentNumber, receipt.warnings)
  }
}

/// Business data, as somebody wrote it.
enum BusinessDataWords {
  static func request(
    _ key: String, _ values: [String], _ language: Language
  ) throws(InvalidIdentifier) -> BusinessDataRequest {
    var texts: [TranslatedText] = []
    for value in values {
      texts.append(
        try TranslatedText(
          parsing: [language: value], kind: "data", charactersMax: BusinessData.valueCharactersMax))
    }
    return BusinessDataRequest(key: try BusinessDataKey(parsing: key), values: texts)
  }

  /// By key.
  static func requests(
    _ data: [String: [String]], _ language: Language
  ) throws(InvalidIdentifier) -> [BusinessDataRequest] {
    var requests: [BusinessDataRequest] = []
    for (key, values) in data.sorted(by: { $0.key < $1.key }) {
      requests.append(try request(key, values, language))
    }
    return requests
  }
}
