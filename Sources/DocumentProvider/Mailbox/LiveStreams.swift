import Synchronization
import Vocabulary

/// The contents that are going out now, by mailbox, so that a consent act or a recall can cut them.
final class LiveStreams: Sendable {
  private struct Entry {
    weak var stream: LiveStream?
  }

  private let entries = Mutex<[MailboxID: [ObjectIdentifier: Entry]]>([:])

  /// Opened before the transaction that commits the reading: a consent act either is seen by that
  /// transaction, or cuts this stream.
  /// - Parameter message: of which message; nil for what is of none.
  func open(_ message: MessageID?, of mailbox: MailboxID) -> LiveStream {
    let stream = LiveStream(message, of: mailbox, in: self)
    entries.withLock { $0[mailbox, default: [:]][ObjectIdentifier(stream)] = Entry(stream: stream) }
    return stream
  }

  func cut(_ mailbox: MailboxID) {
    for stream in streams(of: mailbox) { stream.cut() }
  }

  /// A reading of it either was committed before the recall and is cut, or finds no message.
  func cut(_ message: MessageID, of mailbox: MailboxID) {
    for stream in streams(of: mailbox) where stream.message == message { stream.cut() }
  }

  private func streams(of mailbox: MailboxID) -> [LiveStream] {
    entries.withLock { entries in (entries[mailbox] ?? [:]).values.compactMap(\.stream) }
  }

  fileprivate func close(_ id: ObjectIdentifier, of mailbox: MailboxID) {
    entries.withLock { entries in
      entries[mailbox]?[id] = nil
      if entries[mailbox]?.isEmpty ?? false { entries[mailbox] = nil }
    }
  }
}

/// One content that is going out; it is live as long as somebody holds it.
final class LiveStream: Sendable {
  fileprivate let message: MessageID?
  private let mailbox: MailboxID
  private let streams: LiveStreams
  private let isCut = Mutex(false)

  fileprivate init(_ message: MessageID?, of mailbox: MailboxID, in streams: LiveStreams) {
    self.message = message
    self.mailbox = mailbox
    self.streams = streams
  }

  deinit { streams.close(ObjectIdentifier(self), of: mailbox) }

  fileprivate func cut() { isCut.withLock { $0 = true } }

  /// - Throws: ``ConsentMoved`` from the cut on.
  func check() throws {
    guard !isCut.withLock({ $0 }) else { throw ConsentMoved() }
  }
}

/// The citizen's consents changed under an act, or the message was taken back: a content is cut off, a
/// publication is decided anew.
package struct ConsentMoved: Error {}
