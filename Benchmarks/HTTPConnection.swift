import Foundation

struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A blocking keep-alive connection to a server on loopback: as little work as a client can do.
final class HTTPConnection {
  private let socket: LoopbackSocket
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  init(port: Int) throws { socket = try LoopbackSocket(port: port) }

  /// Sends a whole request and reads the whole answer.
  /// - Returns: the status and how many body bytes came.
  func exchange(_ request: [UInt8]) throws -> (status: Int, bodyBytes: Int, body: [UInt8]) {
    try socket.send(request)
    var filled = 0
    while true {
      filled += try socket.receive(into: &buffer, at: filled)
      if let end = headEnd(filled) { return try readBody(head: end, filled: filled) }
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
    // Such an answer has no body, and no field that says so (RFC 9110 §8.6).
    if status == 204 { return (status, 0, []) }
    guard let field = text.range(of: "content-length: "),
      let length = Int(text[field.upperBound...].prefix { $0.isNumber })
    else { return try readChunked(status: status, head: head, filled: filled) }
    var left = length - (filled - head)
    let first = Array(buffer[head..<filled])
    while left > 0 {
      left -= try socket.receive(into: &buffer, max: left)
    }
    return (status, length, first)
  }

  private func readChunked(status: Int, head: Int, filled: Int) throws -> (Int, Int, [UInt8]) {
    var body = Array(buffer[head..<filled])
    var total = body.count
    while !body.suffix(5).elementsEqual(Array("0\r\n\r\n".utf8)) {
      let count = try socket.receive(into: &buffer)
      body = Array((body + buffer[..<count]).suffix(65_536))
      total += count
    }
    return (status, total, body)
  }
}
