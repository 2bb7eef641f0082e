import Contracts
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Vocabulary

@testable import MessageRegistryAPI

/// A version of the registry over a played party, asked through the router or over a socket.
struct ServedRegistry {
  var edition = MessageRegistryEdge.Edition.v3
  let registry = PlayedRegistry()
  let attempts = PlayedAttempts()

  var base: String { edition.basePath }

  var application: some ApplicationProtocol {
    let router = Router()
    MessageRegistryEdge(
      registry: registry, introspection: PlayedIntrospection(), attempts: attempts,
      edition: edition,
      settings: .init(
        publicURL: "https://registry.test/v\(edition.rawValue)", environment: .test,
        contact: "help@registry.test"),
      time: PlayedClock(), random: SystemRandom(), logger: Logger(label: "test")
    ).addRoutes(to: router)
    return Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
  }

  struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: ByteBuffer
    var json: JSON { (try? JSONParser.parse(Array(body.readableBytesView))) ?? .null }
    var code: String? { json["code"]?.text }
    var issues: [JSON] { json["issues"]?.elements ?? [] }
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, token: String? = nil, _ headers: HTTPFields = [:],
    body: String? = nil
  ) async throws -> Answer {
    try await ask(method, path, token: token, headers, bytes: body.map { Array($0.utf8) })
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, token: String?, _ headers: HTTPFields, bytes: [UInt8]?
  ) async throws -> Answer {
    var headers = headers
    if let token { headers[.authorization] = "Bearer \(token)" }
    if let bytes { headers[.contentLength] = "\(bytes.count)" }
    let all = headers
    return try await application.test(.router) { client in
      try await client.execute(
        uri: base + path, method: method, headers: all, body: bytes.map { ByteBuffer(bytes: $0) }
      ) { Answer(status: $0.status.code, headers: $0.headers, body: $0.body) }
    }
  }

  /// Publishes parts as they are given: name, extra header lines, content.
  func publish(
    _ parts: [(name: String, lines: String, content: String)], token: String = "sender",
    _ headers: HTTPFields = [:], at path: String = "/ebox/messages"
  ) async throws -> Answer {
    var headers = headers
    headers[.contentType] = "multipart/form-data; boundary=frontier"
    return try await ask(.post, path, token: token, headers, body: Self.multipart(parts))
  }

  static func multipart(_ parts: [(name: String, lines: String, content: String)]) -> String {
    parts.map { part in
      "--frontier\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(part.lines)\r\n\r\n"
        + "\(part.content)\r\n"
    }.joined() + "--frontier--\r\n"
  }

  static let document = #"""
    {"sender":{"eboxType":"enterprise","enterpriseNumber":"0999999031"},
     "recipient":{"eboxType":"citizen","ssin":"78041299916"},
     "subject":{"nl":"Beslissing over uw renovatiepremie"},
     "senderApplicationId":"premies:beslissingen","messageTypeId":"PREMIE-BESLISSING",
     "attachments":[{"httpPartName":"upfile1","isMainContent":true,"isAttachmentSigned":false}]}
    """#
  static let file = (
    name: "upfile1", lines: "; filename=\"besluit.pdf\"\r\nContent-Type: application/pdf", content: "%PDF-1.7"
  )
  static let request = (
    name: "messageToPublish", lines: "\r\nContent-Type: application/json", content: document
  )
}
