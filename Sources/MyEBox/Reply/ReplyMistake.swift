import Contracts
import EdgeHTTP
import Pages
import Vocabulary

/// What is wrong with a reply that was typed, and at which field the page says so.
enum ReplyMistake: Error {
  /// At the text.
  case empty, tooLong, malformed
  /// At the files.
  case files(PublicationRejection)
  case uploadTooLarge
  /// Of all of the citizen's replies of the day, with this one.
  case tooMuchToday(bytesMax: Int64)
  /// Of the message.
  case notTaken
  case tooMany(max: Int)
  /// Others of the citizen's are on their way.
  case tooManyAtOnce(max: Int)
  /// An earlier one from the same form was sent; this one says something else and was not.
  case otherSent(ReplyReceipt)
  /// Nobody knows whether it was sent; sent again from the same form, it is sent once.
  case unknown

  /// Nil for what is no mistake of the citizen's.
  init?(_ error: any Error) {
    switch error {
    case let mistake as ReplyMistake: self = mistake
    case Failure<ReplyRejection>.rejected(let rejection):
      guard let mistake = ReplyMistake(rejection) else { return nil }
      self = mistake
    case Failure<ReplyRejection>.interrupted(let cause):
      guard let mistake = ReplyMistake(cause) else { return nil }
      self = mistake
    case Failure<ReplyRejection>.overloaded, Failure<ReplyRejection>.outcomeUnknown: self = .unknown
    case is BodyTooLarge: self = .uploadTooLarge
    case MultipartFailure.tooManyParts: self = .files(.tooManyAttachments(max: ReplyLimits.attachmentsMax))
    case FormMistake.tooLarge: self = .tooLong
    default: return nil
    }
  }

  private init?(_ rejection: ReplyRejection) {
    switch rejection {
    case .messageNotFound, .alreadyReplied, .severalLanguages, .upload(.requestMissing): return nil
    case .otherReplySent(let receipt): self = .otherSent(receipt)
    case .replyNotAllowed: self = .notTaken
    case .tooManyReplies(let max): self = .tooMany(max: max)
    case .tooManyBytes(let max): self = .tooMuchToday(bytesMax: max)
    case .tooManyAtOnce(let max): self = .tooManyAtOnce(max: max)
    case .empty: self = .empty
    case .upload(let rejection), .file(let rejection): self = .files(rejection)
    }
  }

  /// Where the words stand.
  var isAtText: Bool {
    switch self {
    case .empty, .tooLong, .malformed: true
    case .files, .uploadTooLarge, .tooMuchToday, .notTaken, .tooMany, .tooManyAtOnce, .otherSent, .unknown:
      false
    }
  }

  var isAtFiles: Bool {
    switch self {
    case .files, .uploadTooLarge, .tooMuchToday: true
    case .empty, .tooLong, .malformed, .notTaken, .tooMany, .tooManyAtOnce, .otherSent, .unknown: false
    }
  }

  /// - Parameter name: what the citizen called the file of a part.
  func text(_ words: Words, name: (String) async -> String) async -> String {
    switch self {
    case .empty: words[.replyEmpty]
    case .tooLong: words.filled(.replyTooLong, ["max": "\(ReplyLimits.textCharactersMax)"])
    case .malformed: words[.replyMalformed]
    case .uploadTooLarge: words[.replyTooLarge]
    case .tooMuchToday(let max): words.filled(.replyTooMuch, ["max": WrittenSize(max, words).text])
    case .notTaken: words[.replyNotTaken]
    case .otherSent: words[.replyOther]
    case .unknown: words[.replyUnknown]
    case .tooMany(let max): words.filled(.replyTooOften, ["max": "\(max)"])
    case .tooManyAtOnce(let max): words.filled(.replyAtOnce, ["max": "\(max)"])
    case .files(let rejection): await Self.text(rejection, words, name: name)
    }
  }

  private static func text(
    _ rejection: PublicationRejection, _ words: Words, name: (String) async -> String
  ) async -> String {
    switch rejection {
    case .tooManyAttachments(let max): words.filled(.replyTooManyFiles, ["max": "\(max)"])
    case .attachmentTooLarge, .publicationTooLarge: words[.replyTooLarge]
    case .publicationTooSlow: words[.replyTooSlow]
    case .attachmentEmpty(let part): words.filled(.replyFileEmpty, ["name": await name(part)])
    case .mediaTypeMissing(let part), .mediaTypeNotAllowed(let part),
      .documentUnfit(let part, .notDeclaredType):
      words.filled(.replyFileType, ["name": await name(part)])
    case .documentUnfit(let part, .malware): words.filled(.replyFileMalware, ["name": await name(part)])
    case .documentUnfit(let part, _): words.filled(.replyFileUnfit, ["name": await name(part)])
    case .fileNameTooLong(let part, _), .fileNameMissing(let part):
      words.filled(.replyFileName, ["name": String(await name(part).prefix(60))])
    default: words[.replyFilesWrong]
    }
  }
}
