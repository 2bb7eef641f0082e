import Foundation
import Vocabulary

/// A folder of a test, gone after it.
package enum TemporaryFolder {
  @discardableResult package static func with<Result>(_ body: (String) async throws -> Result) async throws
    -> Result
  {
    let name = SystemRandom().bytes(8).map { String($0, radix: 16) }.joined()
    let folder = FileManager.default.temporaryDirectory.path + "/ebox-test-" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    do {
      let result = try await body(folder)
      try FileManager.default.removeItem(atPath: folder)
      return result
    } catch {
      try FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }
}
