import ArgumentParser
import Contracts
import EBoxClient
import Foundation
import Vocabulary

/// `ebox publish`.
struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publishes a document to a citizen.",
    discussion: """
      EXAMPLES
        ebox publish letter.pdf --to 78041299916 --subject "Beslissing" --type PREMIE-BESLISSING
        ebox publish letter.pdf --sender demo-tax --to 65093099914 --lang fr \\
          --subject "Avertissement" --type AANSLAGBILJET-PB --attach table.csv \\
          --amount 412.37 --iban BE49999000000171 --communication +++999/0000/00171+++ --pay-by 2027-03-31
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: "The main content.", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("National number of the recipient.", valueName: "number"))
  var to: String

  @Option(help: "Subject.")
  var subject: String

  @Option(help: ArgumentHelp("Message type.", valueName: "id"))
  var type: String

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

  @OptionGroup(title: "What the citizen has to do") var dues: DueOptions

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
    for path in [file] + attach where !FileManager.default.isReadableFile(atPath: path) {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw ValidationError(isThere ? "\(path) may not be read." : "There is no file \(path).")
    }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try sender.resolve()
      let key = try IdempotencyKey(parsing: idempotencyKey ?? Base64.url(SystemRandom().bytes(16)))
      let client = access.client(http)
      let progress = UploadProgress()
      let publisher = FilePublisher(registry: client.sender, progress: { progress.sent($0, of: $1) })
      let publication = try publication(access, key)
      if dryRun { return try report(try await publisher.rehearse(publication)) }
      if !json { Terminal.note("Idempotency key \(key)") }
      try report(try await publisher.publish(publication), key)
    }
  }

  private func publication(_ access: SenderAccess, _ key: IdempotencyKey) throws -> FilePublication {
    guard let application = application ?? access.applicationID else {
      throw ValidationError("--application is needed beside --registry or --on-behalf-of.")
    }
    let files = try ([file] + attach).enumerated().map { index, path in
      FileToPublish(path: path, mediaType: try FileMediaType.of(path), isMainContent: index == 0)
    }
    return FilePublication(
      sender: access.sender, application: try ApplicationID(parsing: application),
      messageType: try MessageTypeID(parsing: type), recipient: try NationalNumber(parsing: to),
      subject: try TranslatedText(
        parsing: [Language(parsing: language): subject], kind: "subject",
        charactersMax: PublicationLimits.subjectCharactersMax),
      files: files, expiration: try expires.map { try Instant(parsing: $0) },
      payment: try dues.payment(id: key.text), due: try dues.otherDue(), businessData: try businessData(),
      replaces: try replaces.map { try MessageID(parsing: $0) },
      idempotencyKey: key)
  }

  /// A key given several times has several values, in that order.
  private func businessData() throws -> [BusinessDataRequest] {
    let language = try Language(parsing: language)
    var values: [(key: BusinessDataKey, values: [TranslatedText])] = []
    for text in data {
      let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2 else { throw ValidationError("--data is KEY=value.") }
      let key = try BusinessDataKey(parsing: halves[0])
      let value = try TranslatedText(
        parsing: [language: halves[1]], kind: "--data", charactersMax: BusinessData.valueCharactersMax)
      if let place = values.firstIndex(where: { $0.key == key }) {
        values[place].values.append(value)
      } else {
        values.append((key, [value]))
      }
    }
    return values.map { BusinessDataRequest(key: $0.key, values: $0.values) }
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
    let files = [file] + attach
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
