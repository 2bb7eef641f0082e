import Synchronization
import Vocabulary

/// The contents that are going out now, by mailbox, so that a consent act can cut them.
final class LiveStreams: Sendable {
  private struct Entry {
    weak var stream: LiveStream?
  }

  private let entries = Mutex<[MailboxID: [ObjectIdentifier: Entry]]>([:])

  /// Opened before the transaction that commits the reading: a consent act either is seen by that
  /// transaction, or cuts this stream.
  func open(_ mailbox: MailboxID) -> LiveStream {
    let stream = LiveStream(mailbox, in: self)
    entries.withLock { $0[mailbox, default: [:]][ObjectIdentifier(stream)] = Entry(stream: stream) }
    return stream
  }

  func cut(_ mailbox: MailboxID) {
    let streams = entries.withLock { entries in (entries[mailbox] ?? [:]).values.compactMap(\.stream) }
    for stream in streams { stream.cut() }
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
  private let mailbox: MailboxID
  private let streams: LiveStreams
  private let isCut = Mutex(false)

  fileprivate init(_ mailbox: MailboxID, in streams: LiveStreams) {
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

/// The citizen's consents changed under an act: a content is cut off, a publication is decided anew.
package struct ConsentMoved: Error {}
