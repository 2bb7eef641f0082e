/// Tests that have a database at once: each holds connections or some fifteen files, and all tests of a
/// process begin together. A run with some thousand open files ended in a segmentation fault while a program
/// was started; the likely cause is that Foundation reads past the entries of /proc/self/fd.
actor TestPermits {
  static let databases = TestPermits(40)

  /// A test that has one already takes no second, so that none waits for itself.
  @TaskLocal private static var isHeld = false

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  /// Runs `body` when there is room.
  nonisolated func holding<Result>(_ body: () async throws -> Result) async throws -> Result {
    guard !Self.isHeld else { return try await body() }
    await take()
    do {
      let result = try await Self.$isHeld.withValue(true) { try await body() }
      await give()
      return result
    } catch {
      await give()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
