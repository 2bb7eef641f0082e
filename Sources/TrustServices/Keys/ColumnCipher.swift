import Crypto
package import Vocabulary

/// A column that holds something personal.
package struct PersonalColumn: Hashable, Sendable, CustomStringConvertible {
  package let table: String
  package let column: String
  /// Lengths stand before names, so that no two places have the same bytes.
  fileprivate let bytes: [UInt8]

  package init(_ table: String, _ column: String) {
    self.table = table
    self.column = column
    bytes = [table, column].flatMap { [UInt8(truncatingIfNeeded: $0.utf8.count)] + $0.utf8 }
  }

  package var description: String { "\(table).\(column)" }
}

/// Seals personal columns (subject, file name, body, address): AES-256-GCM, bound to table, column and row,
/// so that a value moved elsewhere does not open. Format: version (1), random nonce (12), ciphertext, tag
/// (16): 29 bytes more than the text.
package struct ColumnCipher: Sendable {
  package static let overheadBytes = 29
  private static let version: UInt8 = 1

  private let key: SymmetricKey
  private let random: any RandomSource

  /// For the columns of one message: they go with its key.
  package init(_ key: ContentKey, random: any RandomSource) {
    self.key = SymmetricKey(data: key.bytes)
    self.random = random
  }

  /// For columns that outlive messages, under a root key.
  package init(rootKey purpose: String, of keys: any KeyStore, random: any RandomSource) throws {
    key = try keys.rootKey(purpose)
    self.random = random
  }

  /// - Parameter row: the bytes of the row's key.
  package func seal(_ text: String, in column: PersonalColumn, row: [UInt8]) throws -> [UInt8] {
    try seal(Array(text.utf8), in: column, row: row)
  }

  package func seal(_ bytes: [UInt8], in column: PersonalColumn, row: [UInt8]) throws -> [UInt8] {
    let nonce = try AES.GCM.Nonce(data: random.bytes(12))
    let box = try AES.GCM.seal(bytes, using: key, nonce: nonce, authenticating: place(column, row))
    return [ColumnCipher.version] + nonce + box.ciphertext + box.tag
  }

  /// - Throws: ``KeyFailure/notAuthentic(_:)`` naming the column, when the value was altered, is another
  ///   row's or column's, or was sealed with another key.
  package func open(_ sealed: [UInt8], in column: PersonalColumn, row: [UInt8]) throws -> [UInt8] {
    guard let version = sealed.first else { throw KeyFailure.notAuthentic(column.description) }
    guard version == ColumnCipher.version else { throw KeyFailure.unknownFormat(version) }
    do {
      let box = try AES.GCM.SealedBox(combined: sealed.dropFirst())
      return Array(try AES.GCM.open(box, using: key, authenticating: place(column, row)))
    } catch {
      throw KeyFailure.notAuthentic(column.description)
    }
  }

  package func openText(_ sealed: [UInt8], in column: PersonalColumn, row: [UInt8]) throws -> String {
    String(decoding: try open(sealed, in: column, row: row), as: UTF8.self)
  }

  private func place(_ column: PersonalColumn, _ row: [UInt8]) -> [UInt8] { column.bytes + row }
}
