package import Contracts
package import NIOCore
package import Pages
package import Vocabulary

/// Everything in a citizen's mailboxes as one ZIP archive: each message a folder with its files and its text,
/// and an index page that opens from a disk, without a network (R-BOX-3, "everything as one archive").
///
/// Each content is opened through its registry, so each opening is granted, committed and audited before its
/// bytes go out, and one of a main content is a reading that the sender is told of. Messages are taken page
/// by page: however full the mailbox, memory holds one page, the archive's directory and the deflated index,
/// some 400 bytes a message.
package struct MailboxArchive: Sendable {
  package static let indexPath = "index.html"
  /// A document provider that is too busy is asked that often again, before the archive is given up.
  static let triesMax = 5

  private let registries: [OpenRegistry]
  private let words: Words
  private let now: Instant
  private let channels: [ChannelID: TranslatedText]
  private let pause: @Sendable (Duration) async throws -> Void

  /// - Parameters:
  ///   - words: in the citizen's language.
  ///   - now: when the archive is made, for the index page.
  ///   - channels: their names; one that is not in it is called by its id.
  ///   - pause: waits that long; anything but sleeping is for tests.
  package init(
    _ registries: [OpenRegistry], words: Words, now: Instant, channels: [ChannelID: TranslatedText] = [:],
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.registries = registries
    self.words = words
    self.now = now
    self.channels = channels
    self.pause = pause
  }

  /// What the archive will hold, as far as the list tells; opens nothing.
  package func measured() async throws -> ArchiveSize {
    var size = ArchiveSize()
    var walk = MailboxWalk(registries)
    while let found = try await walk.next() { size.add(found.message) }
    return size
  }

  /// Writes the archive.
  /// - Parameter check: throws when the archive must stop, for instance because the session is over; asked
  ///   before each message.
  /// - Throws: what `check`, `send` or a registry throws: a consent withdrawn meanwhile ends it, and what was
  ///   sent is no archive then. A message whose term ends meanwhile is left out.
  package func write(
    check: () async throws -> Void = {}, to send: (ByteBuffer) async throws -> Void
  ) async throws -> ArchiveSize {
    var writer = try ZIPWriter()
    var index = try OfflineIndex(words: words, channels: channels, madeAt: now)
    var size = ArchiveSize()
    var walk = MailboxWalk(registries)
    while var found = try await walk.next() {
      try await check()
      guard var files = try await add(found, to: &writer, send) else { continue }
      let proofs = try await addProofs(of: found, to: &writer, send)
      files += proofs.files
      found.proofs = proofs.sealed
      found.replies = try await replies(to: found)
      try await index.add(found, files)
      size.add(found.message)
    }
    let file = ZIPFile(
      path: Self.indexPath, modified: now, bytesMax: .max / 4, isCompressible: true)
    try await writer.add(file, try index.finished(), to: send)
    try await writer.finish(to: send)
    return size
  }

  /// - Returns: the files written; nil when the message is gone.
  private func add(
    _ found: WalkedMessage, to writer: inout ZIPWriter, _ send: ZIPWriter.Send
  ) async throws -> [ArchivedFile]? {
    let message = found.message
    let folder = ArchiveFolder(message, words)
    var names = UniqueNames()
    var files: [ArchivedFile] = []
    do throws(Gone) {
      for attachment in message.isOpenable ? message.attachments : [] {
        let content = try await opened { () async throws(Failure<ReadingRejection>) in
          try await found.registry.content(of: attachment.id, in: message.id, range: nil)
        }
        let name = names.name(attachment.fileName, fallback: words[.archiveFileName])
        let file = folder.file(name, attachment.size, attachment.mediaType)
        do { try await writer.add(file, content.bytes, to: send) } catch { throw Gone.cut(error) }
        files.append(ArchivedFile(name: attachment.fileName, path: file.path, size: attachment.size))
      }
      if message.hasBody, message.isOpenable {
        let body = try await opened { () async throws(Failure<ReadingRejection>) in
          try await found.registry.body(of: message.id)
        }
        let text = ByteBuffer(string: body.text(in: words.language).text)
        let name = names.name(words[.archiveTextName] + ".txt", fallback: words[.archiveTextName])
        let file = folder.file(name, Int64(text.readableBytes), .plainText)
        do { try await writer.add(file, OnePiece(text), to: send) } catch { throw Gone.cut(error) }
        files.append(
          ArchivedFile(name: words[.messageText], path: file.path, size: Int64(text.readableBytes)))
      }
    } catch {
      switch error {
      case .gone: return files.isEmpty ? nil : files
      case .cut(let cause): throw cause
      }
    }
    return files
  }

  /// The proofs of registered mail, each with its seal, in a folder of their own; one that is still being
  /// made is left out, and the index says so.
  private func addProofs(
    of found: WalkedMessage, to writer: inout ZIPWriter, _ send: ZIPWriter.Send
  ) async throws -> (files: [ArchivedFile], sealed: Set<EvidenceID>) {
    guard let delivery = found.message.delivery, let mailbox = found.registeredMail else { return ([], []) }
    let folder = ArchiveFolder(found.message, words)
    let written = WrittenDelivery(delivery, now: now, channels: channels, words)
    var files: [ArchivedFile] = []
    var sealed: Set<EvidenceID> = []
    do throws(Gone) {
      sealed = try await opened { () async throws(Failure<ProofRejection>) in
        try await mailbox.proofs(of: found.message.id)
      }
      for line in written.lines where sealed.contains(line.fact.id) {
        let proof = try await opened { () async throws(Failure<ProofRejection>) in
          try await mailbox.proof(line.fact.id, of: found.message.id)
        }
        for (bytes, kind, ending) in [
          (proof.document, TextKey.archiveProof, "xml"), (proof.signature, .archiveSeal, "p7s"),
        ] {
          let name = "\(words[.archiveProof])/\(line.fact.event.rawValue).\(ending)"
          let file = folder.file(name, Int64(bytes.count), isCompressible: ending == "xml")
          do { try await writer.add(file, OnePiece(ByteBuffer(bytes: bytes)), to: send) } catch {
            throw Gone.cut(error)
          }
          files.append(
            ArchivedFile(name: "\(line.text) (\(words[kind]))", path: file.path, size: file.bytesMax))
        }
      }
    } catch {
      if case .cut(let cause) = error { throw cause }
    }
    return (files, sealed)
  }

  /// None where the message is gone meanwhile.
  private func replies(to found: WalkedMessage) async throws -> [ReplyReceipt] {
    guard found.message.isReplyAuthorized else { return [] }
    do throws(Gone) {
      return try await opened { () async throws(Failure<ReadingRejection>) in
        try await found.registry.replies(to: found.message.id)
      }
    } catch {
      switch error {
      case .gone: return []
      case .cut(let cause): throw cause
      }
    }
  }

  /// Opens a content, again while the document provider is too busy.
  private func opened<Given, Rejection>(
    _ open: () async throws(Failure<Rejection>) -> Given
  ) async throws(Gone) -> Given {
    for attempt in 1... {
      do throws(Failure<Rejection>) {
        return try await open()
      } catch {
        switch error {
        case .rejected: throw .gone
        case .overloaded(let seconds) where attempt < Self.triesMax:
          do { try await pause(.seconds(seconds)) } catch { throw .cut(error) }
        case .denied, .overloaded, .interrupted, .outcomeUnknown: throw .cut(error)
        }
      }
    }
    throw .gone
  }
}

/// Why a content did not come: its message is gone, or the archive must stop.
private enum Gone: Error {
  case gone
  case cut(any Error)
}

/// Bytes that are at hand already.
private struct OnePiece: AsyncSequence {
  private let piece: ByteBuffer
  init(_ piece: ByteBuffer) { self.piece = piece }

  struct AsyncIterator: AsyncIteratorProtocol {
    var piece: ByteBuffer?
    mutating func next() async -> ByteBuffer? { piece.take() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(piece: piece) }
}

/// How much an archive holds.
package struct ArchiveSize: Hashable, Sendable {
  package private(set) var messages = 0
  package private(set) var unread = 0
  /// Of all files together, before compression.
  package private(set) var bytes: Int64 = 0

  package init() {}

  fileprivate mutating func add(_ message: Message) {
    messages += 1
    if message.readAt == nil, message.isOpenable { unread += 1 }
    bytes += message.attachments.reduce(0) { $0 + $1.size }
  }
}

/// A file as it lies in the archive.
struct ArchivedFile: Hashable, Sendable {
  /// As the sender called it.
  let name: String
  let path: String
  let size: Int64
}

/// The folder of a message: its day, its subject, and the end of its id, which makes it unique.
struct ArchiveFolder: Sendable {
  private static let subjectBytesMax = 80

  private let path: String
  private let modified: Instant

  init(_ message: Message, _ words: Words) {
    let subject = SafeName(
      message.subject.text(in: words.language).text.replacing(".", with: " "), bytesMax: Self.subjectBytesMax,
      fallback: words[.archiveTextName])
    let day = CalendarDate(inBrusselsAt: message.availableAt)
    path = "\(words[.archiveFolder])/\(day) \(subject.text) \(message.id.text.suffix(10))"
    modified = message.availableAt
  }

  func file(_ name: String, _ size: Int64, _ mediaType: MediaType) -> ZIPFile {
    let isText = mediaType.text.hasPrefix("text/") || mediaType.text.hasSuffix("xml")
    return file(name, size, isCompressible: isText)
  }

  func file(_ name: String, _ size: Int64, isCompressible: Bool) -> ZIPFile {
    ZIPFile(path: "\(path)/\(name)", modified: modified, bytesMax: size, isCompressible: isCompressible)
  }
}
