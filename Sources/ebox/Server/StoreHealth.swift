import Contracts
import Foundation
import Storage
import Vocabulary

/// Tries what the document provider stands on: its database and the folder of its documents.
struct StoreHealth: HealthProbe {
  let database: any Database
  let documentsPath: String
  let time: any TimeSource

  func checks() async -> [HealthFinding] {
    let began = time.elapsed()
    let isReadable: Bool
    do {
      _ = try await database.read { transaction in try transaction.rows("SELECT 1") }
      isReadable = true
    } catch { isReadable = false }
    let read = time.elapsed()
    let isWritable = FileManager.default.isWritableFile(atPath: documentsPath)
    return [
      HealthFinding(
        id: "database", isDatabase: true, isUp: isReadable, milliseconds: (read - began).milliseconds),
      HealthFinding(
        id: "documents", isDatabase: false, isUp: isWritable,
        milliseconds: (time.elapsed() - read).milliseconds),
    ]
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
