import Foundation
package import Vocabulary

/// A Maildir into which a mail server delivers, one file a mail: `new` holds what came, `cur` what was read.
///
/// Only regular files are taken up, links are not followed, and a file is read up to a limit. Blocking;
/// called seldom.
package struct MailFolder: Sendable {
  /// More of them wait for the next round.
  package static let filesMax = 200

  package let path: String

  /// Makes the folder and its three parts where they are missing.
  package init(_ path: String) throws(MailFolderFailure) {
    self.path = path
    for part in ["", "/new", "/cur", "/tmp"] where mkdir(path + part, 0o770) != 0 && errno != EEXIST {
      throw MailFolderFailure(doing: "making the folder", errno: errno)
    }
  }

  /// Names of mails that nobody took up, at most ``filesMax``, in the order of their names.
  package func newMails() throws(MailFolderFailure) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path + "/new")
    } catch {
      throw MailFolderFailure(doing: "listing", errno: EIO)
    }
    return Array(names.filter { !$0.hasPrefix(".") }.sorted().prefix(Self.filesMax))
  }

  /// The mail, or nil when it is not a regular file, is empty or has more than `bytesMax` bytes.
  package func read(_ name: String, bytesMax: Int) throws(MailFolderFailure) -> [UInt8]? {
    let descriptor = open(path + "/new/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ELOOP || errno == ENOENT || errno == ENXIO { return nil }
      throw MailFolderFailure(doing: "opening", errno: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw MailFolderFailure(doing: "examining", errno: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0, status.st_size <= bytesMax else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let step = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      guard step >= 0 else { throw MailFolderFailure(doing: "reading", errno: errno) }
      if step == 0 { break }
      count += step
    }
    return Array(bytes.prefix(count))
  }

  /// Marks a mail as read.
  package func setAside(_ name: String) throws(MailFolderFailure) {
    let read = name.contains(":2,") ? name : name + ":2,S"
    guard rename(path + "/new/" + name, path + "/cur/" + read) == 0 || errno == ENOENT else {
      throw MailFolderFailure(doing: "moving", errno: errno)
    }
  }

  /// Puts a mail into the folder, as a mail server does. For the played relay of a demonstration.
  package func deliver(_ bytes: [UInt8], as name: String) throws(MailFolderFailure) {
    let (temporary, final) = ("\(path)/tmp/\(name)", "\(path)/new/\(name)")
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: temporary))
    } catch {
      throw MailFolderFailure(doing: "writing", errno: EIO)
    }
    guard rename(temporary, final) == 0 else { throw MailFolderFailure(doing: "moving", errno: errno) }
  }

  /// Removes read mails that came before `instant`: they name addresses.
  /// - Returns: how many.
  package func removeRead(before instant: Instant) throws(MailFolderFailure) -> Int {
    var count = 0
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: path + "/cur") {
        var status = stat()
        let file = "\(path)/cur/\(name)"
        guard lstat(file, &status) == 0, Int64(status.st_mtim.tv_sec) < instant.secondsSince1970 else {
          continue
        }
        if unlink(file) == 0 { count += 1 }
      }
    } catch {
      throw MailFolderFailure(doing: "listing", errno: EIO)
    }
    return count
  }
}

/// The disk refused something in the folder of bounces; carries no name of a file.
package struct MailFolderFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package let doing: String
  package let code: Int32

  init(doing: String, errno: Int32) { (self.doing, code) = (doing, errno) }

  package var description: String { "bounce folder: \(doing): \(String(cString: strerror(code)))" }
}
