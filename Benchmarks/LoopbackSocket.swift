import Foundation

/// A blocking connection to a server on loopback: as little work as a client can do.
final class LoopbackSocket {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw BenchFailure("can't connect to 127.0.0.1:\(port)") }
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { all -> Int in
        guard let base = all.baseAddress else { return -1 }
        return Glibc.send(descriptor, base + sent, all.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw BenchFailure("connection closed while sending") }
      sent += count
    }
  }

  /// Waits for bytes and puts them into `buffer` from `place` on, at most `max` of them.
  /// - Returns: how many came, one at least.
  func receive(into buffer: inout [UInt8], at place: Int = 0, max: Int? = nil) throws -> Int {
    let room = min(buffer.count - place, max ?? .max)
    let count = buffer.withUnsafeMutableBytes { all -> Int in
      guard let base = all.baseAddress else { return -1 }
      return recv(descriptor, base + place, room, 0)
    }
    guard count > 0 else { throw BenchFailure("connection closed in an answer") }
    return count
  }
}
