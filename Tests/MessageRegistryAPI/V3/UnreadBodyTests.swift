import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import MessageRegistryAPI

/// Bodies that nobody wants, over a real socket. `Tests/Faults/bad_input.py` watches the memory of the real
/// program.
@Suite("Unread bodies", .serialized)
struct UnreadBodyTests {
  /// What a client wrote and got back before the connection ended.
  struct Exchange: Sendable {
    var bytesWritten = 0
    var answer = ""
  }

  static let lot = 256 * 1_048_576

  /// Writes `head`, then `piece` again and again until `count` bytes went or the server closes; then reads.
  static func send(port: Int, head: String, piece: [UInt8], count: Int) async -> Exchange {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        _ = withUnsafePointer(to: &address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        var exchange = Exchange()
        _ = Array(head.utf8).withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        while exchange.bytesWritten < count {
          let written = piece.withUnsafeBytes {
            Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
          if written <= 0 { break }
          exchange.bytesWritten += written
        }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
          let read = recv(socket, &bytes, bytes.count, 0)
          if read <= 0 { break }
          exchange.answer += String(decoding: bytes.prefix(read), as: UTF8.self)
        }
        continuation.resume(returning: exchange)
      }
    }
  }

  static func head(_ token: String, _ length: String) -> String {
    "POST \(ServedRegistry().base)/ebox/messages HTTP/1.1\r\nHost: x\r\n"
      + "Authorization: Bearer \(token)\r\n"
      + "Content-Type: multipart/form-data; boundary=frontier\r\n\(length)\r\n\r\n"
  }

  @Test(
    "R-OPS-5: a body past its limit, or after a refusal, is answered and cut off",
    arguments: [
      ("sender", "Content-Length: 1073741824", "PAYLOAD_TOO_LARGE"),
      ("forged", "Content-Length: 268435456", "INVALID_ACCESS_TOKEN"),
    ])
  func cutOff(token: String, length: String, code: String) async throws {
    let served = ServedRegistry()
    try await served.application.test(.live) { client in
      let port = try #require(client.port)
      let exchange = await Self.send(
        port: port, head: Self.head(token, length), piece: [UInt8](repeating: 0x78, count: 65_536),
        count: Self.lot)
      #expect(exchange.answer.contains(code))
      #expect(exchange.answer.lowercased().contains("connection: close"))
      #expect(exchange.bytesWritten < 64 * 1_048_576)
    }
    #expect(await served.attempts.attempts.map(\.code) == [code])
  }

  @Test("R-OPS-5: 100 000 parts are refused at the seventeenth")
  func manyParts() async throws {
    let served = ServedRegistry()
    let part = "--frontier\r\nContent-Disposition: form-data; name=\"upfile1\"\r\n\r\nx\r\n"
    try await served.application.test(.live) { client in
      let port = try #require(client.port)
      let exchange = await Self.send(
        port: port, head: Self.head("sender", "Content-Length: \(100_000 * part.utf8.count)"),
        piece: Array(String(repeating: part, count: 1000).utf8), count: 100_000 * part.utf8.count)
      #expect(exchange.answer.contains("TOO_MANY_PARTS"))
    }
    #expect(served.registry.state.withLockedValue { $0.headers.count } == 16)
  }

  @Test("a large file passes in pieces, as it comes")
  func streamed() async throws {
    let served = ServedRegistry()
    let content = String(repeating: "0123456789abcdef", count: 262_144)
    let body = ServedRegistry.multipart([
      (ServedRegistry.file.name, ServedRegistry.file.lines, content), ServedRegistry.request,
    ])
    try await served.application.test(.live) { client in
      let response = try await client.execute(
        uri: MessageRegistryEdge.Edition.v3.basePath + "/ebox/messages", method: .post,
        headers: [.authorization: "Bearer sender", .contentType: "multipart/form-data; boundary=frontier"],
        body: ByteBuffer(string: body))
      #expect(response.status == .created)
    }
    #expect(served.registry.state.withLockedValue { $0.parts["upfile1"]?.count } == 4_194_304)
    #expect(served.registry.state.withLockedValue(\.largestPiece) < 1_048_576)
  }
}
