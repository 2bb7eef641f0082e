import Foundation
import Synchronization
import Vocabulary

/// The files of a ``SegmentStore``: their names, numbers, open descriptors, and which are still written to.
///
/// Numbers are never used twice, because a row may still name a removed document: the segment with the
/// highest number is emptied but not unlinked, and what was written to before a start is never written to
/// again. All calls block.
final class SegmentFolder: Sendable {
  private static let openFilesMax = 64
  private static let suffix = ".segment"

  private struct State {
    var numbers: Set<Int64>
    var highest: Int64
    /// Segments that are written to, each with the end of its durable records.
    var active: [Int64: Int64] = [:]
    var open: [Int64: (file: SegmentFile, lastUse: Int)] = [:]
    var uses = 0
  }

  private let path: String
  private let time: any TimeSource
  private let disk: DiskOperations
  /// Its descriptor holds the folder's lock.
  private let lock: Mutex<Int32?>
  private let state: Mutex<State>

  init(opening path: String, time: any TimeSource, disk: DiskOperations) throws {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw DocumentStoreFailure("making the folder", errno: errno)
    }
    let lock = Glibc.open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw DocumentStoreFailure("opening the lock", errno: errno) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(lock)
      throw DocumentStoreFailure.folderInUse(path)
    }
    let numbers = Set(try SegmentFolder.files(in: path).compactMap(SegmentFolder.number(of:)))
    self.path = path
    self.time = time
    self.disk = disk
    self.lock = Mutex(lock)
    state = Mutex(State(numbers: numbers, highest: numbers.max() ?? 0))
    try dropEmptied()
  }

  deinit { close() }

  /// Lets go of the lock: another store may open the folder.
  func close() {
    lock.withLock { lock in
      if let descriptor = lock {
        // A child that was forked at this moment holds the descriptor until it runs its program: the lock is
        // given back, it does not wait for the last descriptor.
        _ = flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
      }
      lock = nil
    }
    state.withLock { $0.open = [:] }
  }

  /// All segments, oldest first.
  var numbers: [Int64] { state.withLock { $0.numbers.sorted() } }

  /// Makes the next segment, durably: file and folder are fsynced before it is returned. It is active.
  func create() throws -> SegmentFile {
    let number = state.withLock { state in
      state.highest += 1
      return state.highest
    }
    let descriptor = Glibc.open(name(number), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DocumentStoreFailure("making a segment", errno: errno) }
    let file = SegmentFile(number: number, descriptor: descriptor, disk: disk)
    do {
      try file.write(SegmentHeader(number: number, made: time.now()).encoded, at: 0)
      try file.sync()
      try syncFolder()
    } catch {
      unlink(name(number))
      throw error
    }
    state.withLock { state in
      state.numbers.insert(number)
      state.active[number] = SegmentHeader.bytesCount
      keepOpen(file, &state)
    }
    return file
  }

  /// The segment, or nil when it is gone.
  func file(_ number: Int64) throws -> SegmentFile? {
    let known = state.withLock { state -> SegmentFile? in
      guard let file = state.open[number]?.file else { return nil }
      keepOpen(file, &state)
      return file
    }
    if let known { return known }
    let descriptor = Glibc.open(name(number), O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw DocumentStoreFailure("opening a segment", errno: errno)
    }
    let file = SegmentFile(number: number, descriptor: descriptor, disk: disk)
    state.withLock { keepOpen(file, &$0) }
    return file
  }

  /// Says up to where an active segment's records are durable.
  func isDurable(_ number: Int64, to end: Int64) { state.withLock { $0.active[number] = end } }

  /// From now on the segment is never appended to.
  func retire(_ number: Int64) { state.withLock { _ = $0.active.removeValue(forKey: number) } }

  /// The end of an active segment's durable records; nil when it is not active.
  func durableEnd(_ number: Int64) -> Int64? { state.withLock { $0.active[number] } }

  /// Destroys a segment that is not active and in which nothing lives; safe to repeat after a crash.
  func delete(_ file: SegmentFile) throws {
    let isHighest = state.withLock { state in
      state.open[file.number] = nil
      if file.number != state.highest { state.numbers.remove(file.number) }
      return file.number == state.highest
    }
    if isHighest {
      try file.truncate(to: 0)
      try file.sync()
    } else {
      try unlinkSegment(file.number)
      try syncFolder()
    }
  }

  /// Unlinks what ``delete(_:)`` emptied while it had the highest number, and what a crash left without a
  /// header.
  private func dropEmptied() throws {
    let dropped = try state.withLock { state in
      let empty = try state.numbers.filter { number in
        var status = stat()
        guard stat(name(number), &status) == 0 else { throw DocumentStoreFailure("examining", errno: errno) }
        return number != state.highest && status.st_size < SegmentHeader.bytesCount
      }
      state.numbers.subtract(empty)
      return empty
    }
    for number in dropped { try unlinkSegment(number) }
    try syncFolder()
  }

  private func unlinkSegment(_ number: Int64) throws {
    guard unlink(name(number)) == 0 || errno == ENOENT else {
      throw DocumentStoreFailure("removing", errno: errno)
    }
  }

  private func syncFolder() throws {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DocumentStoreFailure("opening the folder", errno: errno) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw DocumentStoreFailure("syncing the folder", errno: errno) }
  }

  /// Remembers a descriptor; past the limit the longest unused one is let go.
  private func keepOpen(_ file: SegmentFile, _ state: inout State) {
    state.uses += 1
    state.open[file.number] = (file, state.uses)
    guard state.open.count > SegmentFolder.openFilesMax else { return }
    if let oldest = state.open.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
      state.open[oldest] = nil
    }
  }

  private func name(_ number: Int64) -> String {
    let digits = String(number)
    return
      "\(path)/\(String(repeating: "0", count: max(0, 12 - digits.count)))\(digits)\(SegmentFolder.suffix)"
  }

  private static func number(of name: String) -> Int64? {
    name.hasSuffix(suffix) ? Int64(name.dropLast(suffix.count)) : nil
  }

  private static func files(in path: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw DocumentStoreFailure.disk("listing", errno: EIO)
    }
  }
}
