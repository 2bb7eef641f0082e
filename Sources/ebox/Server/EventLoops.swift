import CLinux
import NIOCore
import NIOPosix

/// The threads that tasks of a serving process run on.
enum EventLoops {
  /// Freed memory that an allocator's arena keeps for the next buffers.
  private static let keptBytes = 4 * 1024 * 1024

  /// Lets tasks run on the event loops that read and write their connections, so that a request changes
  /// threads only where it waits for a disk. Once a process, before it serves. Without it everything works
  /// the same, slower.
  static func runTasks() {
    // A failure leaves the system's own habit.
    _ = ebox_keep_freed_memory(keptBytes)
    NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
  }
}
