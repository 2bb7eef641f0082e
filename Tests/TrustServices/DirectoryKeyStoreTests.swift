import Crypto
import EBoxTesting
import Foundation
import Testing
import TrustServices
import Vocabulary

@Suite("Key store")
struct DirectoryKeyStoreTests {
  private let random = SystemRandom()

  @Test("a key is made once and is the same ever after, also for another process")
  func same() async throws {
    try await TemporaryFolder.with { folder in
      let keys = try DirectoryKeyStore(opening: folder + "/keys", random: random)
      let (root, day) = (try keys.rootKey("mailbox"), try keys.dayKey(CalendarDate(parsing: "2027-01-31")))
      #expect(root.bitCount == 256 && root != day)
      #expect(try keys.rootKey("consent") != root)
      for other in [keys, try DirectoryKeyStore(opening: folder + "/keys", random: random)] {
        #expect(try other.rootKey("mailbox") == root)
        #expect(try other.dayKey(CalendarDate(parsing: "2027-01-31")) == day)
      }
    }
  }

  @Test("those that open the folder and make the same key at once agree on one", arguments: 0..<20)
  func race(round: Int) async throws {
    try await TemporaryFolder.with { folder in
      let made = try await withThrowingTaskGroup(of: SymmetricKey.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try DirectoryKeyStore(opening: folder + "/keys", random: random).rootKey("mailbox")
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(made.allSatisfy { $0 == made[0] } && made.count == 8)
      let kept = try DirectoryKeyStore(opening: folder + "/keys", random: random).rootKey("mailbox")
      #expect(kept == made[0])
    }
  }

  @Test("R-OPS-5: files are 0600 in a 0700 folder, and one that is open to others is refused")
  func permissions() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/keys"
      let keys = try DirectoryKeyStore(opening: path, random: random)
      _ = try keys.rootKey("mailbox")
      _ = try keys.dayKey(CalendarDate(parsing: "2027-01-31"))
      _ = try keys.destroyDayKeys(before: CalendarDate(parsing: "2026-01-01"))
      #expect(try permissions(path) == 0o700)
      let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(files == ["day-2027-01-31", "days-destroyed-before", "root-mailbox"])
      for file in files { #expect(try permissions("\(path)/\(file)") == 0o600) }

      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path + "/root-mailbox")
      let other = try DirectoryKeyStore(opening: path, random: random)
      #expect(throws: KeyFailure.openToOthers("root-mailbox")) { try other.rootKey("mailbox") }
      try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: path)
      #expect(throws: KeyFailure.openToOthers("the key folder")) {
        try DirectoryKeyStore(opening: path, random: random)
      }
    }
  }

  @Test("R-BOX-4: asking for what is there makes no key, and tells what another process destroyed")
  func existing() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/keys"
      let keys = try DirectoryKeyStore(opening: path, random: random)
      let other = try DirectoryKeyStore(opening: path, random: random)
      let (day, next) = (try CalendarDate(parsing: "2027-03-01"), try CalendarDate(parsing: "2027-03-02"))
      #expect(try keys.existingDayKey(day) == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
      #expect(try other.dayKey(day) == keys.existingDayKey(day))
      _ = try other.destroyDayKeys(before: next)
      let third = CalendarDate(daysSince1970: day.daysSince1970 - 1)
      #expect { try keys.existingDayKey(third) } throws: { ($0 as? KeyDestroyed)?.day == third }
      #expect(try keys.existingDayKey(next) == nil)
    }
  }

  @Test("R-BOX-4: destroyed days stay destroyed: in this process, after a start, and for days never used")
  func destroyed() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/keys"
      let keys = try DirectoryKeyStore(opening: path, random: random)
      let days = try (1...5).map { try CalendarDate(parsing: "2027-03-0\($0)") }
      let made = try days.map { try keys.dayKey($0) }
      #expect(try keys.destroyDayKeys(before: days[3]) == Array(days.prefix(3)))
      #expect(try keys.destroyDayKeys(before: days[3]).isEmpty)
      #expect(try keys.destroyDayKeys(before: days[1]).isEmpty)
      for keys in [keys, try DirectoryKeyStore(opening: path, random: random)] {
        for day in days.prefix(3) + [days[0].adding(days: -400)] {
          #expect { try keys.dayKey(day) } throws: { ($0 as? KeyDestroyed)?.day == day }
        }
        #expect(try keys.dayKey(days[3]) == made[3] && keys.dayKey(days[4]) == made[4])
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(left == ["day-2027-03-04", "day-2027-03-05", "days-destroyed-before"])
    }
  }

  @Test("R-BOX-4: a crash between the mark and the last key: the days stay closed and the next call ends it")
  func crashWhileDestroying() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/keys"
      let keys = try DirectoryKeyStore(opening: path, random: random)
      let day = try CalendarDate(parsing: "2027-03-01")
      _ = try keys.dayKey(day)
      let kept = try Data(contentsOf: URL(fileURLWithPath: "\(path)/day-\(day)"))
      _ = try keys.destroyDayKeys(before: day.adding(days: 1))
      // The image in which the mark was durable and the key's file still there.
      let file = "\(path)/day-\(day)"
      #expect(
        FileManager.default.createFile(atPath: file, contents: kept, attributes: [.posixPermissions: 0o600]))
      let after = try DirectoryKeyStore(opening: path, random: random)
      #expect(throws: KeyDestroyed.self) { try after.dayKey(day) }
      #expect(try after.destroyDayKeys(before: day.adding(days: 1)) == [day])
      #expect(!FileManager.default.fileExists(atPath: file))
    }
  }

  @Test("a damaged, cut, or renamed key file is refused by name")
  func damaged() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/keys"
      let keys = try DirectoryKeyStore(opening: path, random: random)
      _ = try keys.rootKey("mailbox")
      let file = URL(fileURLWithPath: path + "/root-mailbox")
      let whole = try Data(contentsOf: file)
      for offset in [0, 8, 39, 40, whole.count - 1] {
        var altered = whole
        altered[offset] ^= 1
        try overwrite(file, altered)
        let other = try DirectoryKeyStore(opening: path, random: random)
        #expect(throws: KeyFailure.damagedKeyFile("root-mailbox")) { try other.rootKey("mailbox") }
      }
      try overwrite(file, whole.prefix(30))
      let cut = try DirectoryKeyStore(opening: path, random: random)
      #expect(throws: KeyFailure.damagedKeyFile("root-mailbox")) { try cut.rootKey("mailbox") }
      try overwrite(file, whole)
      try FileManager.default.copyItem(atPath: file.path, toPath: path + "/root-consent")
      let renamed = try DirectoryKeyStore(opening: path, random: random)
      #expect(throws: KeyFailure.damagedKeyFile("root-consent")) { try renamed.rootKey("consent") }
    }
  }

  @Test("a key that a crash left half-made is cleared; a purpose that names no file is refused")
  func leftovers() async throws {
    try await TemporaryFolder.with { folder in
      let path = folder + "/keys"
      _ = try DirectoryKeyStore(opening: path, random: random)
      let left = path + "/root-mailbox.1.new"
      #expect(
        FileManager.default.createFile(
          atPath: left, contents: Data([1, 2]), attributes: [.posixPermissions: 0o600]))
      let keys = try DirectoryKeyStore(opening: path, random: random)
      #expect(!FileManager.default.fileExists(atPath: left))
      for purpose in ["", "../mailbox", "Mailbox", "mail box", String(repeating: "a", count: 41)] {
        #expect(throws: KeyFailure.invalidPurpose(purpose)) { try keys.rootKey(purpose) }
      }
    }
  }

  private func overwrite(_ file: URL, _ bytes: Data) throws {
    let handle = try FileHandle(forUpdating: file)
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: bytes)
    try handle.close()
  }

  private func permissions(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }
}
