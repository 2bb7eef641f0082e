import Foundation
import Synchronization

/// Stands between one client and a PostgreSQL server, and cuts the line on COMMIT when it is told to: the
/// server has answered, the client never hears it.
final class SeveringRelay: @unchecked Sendable {
  private let listener: Int32
  private let server: String
  private let isArmed = Atomic(false)

  /// - Parameters:
  ///   - folder: where the relay listens, as `.s.PGSQL.<port>`.
  ///   - server: the folder where the server listens.
  init(folder: String, server: String, port: Int64) throws {
    self.server = server + "/.s.PGSQL.\(port)"
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let isBound = Self.withAddress(folder + "/.s.PGSQL.\(port)") { bind(listener, $0, $1) }
    guard isBound == 0, listen(listener, 4) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    let thread = Thread { [self] in acceptUntilClosed() }
    thread.start()
  }

  /// The next COMMIT is the last thing that goes through.
  func sever() { isArmed.store(true, ordering: .sequentiallyConsistent) }

  func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func acceptUntilClosed() {
    while case let client = accept(listener, nil, nil), client >= 0 {
      let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      if Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 { relay(client, upstream) }
      _ = Foundation.close(client)
      _ = Foundation.close(upstream)
    }
    _ = Foundation.close(listener)
  }

  private func relay(_ client: Int32, _ upstream: Int32) {
    var isSevering = false
    var ends = [client, upstream].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while poll(&ends, 2, -1) > 0 {
      if ends[0].revents != 0 {
        guard let bytes = pass(from: client, to: upstream) else { return }
        isSevering = isArmed.load(ordering: .sequentiallyConsistent) && bytes.contains("COMMIT")
      }
      if ends[1].revents != 0 {
        if isSevering { return isArmed.store(false, ordering: .sequentiallyConsistent) }
        guard pass(from: upstream, to: client) != nil else { return }
      }
    }
  }

  private func pass(from source: Int32, to target: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(source, &buffer, buffer.count)
    guard count > 0, write(target, buffer, count) == count else { return nil }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
