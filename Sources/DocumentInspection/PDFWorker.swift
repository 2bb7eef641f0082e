import CLinux
import Contracts
import Foundation
import NIOCore
import Vocabulary

/// One running `ebox-pdf-inspector`. Its calls block: for a thread of its own, one thread at a time.
final class PDFWorker {
  /// How the inspection of one document ended.
  enum Answer: Hashable, Sendable {
    case findings([DocumentFinding])
    case outOfTime, outOfMemory, crashed
  }

  enum Trouble: Error, Hashable {
    /// The program can't be started, or can't confine itself.
    case notStarted
    /// The program is gone, whatever the document was.
    case ended
    /// No answer came in time by the clock.
    case late
  }

  static let startSecondsMax = 15

  // The program's answers (`main.cpp`, `judge.hpp`).
  private static let ready: UInt8 = 0x40
  private static let bits: [(bit: UInt8, finding: DocumentFinding)] = [
    (1, .damaged), (2, .encrypted), (4, .repaired), (8, .activeContent), (16, .noTextLayer),
  ]

  let process: pid_t
  private let socket: CInt
  private let time: any TimeSource

  /// - Throws: ``Trouble/notStarted``.
  init(_ settings: InspectionSettings, time: any TimeSource) throws(Trouble) {
    var pair: [CInt] = [-1, -1]
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { throw .notStarted }
    let started = Self.start(settings, pair[1])
    close(pair[1])
    guard let started else {
      close(pair[0])
      throw .notStarted
    }
    (process, socket, self.time) = (started, pair[0], time)
    guard saysReady() else {
      end()
      throw .notStarted
    }
  }

  /// False when it ended while nobody needed it.
  var isReady: Bool {
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, CInt(MSG_DONTWAIT)) < 0 && errno == EAGAIN
  }

  func inspect(_ document: HeldBytes, until deadline: Duration) throws(Trouble) -> Answer {
    for piece in document.pieces {
      var frame = ByteBuffer(integer: UInt32(piece.readableBytes))
      frame.writeImmutableBuffer(piece)
      try give(frame, until: deadline)
    }
    try give(ByteBuffer(integer: UInt32(0)), until: deadline)
    switch try take(until: deadline) {
    case let found where found < 0x20:
      return .findings(Self.bits.filter { found & $0.bit != 0 }.map(\.finding))
    case 0x41: return .outOfTime
    case 0x42: return .outOfMemory
    case 0x43: return .crashed
    // Its inspection was ended from outside: nothing is known of the document.
    case 0x44: throw .ended
    default: throw .ended
    }
  }

  /// Ends the process, and with it the inspection that it may be at. Must be called once; takes a second
  /// where the process does not end when it is asked to.
  func end() {
    close(socket)
    kill(process, SIGTERM)
    kill(process, SIGCONT)
    for _ in 1...100 {
      if waitpid(process, nil, WNOHANG) != 0 { return }
      usleep(10_000)
    }
    kill(process, SIGKILL)
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
  }

  private func saysReady() -> Bool {
    do {
      return try take(until: time.elapsed() + .seconds(Self.startSecondsMax)) == Self.ready
    } catch {
      return false
    }
  }

  private static func start(_ settings: InspectionSettings, _ socket: CInt) -> pid_t? {
    let numbers = [settings.pdfBytesMax, settings.secondsMax, InspectionSettings.workerMemoryBytesMax]
    var texts = ([settings.worker] + numbers.map(String.init)).map { strdup($0) } + [nil]
    defer { texts.forEach { free($0) } }
    var process: CInt = 0
    return ebox_start_apart(settings.worker, &texts, socket, &process) == 0 ? process : nil
  }

  private func give(_ bytes: ByteBuffer, until deadline: Duration) throws(Trouble) {
    var left = bytes
    while left.readableBytes > 0 {
      let given = left.withUnsafeReadableBytes {
        send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if given > 0 {
        left.moveReaderIndex(forwardBy: given)
      } else if errno == EAGAIN {
        try wait(for: CInt(POLLOUT), until: deadline)
      } else if errno != EINTR {
        throw .ended
      }
    }
  }

  private func take(until deadline: Duration) throws(Trouble) -> UInt8 {
    while true {
      var byte: UInt8 = 0
      let taken = recv(socket, &byte, 1, CInt(MSG_DONTWAIT))
      if taken == 1 { return byte }
      if taken == 0 { throw .ended }
      if errno == EAGAIN {
        try wait(for: CInt(POLLIN), until: deadline)
      } else if errno != EINTR {
        throw .ended
      }
    }
  }

  private func wait(for event: CInt, until deadline: Duration) throws(Trouble) {
    let left = deadline - time.elapsed()
    guard left > .zero else { throw .late }
    var watched = pollfd(fd: socket, events: Int16(event), revents: 0)
    let milliseconds = min(left / .milliseconds(1), 3_600_000)
    if poll(&watched, 1, CInt(milliseconds.rounded(.up))) < 0, errno != EINTR { throw .ended }
  }
}
