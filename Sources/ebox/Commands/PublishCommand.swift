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
          --subject "Avertissement" --type AANSLAGBILJET-PB --attach table.csv
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

  @Option(help: ArgumentHelp("Makes repeating safe; made up when not given.", valueName: "key"))
  var idempotencyKey: String?

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let messageId, expirationDate: String
    let code: String?
    let idempotencyKey: String
  }

  func run() async throws {
    try await ClientSession.run { http in
      let access = try sender.resolve()
      let random = SystemRandom()
      let key = try IdempotencyKey(parsing: idempotencyKey ?? Base64.url(random.bytes(16)))
      let files = try ([file] + attach).map(UploadFile.init)
      let request = try request(files, access, key)
      let client = EBoxClient(
        registryURL: access.registryURL,
        tokens: ClientCredentialsTokens(access.credentials, scopes: [.publicationSender], http: http), http: http)
      do {
        let receipt = try await client.sender.publish(UploadFrames(request, files, UploadProgress(files)))
        try report(receipt, key, isRepeated: false)
      } catch Failure<PublicationRejection>.rejected(.alreadyPublished(let receipt)) {
        try report(receipt, key, isRepeated: true)
      }
    }
  }

  private func request(
    _ files: [UploadFile], _ access: SenderAccess, _ key: IdempotencyKey
  ) throws -> PublicationRequest {
    guard let application = application ?? access.applicationID else {
      throw ValidationError("--application is needed beside --registry.")
    }
    var attachments: [AttachmentRequest] = []
    for (index, file) in files.enumerated() {
      attachments.append(
        AttachmentRequest(
          partName: UploadFrames.partName(index), isMainContent: index == 0, digest: try file.digest()))
    }
    return PublicationRequest(
      sender: access.enterpriseNumber, application: try ApplicationID(parsing: application),
      messageType: try MessageTypeID(parsing: type), recipients: [try NationalNumber(parsing: to)],
      subject: try TranslatedText(
        parsing: [Language(parsing: language): subject], kind: "subject",
        charactersMax: PublicationLimits.subjectCharactersMax),
      attachments: attachments, expiration: try expires.map { try Instant(parsing: $0) }, idempotencyKey: key)
  }

  private func report(_ receipt: PublicationReceipt, _ key: IdempotencyKey, isRepeated: Bool) throws {
    guard let recipient = receipt.recipients.first else { throw ClientFault.answerMalformed }
    if json {
      return try Terminal.json(
        Answer(
          messageId: recipient.messageID.text, expirationDate: recipient.expiration.brussels,
          code: recipient.isDigital ? nil : "NO_DIGITAL_USER", idempotencyKey: key.text))
    }
    Terminal.result(
      """
      \(isRepeated ? "Published before, with this key." : "Published.")
        message    \(recipient.messageID)
        until      \(recipient.expiration.brussels)
        recipient  \(recipient.isDigital ? "has an active eBox" : "NO_DIGITAL_USER: send it on paper")
      """)
  }
}
