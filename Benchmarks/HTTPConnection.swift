import Foundation

struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A blocking keep-alive connection to a server on loopback: as little work as a client can do.
final class HTTPConnection {
  private let socket: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var one: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw BenchFailure("can't connect to 127.0.0.1:\(port)") }
  }

  deinit { close(socket) }

  /// Sends a whole request and reads the whole answer.
  /// - Returns: the status and how many body bytes came.
  func exchange(_ request: [UInt8]) throws -> (status: Int, bodyBytes: Int, body: [UInt8]) {
    try send(request)
    var filled = 0
    while true {
      let count = recv(socket, &buffer[filled], buffer.count - filled, 0)
      guard count > 0 else { throw BenchFailure("connection closed in the head") }
      filled += count
      if let end = headEnd(filled) { return try readBody(head: end, filled: filled) }
    }
  }

  private func send(_ request: [UInt8]) throws {
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes { bytes -> Int in
        guard let base = bytes.baseAddress else { return -1 }
        return Glibc.send(socket, base + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw BenchFailure("connection closed while sending") }
      sent += count
    }
  }

  private func headEnd(_ filled: Int) -> Int? {
    guard filled >= 4 else { return nil }
    for place in 0...(filled - 4)
    where buffer[place] == 13 && buffer[place + 1] == 10 && buffer[place + 2] == 13 && buffer[place + 3] == 10
    {
      return place + 4
    }
    return nil
  }

  private func readBody(head: Int, filled: Int) throws -> (status: Int, bodyBytes: Int, body: [UInt8]) {
    let text = String(decoding: buffer[..<head], as: UTF8.self).lowercased()
    guard let status = Int(text.dropFirst(9).prefix(3)) else { throw BenchFailure("not HTTP") }
    guard let field = text.range(of: "content-length: "),
      let length = Int(text[field.upperBound...].prefix { $0.isNumber })
    else { return try readChunked(status: status, head: head, filled: filled) }
    var left = length - (filled - head)
    let first = Array(buffer[head..<filled])
    while left > 0 {
      let count = recv(socket, &buffer, min(buffer.count, left), 0)
      guard count > 0 else { throw BenchFailure("connection closed in the body") }
      left -= count
    }
    return (status, length, first)
  }

  private func readChunked(status: Int, head: Int, filled: Int) throws -> (Int, Int, [UInt8]) {
    var body = Array(buffer[head..<filled])
    var total = body.count
    while !body.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8)) {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { throw BenchFailure("connection closed in a chunk") }
      body = Array((body + buffer[..<count]).suffix(65_536))
      total += count
    }
    return (status, total, body)
  }
}
