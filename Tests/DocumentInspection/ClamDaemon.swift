import EBoxTesting
import Foundation
import NIOCore
import NIOPosix

/// A real clamd with one signature, EICAR's, in a temporary folder; gone with this process in any way.
final class ClamDaemon: Sendable {
  let port: Int
  let socket: String
  private let process: Process
  /// Open until the daemon is to end.
  private let input: Pipe

  static let streamBytesMax = 8_388_608

  /// The test file of EICAR, in halves: whole it would alarm whoever scans this source.
  static let eicar = #"X5O!P%@AP[4\PZX54(P^)7CC)7}$"# + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

  static func with(_ body: (ClamDaemon) async throws -> Void) async throws {
    try await TemporaryFolder.with { folder in
      let daemon = try await ClamDaemon(folder)
      do {
        try await body(daemon)
        daemon.stop()
      } catch {
        daemon.stop()
        throw error
      }
    }
  }

  private init(_ folder: String) async throws {
    (port, socket) = (try await Self.freePort(), folder + "/clamd.ctl")
    let hex = Self.eicar.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    try "Eicar-Signature:0:*:\(hex)\n".write(toFile: folder + "/own.ndb", atomically: true, encoding: .utf8)
    try """
    Foreground yes
    DatabaseDirectory \(folder)
    TemporaryDirectory \(folder)
    LocalSocket \(socket)
    TCPSocket \(port)
    TCPAddr 127.0.0.1
    StreamMaxLength \(Self.streamBytesMax)
    MaxThreads 4
    MaxScanSize \(Self.streamBytesMax)
    MaxFileSize \(Self.streamBytesMax)
    """.write(toFile: folder + "/clamd.conf", atomically: true, encoding: .utf8)
    (process, input) = (Process(), Pipe())
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", Self.script, "clamd", folder]
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let begun = ContinuousClock.now
    while await !isListening() {
      guard ContinuousClock.now - begun < .seconds(60) else {
        stop()
        let said = try? String(contentsOfFile: folder + "/log", encoding: .utf8)
        throw ClamDaemonDidNotStart(said: said ?? "")
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  func stop() {
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
  }

  /// Ends when its input does.
  private static let script = """
    /usr/sbin/clamd --config-file="$1/clamd.conf" >"$1/log" 2>&1 </dev/null &
    cat >/dev/null
    kill -KILL $!
    wait $!
    """

  private func isListening() async -> Bool {
    let group = MultiThreadedEventLoopGroup.singleton
    do {
      try await ClientBootstrap(group: group).connect(unixDomainSocketPath: socket).get().close().get()
      try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port).get().close().get()
      return true
    } catch {
      return false
    }
  }

  private static func freePort() async throws -> Int {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = server.localAddress?.port
    try await server.close().get()
    return port ?? 0
  }
}

struct ClamDaemonDidNotStart: Error {
  let said: String
}
