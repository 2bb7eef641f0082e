import Contracts
import Pages
import Vocabulary

/// Who opened what of a message, or fetched it ahead, in words, newest first. Accesses of a kind to the same
/// content in the same channel within ten minutes are one: a viewer fetches a document in pieces.
struct AccessHistory: Sendable {
  static let togetherSeconds: Int64 = 600

  private let lines: [(text: String, at: Instant)]

  /// - Parameter accesses: newest first.
  init(
    _ accesses: [ContentAccess], of message: Message, _ channels: [ChannelID: TranslatedText],
    _ words: Words
  ) {
    var told: [ContentAccess] = []
    for access in accesses {
      if let last = told.last, last.channel == access.channel, last.content == access.content,
        last.kind == access.kind, last.at <= access.at.adding(seconds: Self.togetherSeconds)
      {
        told[told.count - 1] = access
      } else {
        told.append(access)
      }
    }
    lines = told.map { access in
      let channel = channels[access.channel]?.text(in: words.language).text ?? access.channel.text
      let text = words.filled(
        Self.sentence(access),
        [
          "date": WrittenTime(access.at, in: words.language).dateAndTime, "channel": channel,
          "content": Self.content(access.content, of: message, words),
        ])
      return (text, access.at)
    }
  }

  var values: [String: any Sendable] {
    [
      "accesses": lines.map { ["text": $0.text] as [String: any Sendable] },
      "wasOpened": !lines.isEmpty,
    ]
  }

  private static func sentence(_ access: ContentAccess) -> TextKey {
    switch access.kind {
    case .opened: access.isMainContent ? .accessRead : .accessOpened
    case .fetchedAhead: .accessFetchedAhead
    case .shown: .accessShown
    }
  }

  private static func content(
    _ content: ContentAccess.Content, of message: Message, _ words: Words
  ) -> String {
    switch content {
    case .body: words[.messageText]
    case .attachment(let id):
      message.attachments.first { $0.id == id }?.fileName ?? words[.archiveFileName]
    }
  }
}
