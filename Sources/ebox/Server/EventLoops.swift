import NIOCore
import NIOPosix

/// The threads that tasks of a serving process run on.
enum EventLoops {
  /// Lets tasks run on the event loops that read and write their connections, so that a request changes
  /// threads only where it waits for a disk. Once a process, before it serves. Without it everything works
  /// the same, slower.
  static func runTasks() {
    NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
  }
}
