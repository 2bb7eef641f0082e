import Crypto
import EBoxTesting
import Foundation
import Storage
import Testing
import TrustServices
import Vocabulary

/// R-OPS-5: a database knows the key store that it was made with.
@Suite("Key checks, on both engines")
struct KeyChecksTests {
  private static let purposes = ["mailbox", "national-number", "national-number-hash"]

  private func keys(_ path: String, making purposes: [String] = []) throws -> DirectoryKeyStore {
    let keys = try DirectoryKeyStore(opening: path, random: SystemRandom())
    for purpose in purposes { _ = try keys.rootKey(purpose) }
    return keys
  }

  @Test(
    "R-OPS-5: the same keys pass, at every start and with new purposes", arguments: TestDatabases.allCases)
  func same(_ engine: TestDatabases) async throws {
    try await engine.with(KeyChecks.migrations) { database in
      try await TemporaryFolder.with { folder in
        try await KeyChecks(try keys(folder + "/keys"), of: database).verify()
        for purposes in [Self.purposes, Self.purposes + ["consent"], []] {
          let checks = KeyChecks(try keys(folder + "/keys"), of: database)
          try await checks.verify()
          try await KeyChecks(try keys(folder + "/keys", making: purposes), of: database).keep()
        }
        let kept = try await database.read { transaction in
          try transaction.rows("SELECT purpose FROM trust_key_check ORDER BY purpose").map { try $0.text(0) }
        }
        #expect(kept == (Self.purposes + ["consent"]).sorted())
      }
    }
  }

  @Test("R-OPS-5: a lost folder is refused by name, and no key is made", arguments: TestDatabases.allCases)
  func lost(_ engine: TestDatabases) async throws {
    try await engine.with(KeyChecks.migrations) { database in
      try await TemporaryFolder.with { folder in
        try await KeyChecks(try keys(folder + "/keys", making: Self.purposes), of: database).keep()
        let empty = try keys(folder + "/empty")
        await #expect(throws: KeyStoreRefused(lost: Self.purposes, others: [])) {
          try await KeyChecks(empty, of: database).verify()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/empty").isEmpty)

        try FileManager.default.removeItem(atPath: folder + "/keys/root-national-number")
        await #expect(throws: KeyStoreRefused(lost: ["national-number"], others: [])) {
          try await KeyChecks(try keys(folder + "/keys"), of: database).verify()
        }
      }
    }
  }

  @Test("R-OPS-5: a swapped folder is refused, also one key of it", arguments: TestDatabases.allCases)
  func swapped(_ engine: TestDatabases) async throws {
    try await engine.with(KeyChecks.migrations) { database in
      try await TemporaryFolder.with { folder in
        try await KeyChecks(try keys(folder + "/keys", making: Self.purposes), of: database).keep()
        let others = try keys(folder + "/others", making: Self.purposes)
        await #expect(throws: KeyStoreRefused(lost: [], others: Self.purposes)) {
          try await KeyChecks(others, of: database).verify()
        }
        await #expect(throws: KeyStoreRefused(lost: [], others: Self.purposes)) {
          try await KeyChecks(others, of: database).keep()
        }
        try FileManager.default.removeItem(atPath: folder + "/keys/root-mailbox")
        try FileManager.default.copyItem(
          atPath: folder + "/others/root-mailbox", toPath: folder + "/keys/root-mailbox")
        await #expect(throws: KeyStoreRefused(lost: [], others: ["mailbox"])) {
          try await KeyChecks(try keys(folder + "/keys"), of: database).verify()
        }
      }
    }
  }

  @Test(
    "two processes with keys of their own on a new database: one is refused",
    arguments: TestDatabases.allCases)
  func race(_ engine: TestDatabases) async throws {
    try await engine.with(KeyChecks.migrations) { database in
      try await TemporaryFolder.with { folder in
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
          for number in 0..<4 {
            let keys = try keys("\(folder)/\(number)", making: Self.purposes)
            group.addTask {
              do {
                try await KeyChecks(keys, of: database).keep()
                return false
              } catch is KeyStoreRefused {
                return true
              }
            }
          }
          return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(refused == 3)
      }
    }
  }

  @Test("what an operator reads says what lacks, what is another, and what to do")
  func words() {
    let text = KeyStoreRefused(lost: ["mailbox"], others: ["consent"]).description
    for words in ["lacks mailbox", "another consent", "keys.directory", "Nothing was changed"] {
      #expect(text.contains(words))
    }
  }
}
