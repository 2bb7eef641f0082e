import EBoxTesting
import Storage
import Testing

@Suite("Data folder lock")
struct DataFolderLockTests {
  @Test("keeps a second one out until it is released")
  func second() async throws {
    try await TemporaryFolder.with { folder in
      let lock = try DataFolderLock(folder: folder)
      #expect(throws: DataFolderRefused.inUse(folder: folder)) { try DataFolderLock(folder: folder) }
      lock.release()
      lock.release()
      let next = try DataFolderLock(folder: folder)
      #expect(throws: DataFolderRefused.inUse(folder: folder)) { try DataFolderLock(folder: folder) }
      next.release()
    }
  }

  @Test("names a folder that can't be used")
  func missing() async throws {
    try await TemporaryFolder.with { folder in
      #expect(
        throws: DataFolderRefused.cannotBeOpened(folder: folder + "/no", reason: "No such file or directory")
      ) {
        try DataFolderLock(folder: folder + "/no")
      }
    }
  }
}
