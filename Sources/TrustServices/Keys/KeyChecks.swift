import Crypto
package import Storage

/// Ties a database to the key store that it was made with.
///
/// A key store that was lost, or another one, would make new root keys without a word: every national number
/// would hash to another mailbox, and nothing that was sealed would open. So the check of each root key is
/// kept in the database, and a program whose keys are others refuses to start.
package struct KeyChecks: Sendable {
  package static let migrations = [
    Migration(
      "trust", 1,
      ["CREATE TABLE trust_key_check (purpose TEXT NOT NULL PRIMARY KEY, key_check BYTES NOT NULL)"])
  ]

  private let database: any Database
  private let keys: any KeyStore

  package init(_ keys: any KeyStore, of database: any Database) {
    self.keys = keys
    self.database = database
  }

  /// Compares the key store with the checks that the database keeps. Makes no key, changes nothing; to be
  /// called before anybody asks for a root key.
  /// - Throws: ``KeyStoreRefused`` naming the root keys that are lost or others; a ``KeyFailure`` for a key
  ///   file that is damaged or open to others.
  package func verify() async throws {
    let kept = try await database.read { transaction in try KeyChecks.kept(in: transaction) }
    var lost: [String] = []
    var others: [String] = []
    for (purpose, check) in kept.sorted(by: { $0.key < $1.key }) {
      guard let key = try keys.existingRootKey(purpose) else {
        lost.append(purpose)
        continue
      }
      if KeyCheck(of: key).bytes != check { others.append(purpose) }
    }
    guard lost.isEmpty, others.isEmpty else { throw KeyStoreRefused(lost: lost, others: others) }
  }

  /// Keeps the check of every root key that is new since; to be called once the parties have made theirs, and
  /// before anything is sealed with them.
  /// - Throws: ``KeyStoreRefused`` when another process of this database, with other keys, was first.
  package func keep() async throws {
    var found: [String: [UInt8]] = [:]
    for purpose in try keys.rootPurposes() {
      found[purpose] = try keys.existingRootKey(purpose).map { KeyCheck(of: $0).bytes }
    }
    let checks = found
    let others = try await database.write { transaction in
      let kept = try KeyChecks.kept(in: transaction)
      let others = checks.filter { kept[$0.key] != nil && kept[$0.key] != $0.value }.keys.sorted()
      guard others.isEmpty else { return others }
      for (purpose, check) in checks where kept[purpose] == nil {
        try transaction.run(
          "INSERT INTO trust_key_check (purpose, key_check) VALUES ($1, $2)", .text(purpose), .bytes(check))
      }
      return []
    }
    guard others.isEmpty else { throw KeyStoreRefused(lost: [], others: others) }
  }

  private static func kept(in transaction: Transaction) throws -> [String: [UInt8]] {
    let rows = try transaction.rows("SELECT purpose, key_check FROM trust_key_check")
    return Dictionary(try rows.map { (try $0.text(0), try $0.bytes(1)) }) { first, _ in first }
  }
}

/// The key store is not the one of this database. Names purposes, never keys.
package struct KeyStoreRefused: Error, Hashable, Sendable, CustomStringConvertible {
  /// Root keys that the database was made with and that the key store does not hold.
  package let lost: [String]
  /// Root keys that are not those of before.
  package let others: [String]

  package init(lost: [String], others: [String]) {
    self.lost = lost
    self.others = others
  }

  package var description: String {
    let findings =
      (lost.isEmpty ? [] : ["it lacks \(lost.joined(separator: ", "))"])
      + (others.isEmpty ? [] : ["it holds another \(others.joined(separator: ", "))"])
    return """
      the key store is not the one of this database: \(findings.joined(separator: "; ")). Give this server \
      the key folder that belongs to the database (keys.directory), or restore the database that belongs to \
      these keys. Nothing was changed.
      """
  }
}
