import Foundation
import Logging
import Testing
import TrustServices
import Vocabulary

@testable import ebox

/// A server whose keys were lost or swapped.
@Suite struct KeyFolderTests {
  @Test("R-OPS-5: without its key folder the server does not start, says why, and starts with it again")
  func lostAndFound() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let configuration = try Demo(folder: folder, port: 1).prepare(logLevel: "critical")
    let surroundings = Surroundings(
      time: SystemTime(), random: SystemRandom(), log: Logger(label: "test"))
    let keys = configuration.settings.places.keysPath

    await (try Parties.compose(configuration, surroundings)).close()
    try FileManager.default.moveItem(atPath: keys, toPath: keys + "-away")
    await #expect {
      try await Parties.compose(configuration, surroundings)
    } throws: { error in
      (error as? KeyStoreRefused)?.lost.contains("national-number-hash") == true
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: keys).isEmpty)

    try FileManager.default.removeItem(atPath: keys)
    try FileManager.default.moveItem(atPath: keys + "-away", toPath: keys)
    await (try Parties.compose(configuration, surroundings)).close()
  }
}
