import CLinux
import Crypto
import Foundation
import Synchronization

/// Files of keys on disk: each whole and durable, or not there. Blocking; used seldom, because keys are
/// cached.
///
/// A key file is `eBoxKey1`, the key (32), and a check over name and key (16): a file that was cut, altered
/// or renamed is refused.
struct KeyFolder: Sendable {
  private static let magic = Array("eBoxKey1".utf8)
  private static let keyBytes = 32
  private static let checkBytes = 16
  private static let temporarySuffix = ".new"
  /// Tells the temporary files of one process apart.
  private static let temporaryCount = Atomic<Int>(0)

  let path: String

  /// Makes the folder (0700) when it is not there, and clears what a crash left half-written.
  init(_ path: String) throws {
    self.path = path
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw KeyFailure.disk("making the folder", errno: errno) }
    try refuseOthers(path, "the key folder")
    for name in try names() where name.hasSuffix(KeyFolder.temporarySuffix) { try clear(name) }
  }

  /// Names of the files, in order.
  func names() throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw KeyFailure.disk("listing", errno: EIO)
    }
  }

  /// The key under a name, or nil when there is none.
  func key(_ name: String) throws -> SymmetricKey? {
    guard let bytes = try read(name) else { return nil }
    let start = KeyFolder.magic.count
    guard bytes.count == start + KeyFolder.keyBytes + KeyFolder.checkBytes,
      bytes.starts(with: KeyFolder.magic)
    else { throw KeyFailure.damagedKeyFile(name) }
    let key = Array(bytes[start..<(start + KeyFolder.keyBytes)])
    guard Array(bytes.suffix(KeyFolder.checkBytes)) == check(name, key) else {
      throw KeyFailure.damagedKeyFile(name)
    }
    return SymmetricKey(data: key)
  }

  /// Keeps a new key durably. When another process was first, its key is returned and this one forgotten.
  func keep(_ key: [UInt8], as name: String) throws -> SymmetricKey {
    try write(KeyFolder.magic + key + check(name, key), as: name, replacing: false)
    guard let kept = try self.key(name) else { throw KeyFailure.damagedKeyFile(name) }
    return kept
  }

  /// The bytes of a file, or nil when there is none.
  func read(_ name: String) throws -> [UInt8]? {
    let descriptor = Glibc.open(file(name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw KeyFailure.disk("opening", errno: errno)
    }
    defer { close(descriptor) }
    try refuseOthers(file(name), name)
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw KeyFailure.disk("reading", errno: errno) }
    return Array(bytes.prefix(count))
  }

  /// Temporary file, fsync, rename, fsync of the folder.
  func write(_ bytes: [UInt8], as name: String, replacing: Bool) throws {
    let number = KeyFolder.temporaryCount.add(1, ordering: .relaxed).newValue
    let temporary = "\(name).\(getpid())-\(number)\(KeyFolder.temporarySuffix)"
    let descriptor = try makeLocked(temporary)
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor)
    if replacing {
      guard rename(file(temporary), file(name)) == 0 else { throw KeyFailure.disk("renaming", errno: errno) }
    } else {
      let result = ebox_rename_to_new(file(temporary), file(name))
      if result == EEXIST { try destroy(temporary) }
      guard result == 0 || result == EEXIST else { throw KeyFailure.disk("renaming", errno: result) }
    }
    try syncFolder()
  }

  /// A new file that ``clear(_:)`` of another process leaves alone while the descriptor is open.
  private func makeLocked(_ temporary: String) throws -> Int32 {
    while true {
      let descriptor = Glibc.open(file(temporary), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw KeyFailure.disk("making a file", errno: errno) }
      var status = stat()
      guard flock(descriptor, LOCK_EX) == 0, fstat(descriptor, &status) == 0 else {
        let failure = errno
        close(descriptor)
        throw KeyFailure.disk("locking a file", errno: failure)
      }
      if status.st_nlink > 0 { return descriptor }
      // Cleared between making and locking it: once more.
      close(descriptor)
    }
  }

  /// Destroys a temporary file that nobody is writing: what a crash left.
  private func clear(_ temporary: String) throws {
    let descriptor = Glibc.open(file(temporary), O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw KeyFailure.disk("opening", errno: errno)
    }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try destroy(temporary) }
  }

  /// Overwrites, fsyncs, unlinks; the caller calls ``syncFolder()``. What is not there is destroyed already.
  ///
  /// A file system that copies on write, or a drive that remaps blocks, may keep the overwritten bytes.
  func destroy(_ name: String) throws {
    let descriptor = Glibc.open(file(name), O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw KeyFailure.disk("opening", errno: errno)
    }
    do {
      defer { close(descriptor) }
      let length = lseek(descriptor, 0, SEEK_END)
      guard length >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
        throw KeyFailure.disk("overwriting", errno: errno)
      }
      try writeAll([UInt8](repeating: 0, count: Int(length)), to: descriptor)
    }
    guard unlink(file(name)) == 0 || errno == ENOENT else { throw KeyFailure.disk("removing", errno: errno) }
  }

  func syncFolder() throws {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw KeyFailure.disk("opening the folder", errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw KeyFailure.disk("syncing the folder", errno: errno) }
  }

  private func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws {
    let count = Glibc.write(descriptor, bytes, bytes.count)
    guard count == bytes.count else { throw KeyFailure.disk("writing", errno: count < 0 ? errno : ENOSPC) }
    guard fsync(descriptor) == 0 else { throw KeyFailure.disk("syncing", errno: errno) }
  }

  private func refuseOthers(_ path: String, _ name: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw KeyFailure.disk("examining", errno: errno) }
    guard status.st_mode & 0o077 == 0 else { throw KeyFailure.openToOthers(name) }
  }

  private func check(_ name: String, _ key: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array("ebox key file 1:\(name):".utf8) + key).prefix(KeyFolder.checkBytes))
  }

  private func file(_ name: String) -> String { "\(path)/\(name)" }
}
