import Foundation

/// A folder of a test, gone after it.
package enum TemporaryFolder {
  @discardableResult package static func with<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/ebox-test-" + UUID().uuidString
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
